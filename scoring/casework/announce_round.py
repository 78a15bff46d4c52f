"""Policy staff announce a further round of a published version by what its notice says: it becomes a draft of rounds alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.announced_values import value_of
from scoring.application.announcing import figures_for, problems_of
from scoring.application.plain import sha256
from scoring.casework.draft_moves import require_policy_staff
from scoring.casework.draft_queries import find_draft
from scoring.casework.drafts import DraftStatus, HandedIn
from scoring.casework.import_policy import take_in
from scoring.casework.kept_policies import STREAM, newest_rounds, published_row, source_of
from scoring.errors import InputRefused, NotFound
from scoring.policy import load_source
from scoring.policy.announcing import NoPlace, entry_text, with_entry
from scoring.policy.formatting import LayoutRefused
from scoring.records.database import lock, reading

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.announcing import Announcement, AnnouncementProblem
    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft
    from scoring.policy.announcing import Value
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.policies import PolicyRow


@dataclass(frozen=True, slots=True)
class Begun:
    """What a further round would be added to: the version with its rounds, and the open draft of them, None for those published."""

    policy: Policy
    revision: int | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """The entry of a round, what is wrong with it, and by what the whole text is known that it would become part of."""

    entry: str
    problems: tuple[AnnouncementProblem, ...]
    digest: str = ""
    rounds: str = field(default="", repr=False)


def read_begun(transaction: Transaction, scheme: str, version: str, *, officer: Officer) -> Begun:
    """Give what a further round of a version would be added to. Raises NotAllowed (`role`), and NotFound as `begun`."""
    require_policy_staff("import", officer)
    with reading(transaction) as session:
        return begun(session, scheme, version)[1]


def begun(session: Session, scheme: str, version: str) -> tuple[PolicyRow, Begun]:
    """Give the row of a version, and its rounds: those of an open draft of them, where they begin from the newest and can be read.

    Raises NotFound where no such version is published.
    """
    row = published_row(session, scheme, version)
    if row is None:
        raise NotFound("published policy", f"{scheme}@{version}")
    number, text = newest_rounds(session, scheme)
    revision = None
    try:
        draft = find_draft(session, scheme, version)
    except NotFound:
        draft = None
    if draft is not None and _goes_on(draft, number):
        text, revision = draft.source.rounds, draft.line.revision
    return row, Begun(load_source(source_of(session, row, text)), revision, text)


def _goes_on(draft: Draft, number: int) -> bool:
    is_open = draft.line.status in {DraftStatus.DRAFT, DraftStatus.SUBMITTED}
    return is_open and draft.line.of_rounds and draft.line.loads and draft.rounds_number == number


def preview_round(found: Begun, said: Announcement) -> Preview:
    """Write the entry of a round, or say what is wrong with it.

    Raises InputRefused (`round`) where the text of the rounds takes no further one.
    """
    problems = problems_of(found.policy, said)
    if problems:
        return Preview("", problems)
    entry, file = entry_text(_entry(found.policy, said)), f"{found.policy.scheme}/rounds.yaml"
    try:
        rounds = with_entry(found.text, entry, file)
    except (NoPlace, LayoutRefused):
        raise InputRefused("round", f"{file} takes no further entry as it is written. Import it with the entry by hand.") from None
    return Preview(entry, (), sha256(rounds), rounds)


def announce_round(
    transaction: Transaction, named: tuple[str, str], said: Announcement, seen: str, *, officer: Officer, at: datetime
) -> Draft:
    """Keep a further round as a draft of rounds alone, for another person to publish once it is submitted.

    Args:
        transaction: opens the one transaction of this act.
        named: scheme and version.
        said: what the notice says.
        seen: the digest of the preview that was displayed.
        officer: policy staff.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`.
        NotFound: no such version is published.
        InputRefused: the first of `problems_of`; `round`: the rounds are others than those of the preview, or take no further one.
    """
    require_policy_staff("import", officer)
    with transaction() as session:
        lock(session, STREAM)
        row, found = begun(session, *named)
        preview = preview_round(found, said)
        for problem in preview.problems:
            raise InputRefused(problem.field, problem.remedy)
        if preview.digest != seen:
            raise InputRefused("round", "The rounds or the entry changed since it was displayed. Look at it once more.")
        handed = HandedIn(row.text, "", *named, vocabulary=None, rounds=preview.rounds)
        return take_in(session, handed, officer, at)


def _entry(policy: Policy, said: Announcement) -> Mapping[str, Value]:
    """Give the entry, without what the notice does not say."""
    figures = {each.id: value_of(each.type, said.parameters[each.id]) for each in figures_for(policy)}
    numbers = {"quota": said.quota, "quota_without_points": said.quota_without_points}
    window = {"from": said.window_from, "until": said.window_until} if said.window_from else {}
    dates = {
        name: since.isoformat() if until is None else {"from": since.isoformat(), "until": until.isoformat()}
        for name, (since, until) in said.dates.items()
    }
    entry: dict[str, Value | None] = {
        "round": said.round,
        "policy": policy.version,
        "announced": said.announced.isoformat() if said.announced else None,
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "window": {name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in window.items()},
        "parameters": {name: value for name, value in figures.items() if value is not None},
        "dates": dates,
        "source": _line(said.source),
        "provenance": said.provenance,
        "note": {language: _line(words) for language, words in said.note.items() if words.strip()},
    }
    return {key: value for key, value in entry.items() if value}


def _line(words: str) -> str:
    """Bring words to one line, without signs that no text has."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
