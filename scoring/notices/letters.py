"""文书: the letters that intake gives rise to, as what stands in them; terms, organ and remedies are those of the file's policy.

A letter is read off the record whenever it is looked at: nothing of it is kept twice. Its days are counted as everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.procedure import organ_of, term_of, ways_of
from scoring.application.status import Act, Status

if TYPE_CHECKING:
    from scoring.application.due import Due, Timing
    from scoring.application.filing import Item, Supplement
    from scoring.application.own_file import OwnFile
    from scoring.application.procedure import Organ, Term, Way
    from scoring.policy.procedure import Procedure


class LetterKind(StrEnum):
    """What a letter tells."""

    ACCEPTANCE = "acceptance"  # 受理通知书
    SUPPLEMENT = "supplement"  # 一次性补正告知书
    NOT_ACCEPTED = "not-accepted"  # 不予受理决定书


@dataclass(frozen=True, slots=True)
class Told:
    """An act of the file that a letter may tell of; `by_installation` where silence did it."""

    act: str
    at: datetime
    by_installation: bool
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """What of a file its letters rest on."""

    told: Sequence[Told]
    supplements: Sequence[Supplement]
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `on` is its day, `since` the day from which it has effect.

    `terms` are what is waited for next; `items` what is missing, with the last day to hand it in (`until`, by `term`; `moved_to`
    where that day was moved later); `reason` and `ways` are those of a decision: why, and how it is contested.
    """

    kind: LetterKind
    number: int
    on: date
    since: date
    organ: Organ
    by_silence: bool = False
    terms: tuple[Due, ...] = ()
    items: tuple[Item, ...] = ()
    until: date | None = None
    term: Term | None = None
    moved_to: date | None = None
    reason: str = field(default="", repr=False)
    ways: tuple[tuple[Way, Due], ...] = ()

    @property
    def id(self) -> str:
        """The name in its address, one for each letter of a file."""
        return f"{self.kind}-{self.number}"


def letters_of(record: Record, procedure: Procedure, timing: Timing) -> tuple[Letter, ...]:
    """Give the letters of a file, the oldest first."""
    found = [*_supplements(record, procedure, timing), *_of_acts(record, procedure, timing)]
    return tuple(sorted(found, key=lambda letter: letter.on))


def letters_of_own(file: OwnFile, procedure: Procedure, timing: Timing) -> tuple[Letter, ...]:
    """Give the letters of a file as its holder sees it."""
    told = [Told(step.act, step.at, step.by == "installation", step.words) for step in file.steps]
    return letters_of(Record(told, file.supplements, file.days), procedure, timing)


def find_letter(letters: Sequence[Letter], id_: str) -> Letter | None:
    """Give the letter of that id; None where the file has none."""
    return next((letter for letter in letters if letter.id == id_), None)


def _of_acts(record: Record, procedure: Procedure, timing: Timing) -> Iterator[Letter]:
    for told in record.told:
        match told.act:
            case Act.ACCEPT | Act.RECORD:
                yield _acceptance(told, record, procedure, timing)
            case Act.NOT_ACCEPT:
                yield _not_accepted(told, procedure, timing)


def _acceptance(told: Told, record: Record, procedure: Procedure, timing: Timing) -> Letter:
    """Tell of acceptance by its own act, which no later adjustment moves; silence accepts with effect from receipt."""
    on, organ = local_day(told.at), organ_of(procedure, timing.defaults)
    received = record.days.get("receipt", on)
    since = received if told.by_installation else on
    terms = timing.waiting(Status.ACCEPTED, procedure, {"receipt": received, "acceptance": since})
    return Letter(LetterKind.ACCEPTANCE, 1, on, since, organ, by_silence=told.by_installation, terms=terms)


def _not_accepted(told: Told, procedure: Procedure, timing: Timing) -> Letter:
    on = local_day(told.at)
    ways = timing.remedies(ways_of(procedure, timing.defaults), {"decision": on})  # served it is with the sealed document, later
    organ = organ_of(procedure, timing.defaults)
    return Letter(LetterKind.NOT_ACCEPTED, 1, on, on, organ, reason=told.words, ways=ways)


def _supplements(record: Record, procedure: Procedure, timing: Timing) -> Iterator[Letter]:
    organ, term = organ_of(procedure, timing.defaults), term_of(procedure, "supplement", timing.defaults)
    for asked in record.supplements:
        on = local_day(asked.asked_at)
        until, moved_to = (asked.extension.before, asked.due) if asked.extension else (asked.due, None)
        letter = Letter(LetterKind.SUPPLEMENT, asked.number, on, on, organ, items=asked.items, term=term)
        yield replace(letter, until=until, moved_to=moved_to)
