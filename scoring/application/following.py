"""A new version of a decided file: why it was opened, and what it says otherwise than the file before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.differences import differences, who_was_who
from scoring.application.filing import Content, Named
from scoring.application.second_look import differences as otherwise
from scoring.engine.award import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from scoring.application.application import Document, Facts
    from scoring.application.filing import Difference
    from scoring.application.persons import Person
    from scoring.application.second_look import Difference as Otherwise
    from scoring.application.status import Status

AskedBy: TypeAlias = Literal["applicant", "office"]
ASKED_BY: tuple[AskedBy, ...] = ("applicant", "office")


@dataclass(frozen=True, slots=True)
class Error:
    """A clerical error of a decision: who asked that it be put right, what is wrong, why, and by what that is known."""

    asked_by: AskedBy
    wrong: str = field(repr=False)
    reason: str = field(repr=False)
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: the error for which a new version was opened, by whom and when."""

    error: Error
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Follower:
    """The new version that follows a file, which took its place once it is decided."""

    reference: str
    status: Status


@dataclass(frozen=True, slots=True)
class Said:
    """What one version of a file says: who is in it, the facts, and the whole assessment."""

    persons: tuple[Person, ...] = field(repr=False)
    facts: Facts = field(repr=False)
    document: Document = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An entitlement of one person that only one of two versions unlocks: the newer one (`is_new`), or the older."""

    person: Person
    entitlement: str
    label: Mapping[str, str]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """更正对照: what a version says otherwise than the file before.

    `said` are facts and people, by the places of `differences`; `results` the outcome, the points and the verdicts.
    """

    said: tuple[Difference, ...]
    results: tuple[Otherwise, ...]
    unlocked: tuple[Unlocked, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.said or self.results or self.unlocked)


def changes(older: Said, newer: Said) -> Changes:
    """Compare a version with the file before."""
    return Changes(
        said=differences(_content(older), _content(newer)),
        results=tuple(one for one in otherwise(older.document, newer.document) if one.kind != "part"),
        unlocked=tuple(_unlocked(older, newer)),
    )


def who_is_who(older: Sequence[Person], newer: Sequence[Person]) -> Mapping[int, int]:
    """Give the numbers before of the people of a version, by their numbers in it; who was added has none."""
    return who_was_who(_named(older), _named(newer))


def _named(persons: Sequence[Person]) -> tuple[Named, ...]:
    return tuple(Named(one.relation, one.name, one.identity_number.reveal()) for one in persons)


def _content(one: Said) -> Content:
    return Content(one.facts, _named(one.persons))


def _unlocked(older: Said, newer: Said) -> Iterator[Unlocked]:
    now = {before: after for after, before in who_is_who(older.persons, newer.persons).items()}
    gone = -1  # the number of nobody: what they had is not had by anybody now
    had = {(now.get(number, gone - number), one["id"]): (older.persons[number], one) for number, one in _entries(older)}
    has = {(number, one["id"]): (newer.persons[number], one) for number, one in _entries(newer)}
    for found, other, is_new in ((has, had, True), (had, has, False)):
        for key, (person, one) in found.items():
            if key not in other:
                yield Unlocked(person, one["id"], one["label"] or {}, is_new)


def _entries(one: Said) -> Iterator[tuple[int, Document]]:
    """Give what each person is entitled to; where nothing is granted, nothing is unlocked."""
    if one.document["outcome"] != Outcome.ELIGIBLE:
        return
    for number, person in enumerate(one.persons):
        yield from ((number, each) for each in one.document["entitlements"] if person.relation in each["beneficiaries"])
