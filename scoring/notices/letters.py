"""文书: the letters that intake gives rise to, as what stands in them; terms, organ and remedies are those of the file's policy.

What a letter said when it was issued is kept with its act and read from there; the words of the act stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.letter import Issued, LetterKind, acceptance, not_accepted, supplement
from scoring.application.status import Act

if TYPE_CHECKING:
    from scoring.application.due import Due, Timing
    from scoring.application.filing import Item, Supplement
    from scoring.application.own_file import OwnFile
    from scoring.application.procedure import Organ, Term, Way
    from scoring.policy.procedure import Procedure


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
    issued: Sequence[Issued] = ()


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
    return letters_of(Record(told, file.supplements, file.days, file.letters), procedure, timing)


def find_letter(letters: Sequence[Letter], id_: str) -> Letter | None:
    """Give the letter of that id; None where the file has none."""
    return next((letter for letter in letters if letter.id == id_), None)


def _of_acts(record: Record, procedure: Procedure, timing: Timing) -> Iterator[Letter]:
    for told in record.told:
        on = local_day(told.at)
        match told.act:
            case Act.ACCEPT | Act.RECORD:
                received = record.days.get("receipt", on)
                yield _letter(record, acceptance(procedure, timing, on, received, by_silence=told.by_installation))
            case Act.NOT_ACCEPT:
                yield replace(_letter(record, not_accepted(procedure, timing, on)), reason=told.words)


def _supplements(record: Record, procedure: Procedure, timing: Timing) -> Iterator[Letter]:
    for asked in record.supplements:
        until, moved_to = (asked.extension.before, asked.due) if asked.extension else (asked.due, None)
        letter = _letter(record, supplement(procedure, timing, asked.number, local_day(asked.asked_at), until))
        yield replace(letter, items=asked.items, moved_to=moved_to)


def _letter(record: Record, now: Issued) -> Letter:
    """Give the letter as it was issued; one from before that was kept says what it would say *now*."""
    kept = next((each for each in record.issued if (each.kind, each.number) == (now.kind, now.number)), now)
    return Letter(**{each.name: getattr(kept, each.name) for each in fields(Issued)})
