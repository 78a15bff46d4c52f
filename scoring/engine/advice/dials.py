"""How far a person can turn one fact, and at what cost.

A dial has places from 0, where the fact stands now, to `last`. A place has a coded value and a cost in efforts; the cost never
falls from one place to the next, so that the lowest corner of a box of places is its cheapest point.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

from scoring.engine.reader import MISSING
from scoring.policy.facts import Fact
from scoring.policy.language import calendar
from scoring.policy.language.types import Choice, Range
from scoring.policy.values import full_range


@dataclass(frozen=True, slots=True)
class Steps:
    """From `start` on by `step` for each effort, down where it is negative, and never beyond `low` and `high`."""

    start: int
    step: Fraction
    low: int
    high: int
    effort: int

    @property
    def last(self) -> int:
        """The place from which no further effort changes anything."""
        end = self.high if self.step > 0 else self.low
        return ceil((end - self.start) / self.step) if self.step else 0

    def cost(self, place: int) -> int:
        """Give the cost of *place*."""
        return self.effort * place

    def efforts(self, place: int) -> int:
        """Give how many efforts lead to *place*."""
        return place

    def value(self, place: int) -> int:
        """Give the coded value at *place*; a part of a unit does not count."""
        return max(self.low, min(self.high, self.start + int(place * self.step)))

    def reach(self, low: int, high: int) -> Range:
        """Give the range of the values from place *low* to *high*."""
        ends = (self.value(low), self.value(high))
        return (min(ends), max(ends))


@dataclass(frozen=True, slots=True)
class Free:
    """Any value from `low` to `high` for one `effort`, 0 where the choice is free: now `start`, then the others as they rise."""

    start: int
    low: int
    high: int
    effort: int = 0

    @property
    def last(self) -> int:
        """The number of other values."""
        return self.high - self.low

    def cost(self, place: int) -> int:
        """Give the cost of *place*."""
        return self.effort if place else 0

    def efforts(self, place: int) -> int:
        """Give how many efforts lead to *place*."""
        return 1 if place and self.effort else 0

    def _number(self, place: int) -> int:
        other = self.low + place - 1
        return self.start if not place else other + 1 if other >= self.start else other

    def value(self, place: int) -> int:
        """Give the coded value at *place*."""
        return self._number(place)

    def reach(self, low: int, high: int) -> Range:
        """Give the range of the values from place *low* to *high*."""
        ends = (self.value(low), self.value(min(low + 1, high)), self.value(high))
        return (min(ends), max(ends))


@dataclass(frozen=True, slots=True)
class FreeDays(Free):
    """Any day; `start`, `low` and `high` number the days of the calendar."""

    def value(self, place: int) -> int:
        """Give the coded day at *place*."""
        return calendar.from_date(date.fromordinal(self._number(place)))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record that is added: any value, at no cost of its own, the lowest first."""

    low: int
    high: int

    @property
    def last(self) -> int:
        """The number of values but one."""
        return self.high - self.low

    def cost(self, place: int) -> int:  # noqa: ARG002 - as every dial
        """Give the cost of *place*: none, the record itself has it."""
        return 0

    def value(self, place: int) -> int:
        """Give the coded value at *place*."""
        return self.low + place

    def reach(self, low: int, high: int) -> Range:
        """Give the range of the values from place *low* to *high*."""
        return (self.low + low, self.low + high)


FactDial: TypeAlias = Steps | Free
Dial: TypeAlias = FactDial | Field


def dial_of(fact: Fact, coded: Any) -> FactDial | None:
    """Give the dial of *fact*, which now holds *coded*; None where the person cannot change it, or what it holds is not known.

    An elective fact costs nothing. Of a list, the dial counts the records that are added. A date or a text is never attainable:
    the format gives their steps no meaning.
    """
    if coded is MISSING or coded is None:
        return None
    dial = _elective(fact, coded) if fact.elective else _attainable(fact, coded)
    return dial if dial is not None and dial.last > 0 else None


def _elective(fact: Fact, coded: Any) -> FactDial | None:
    match fact.kind:
        case "list" | "text":
            return None
        case "date":
            low, high = (calendar.ordinal(day) for day in full_range(fact))
            return FreeDays(calendar.ordinal(coded), low, high)
        case _:
            return Free(int(coded), *full_range(fact))


def _attainable(fact: Fact, coded: Any) -> FactDial | None:
    if fact.attainable is None:
        return None
    effort = fact.attainable.effort
    step = Fraction(fact.attainable.step if fact.attainable.step is not None else 1)
    match fact.kind:
        case "date" | "text":
            return None
        case "list":
            return Steps(0, Fraction(1), 0, fact.max_items - len(coded), effort)
        case "choice" if isinstance(fact.type, Choice) and not fact.type.ordered:
            return Free(int(coded), *full_range(fact), effort)
        case _:
            return Steps(int(coded), step * 10**fact.places, *full_range(fact), effort)
