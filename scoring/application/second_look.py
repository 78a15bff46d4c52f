"""审核: what a supervisor compares before agreeing to a proposal, and what is possible then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.guards import Guard
from scoring.application.moves import move_of
from scoring.application.permits import permit
from scoring.application.plain import canonical
from scoring.application.status import Act, Status
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from scoring.application.application import Application, Document, Opinion
    from scoring.application.officer import Officer
    from scoring.application.status import FileKind
    from scoring.policy.model import Period

Kind: TypeAlias = Literal["outcome", "total", "threshold", "award", "verdict", "part"]
Concern: TypeAlias = Literal["figures", "day", "today", "later", "unknown"]

_CHOICES: Mapping[tuple[Status, FileKind], tuple[Act, ...]] = {
    (Status.RECOMMENDED, "application"): (Act.APPROVE_GRANT, Act.REFUSE, Act.RETURN),
    (Status.RECOMMENDED, "points"): (Act.APPROVE, Act.RETURN),
    (Status.APPROVED_PENDING, "application"): (Act.GRANT, Act.RETURN),
    (Status.PUBLICITY, "application"): (Act.GRANT, Act.RETURN),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a document says otherwise: `before` is None where it was not there, `after` where it is there no more.

    `award` and `verdict` are those of the policy's items, by `id` with its `label` in both languages; of a `part` of the document
    that is no points and no outcome only its name is given.
    """

    kind: Kind
    id: str = ""
    label: Mapping[str, str] = field(default_factory=dict)
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A version of the scheme, or figures of its rounds (`version` is empty), that came out since the maker signed.

    It concerns the file where the figures of its round are others now (`figures`), or where the version is in force on the `day`
    that the file is assessed for, or `today`; `later` and it does not; `unknown` where it cannot be read here.
    """

    version: str
    at: datetime
    concerns: Concern


@dataclass(frozen=True, slots=True)
class Ended:
    """What was valid when the maker signed, and is not today: a file of evidence, or a department's answer, by its number."""

    kind: Literal["evidence", "answer"]
    number: int
    about: str
    until: date


@dataclass(frozen=True, slots=True)
class Choice:
    """What a supervisor can choose; `why` is the guard that stands in the way, None where nothing does."""

    act: Act
    why: Guard | None


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Say what one assessment says otherwise than another: outcome, total, line, awards, verdicts, then whatever else differs."""
    kinds: tuple[Kind, ...] = ("outcome", "total", "threshold")
    results = (Difference(kind, before=before[kind], after=after[kind]) for kind in kinds if before[kind] != after[kind])
    awards = _items("award", _awards(before["awards"]), _awards(after["awards"]))
    verdicts = _items("verdict", _verdicts(before), _verdicts(after))
    named = {*kinds, *(("lowest", "highest") if before["total"] != after["total"] else ())}  # with the total they differ too
    found = (*results, *awards, *verdicts)
    changed = (key for key in before.keys() | after.keys() if canonical(before.get(key)) != canonical(after.get(key)))
    of_items = {"awards": bool(awards), "requirements": bool(verdicts), "vetoes": bool(verdicts)}
    rest = sorted(key for key in changed if key not in named and not of_items.get(key, False))
    return (*found, *(Difference("part", key) for key in rest))


def concern_of(in_force: Period, on: date, today: date) -> Concern:
    """Say whether a version that holds in that period concerns a file that is assessed for the day *on*."""
    if on in in_force:
        return "day"
    return "today" if today in in_force else "later"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a file before it is decided.

    `is_same`: computed again, result and package are those that were proposed; `stand`: so do the approved points it goes by;
    `waits`: the list on which it must have stood is not published, or still open; `is_signed`: the maker's signature holds;
    `awaits_round`: places are limited, and none admitted it; `is_stayed`: a body keeps the decision suspended whose place it takes.
    """

    is_same: bool
    stand: bool
    waits: bool
    is_signed: bool
    awaits_round: bool = False
    is_stayed: bool = False


_DECIDING = (Act.GRANT, Act.REFUSE)


def choices(application: Application, officer: Officer, opinion: Opinion, found: Found) -> tuple[Choice, ...]:
    """Say of each thing that a file of this kind and status can become whether *officer* may choose it, or what forbids it."""
    broken = {
        Guard.PROPOSED: opinion.proposal != "grant",
        Guard.POINTS_STAND: not found.stand,
        Guard.SIGNED: not found.is_signed,
        Guard.SAME_AGAIN: not found.is_same,
        Guard.PUBLISHED: found.waits,
        Guard.ADMITTED: found.awaits_round,
    }

    def why(act: Act) -> Guard | None:
        try:
            permit(act, officer, application.status, application.parts, kind=application.kind)
        except NotAllowed as refused:
            return Guard(refused.why)
        if found.is_stayed and act in _DECIDING:  # the guard stands with `SUPERSEDE`, which either of them brings about
            return Guard.EFFECTIVE
        return next((guard for guard, is_broken in broken.items() if is_broken and guard in move_of(act).guards), None)

    return tuple(Choice(act, why(act)) for act in _CHOICES.get((application.status, application.kind), ()))


def _items(
    kind: Kind, before: Mapping[str, tuple[Mapping[str, str], str]], after: Mapping[str, tuple[Mapping[str, str], str]]
) -> tuple[Difference, ...]:
    nothing: tuple[Mapping[str, str], None] = ({}, None)
    pairs = ((id_, before.get(id_, nothing), after.get(id_, nothing)) for id_ in dict.fromkeys((*before, *after)))
    return tuple(Difference(kind, id_, old[0] or new[0], old[1], new[1]) for id_, old, new in pairs if old[1] != new[1])


def _awards(awards: list[Document]) -> dict[str, tuple[Mapping[str, str], str]]:
    return {award["id"]: (award["label"] or {}, _points(award)) for award in _walk(awards)}


def _walk(awards: list[Document]) -> Iterator[Document]:
    for award in awards:
        yield award
        yield from _walk(award["awards"])


def _points(award: Document) -> str:
    """Give what an award gives; from lowest to highest while that is open."""
    points: str | None = award["points"]
    return points if points is not None else f"{award['lowest']}–{award['highest']}"


def _verdicts(document: Document) -> dict[str, tuple[Mapping[str, str], str]]:
    return {one["id"]: (one["label"] or {}, one["state"]) for part in ("requirements", "vetoes") for one in document[part]}
