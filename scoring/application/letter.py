"""文书内容: what a letter says beside the words of its act: organ, days, terms and remedies, as they were on the day it was issued.

It is kept with the act, so that a letter says for ever what it said, whatever the office or its calendar become. Nothing here is of
a person: what is missing and why something was not accepted stands sealed with the act itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from scoring.application.due import Due
from scoring.application.procedure import Organ, Term, Way, organ_of, term_of, ways_of
from scoring.application.status import Status
from scoring.policy.procedure import Duration
from scoring.policy.wording import Text

if TYPE_CHECKING:
    from scoring.application.due import Timing
    from scoring.policy.procedure import Procedure


class LetterKind(StrEnum):
    """What a letter tells."""

    ACCEPTANCE = "acceptance"  # 受理通知书
    SUPPLEMENT = "supplement"  # 一次性补正告知书
    NOT_ACCEPTED = "not-accepted"  # 不予受理决定书


@dataclass(frozen=True, slots=True)
class Issued:
    """What one letter says. `on` is its day, `since` the day from which it has effect; `number` counts those of its kind.

    `terms` are what is waited for next; `until` is the last day to hand in what is missing, by `term`; `ways` how a decision is
    contested.
    """

    kind: LetterKind
    number: int
    on: date
    since: date
    organ: Organ
    by_silence: bool = False
    terms: tuple[Due, ...] = ()
    until: date | None = None
    term: Term | None = None
    ways: tuple[tuple[Way, Due], ...] = ()


def acceptance(procedure: Procedure, timing: Timing, on: date, received: date, *, by_silence: bool) -> Issued:
    """Tell of acceptance on a day; silence accepts with effect from receipt."""
    since = received if by_silence else on
    terms = timing.waiting(Status.ACCEPTED, procedure, {"receipt": received, "acceptance": since})
    letter = Issued(LetterKind.ACCEPTANCE, 1, on, since, organ_of(procedure, timing.defaults))
    return replace(letter, by_silence=by_silence, terms=terms)


def supplement(procedure: Procedure, timing: Timing, number: int, on: date, until: date | None) -> Issued:
    """Tell what is missing, once, and until when it can be handed in."""
    organ, term = organ_of(procedure, timing.defaults), term_of(procedure, "supplement", timing.defaults)
    return Issued(LetterKind.SUPPLEMENT, number, on, on, organ, until=until, term=term)


def not_accepted(procedure: Procedure, timing: Timing, on: date) -> Issued:
    """Tell that an application is not taken on, and how that is contested."""
    ways = timing.remedies(ways_of(procedure, timing.defaults), {"decision": on})  # served it is with the sealed document, later
    return Issued(LetterKind.NOT_ACCEPTED, 1, on, on, organ_of(procedure, timing.defaults), ways=ways)


def letter_document(issued: Issued) -> dict[str, object]:
    """Give what is kept of a letter, beside its kind and number."""
    return {
        "on": issued.on,
        "since": issued.since,
        "organ": _organ(issued.organ),
        "by_silence": issued.by_silence,
        "terms": [_due(each) for each in issued.terms],
        "until": issued.until,
        "term": _term(issued.term),
        "ways": [{"way": _way(way), "due": _due(due)} for way, due in issued.ways],
    }


def issued_of(kind: str, number: int, document: Mapping[str, Any]) -> Issued:
    """Give the letter that was kept as `letter_document`, read from JSON."""
    return Issued(
        kind=LetterKind(kind),
        number=number,
        on=date.fromisoformat(document["on"]),
        since=date.fromisoformat(document["since"]),
        organ=_organ_of(document["organ"]),
        by_silence=document["by_silence"],
        terms=tuple(_due_of(each) for each in document["terms"]),
        until=_day_of(document["until"]),
        term=_term_of(document["term"]),
        ways=tuple((_way_of(each["way"]), _due_of(each["due"])) for each in document["ways"]),
    )


def _text(text: Text) -> list[list[str]]:
    return [list(each) for each in text.translations]


def _text_of(kept: list[list[str]]) -> Text:
    return Text(tuple((code, words) for code, words in kept))


def _organ(organ: Organ) -> dict[str, object]:
    return {"name": _text(organ.name), "reference": organ.reference, "is_office_default": organ.is_office_default}


def _organ_of(kept: Mapping[str, Any]) -> Organ:
    return Organ(_text_of(kept["name"]), kept["reference"], is_office_default=kept["is_office_default"])


def _term(term: Term | None) -> dict[str, object] | None:
    if term is None:
        return None
    duration = term.duration
    return {
        "n": duration.n,
        "unit": duration.unit,
        "start": duration.start,
        "duration_reference": duration.reference,
        "note": _text(duration.note),
        "reference": term.reference,
        "is_office_default": term.is_office_default,
    }


def _term_of(kept: Mapping[str, Any] | None) -> Term | None:
    if kept is None:
        return None
    duration = Duration(kept["n"], kept["unit"], kept["start"], kept["duration_reference"], _text_of(kept["note"]))
    return Term(duration, kept["reference"], is_office_default=kept["is_office_default"])


def _due(due: Due) -> dict[str, object]:
    days = {"start": due.start, "day": due.day, "unknown_year": due.unknown_year, "is_earliest": due.is_earliest}
    return {"kind": due.kind, "term": _term(due.term), **days}


def _due_of(kept: Mapping[str, Any]) -> Due:
    days = (_day_of(kept["start"]), _day_of(kept["day"]))
    return Due(kept["kind"], _term_of(kept["term"]), *days, kept["unknown_year"], kept["is_earliest"])


def _way(way: Way) -> dict[str, object]:
    return {"kind": way.kind, "organ": _organ(way.organ), "within": _term(way.within), "note": _text(way.note)}


def _way_of(kept: Mapping[str, Any]) -> Way:
    return Way(kept["kind"], _organ_of(kept["organ"]), _term_of(kept["within"]), _text_of(kept["note"]))


def _day_of(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
