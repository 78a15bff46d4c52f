"""Which days to read of those that lie ahead: no other can differ from the day before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from scoring.engine.forecast.figures_ahead import ONE_DAY
from scoring.engine.forecast.turning import How, turnings
from scoring.engine.reader import MISSING
from scoring.policy.facts import Fact
from scoring.policy.language import calendar
from scoring.policy.language.tree import Coded, Constant, Name
from scoring.policy.model import Policy
from scoring.policy.values import code_value, full_range

MONTHS = {"year": 12, "month": 1}


class TurningDays:
    """The days on which coded *facts* can come to something else under *policy*, while they and the parameters stay as they are.

    Facts that are missing count with the ends of what they may be, as the bounds read them.
    """

    def __init__(self, policy: Policy, facts: Mapping[str, Any]) -> None:
        found = turnings(policy)
        self.is_any = found is None
        self.known: set[tuple[How, int]] = set()
        self.by_parameter: list[tuple[How, str]] = []
        for each in found or ():
            if isinstance(each.date, Name) and each.date.kind == "parameter":
                self.by_parameter.append((each.how, each.date.id))
            else:
                self.known.update((each.how, day) for day in _days(policy, each.date, facts))

    def between(self, first: date, last: date, parameters: Mapping[str, Coded]) -> list[date]:
        """Give, in their order, *first* and the days up to *last* on which anything can turn."""
        if self.is_any:
            return [first + number * ONE_DAY for number in range((last - first).days + 1)]
        span = (calendar.from_date(first), calendar.from_date(last))
        dated = self.known.union((how, day) for how, id_ in self.by_parameter for day in _each(parameters[id_]))
        turns = {turn for how, day in dated for turn in _turns(how, day, *span) if span[0] < turn <= span[1]}
        return [first, *map(calendar.to_date, sorted(turns))]


def _turns(how: How, day: int, first: int, last: int) -> Iterator[int]:
    if how == "day":
        if first <= day <= last:
            yield day
            yield calendar.from_date(calendar.to_date(day) + ONE_DAY)
        return
    every = MONTHS[how]
    number = calendar.months_between(day, first) // every * every
    while (turn := calendar.add_months(day, number)) <= last:
        yield turn
        number += every


def _days(policy: Policy, day: Constant | Name, facts: Mapping[str, Any]) -> Iterator[int]:
    if isinstance(day, Constant):
        yield from _each(day.value)
    elif day.kind == "fact":
        yield from _held(policy.facts[day.id], facts[day.id])
    else:
        for fact in policy.facts.values():
            yield from _fields(fact, day.id, facts[fact.id])


def _each(coded: Coded) -> tuple[int, ...]:
    return coded if isinstance(coded, tuple) else (int(coded),)


def _held(fact: Fact, coded: Any) -> Iterator[int]:
    """Give what a day holds: as said, by default while it is not asked, or else the ends of what it may be."""
    for value in (coded, MISSING if fact.required else code_value(fact, fact.default, "")):
        yield from full_range(fact) if value is MISSING or value is None else (value,)


def _fields(fact: Fact, field: str, coded: Any) -> Iterator[int]:
    """Give what the records of a list hold in a field of that name, and the ends of what it may hold while they are open."""
    for number, each in enumerate(fact.fields):
        if each.id == field and each.kind == "date":
            yield from full_range(each)
            for records in (coded, () if fact.required else code_value(fact, fact.default, "")):
                yield from (cast("int", record[number]) for record in (() if records is MISSING else records))
