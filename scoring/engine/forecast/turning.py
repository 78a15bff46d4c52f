"""The days on which something that reads the day itself can turn, found without reading the days between.

A year, a month, a comparison with a known date each turn on days that follow from that date. What reads the day in another way
may turn on any day, and is read on every one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from scoring.engine.following import DAY, reads
from scoring.engine.forecast.changing import every_expression
from scoring.policy.language.tree import (
    AssessmentDate,
    Call,
    Comparison,
    Conditional,
    Constant,
    Expression,
    InForce,
    Membership,
    Name,
    children,
)
from scoring.policy.language.types import Day
from scoring.policy.model import Policy

How: TypeAlias = Literal["year", "month", "day"]
FIRST = Constant(Day(), 20000101)
"""A first of January, from which years and months of the calendar are counted."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Something turns each year or month since a date, or once: on that day and on the day after. `date` names or is the date."""

    how: How
    date: Constant | Name


@lru_cache(maxsize=256)
def turnings(policy: Policy) -> frozenset[Turning] | None:
    """Give everything by which *policy* reads the day; None where it may turn on any day."""
    found = _every(policy, every_expression(policy))
    return None if found is None else frozenset(found)


def _every(policy: Policy, nodes: Iterable[Expression]) -> list[Turning] | None:
    found: list[Turning] = []
    for node in nodes:
        if reads(node, {DAY}):
            own = _turnings(policy, node)
            if own is None:
                return None
            found += own
    return found


def _turnings(policy: Policy, node: Expression) -> list[Turning] | None:
    """Give what turns *node*, which reads the day."""
    match node:
        case AssessmentDate():
            return None
        case Call(function="years_between", arguments=(since, AssessmentDate())):
            return _on(policy, "year", since)
        case Call(function="months_between", arguments=(since, AssessmentDate())):
            return _on(policy, "month", since)
        case Call(function="year" | "month" as how, arguments=(AssessmentDate(),)):
            return [Turning(how, FIRST)]
        case Comparison(left=AssessmentDate(), right=other) | Comparison(left=other, right=AssessmentDate()):
            return _on(policy, "day", other)
        case Membership(item=AssessmentDate(), items=(Constant() | Name()) as dates):
            return [Turning("day", dates)]
        case InForce(day=AssessmentDate()):
            below = _every(policy, node.arguments)
            return None if below is None else [*below, *(Turning("day", Constant(Day(), first)) for first, _ in node.values)]
        case _:
            return _every(policy, children(node))


def _on(policy: Policy, how: How, dates: Expression) -> list[Turning] | None:
    found, below = _dates(policy, dates), _every(policy, [dates])
    return None if found is None or below is None else [*below, *(Turning(how, date) for date in found)]


def _dates(policy: Policy, node: Expression) -> list[Constant | Name] | None:
    """Give the names and constants of which the day *node* is always one; None where it is reckoned from them."""
    match node:
        case Name(kind="variable", id=id_):
            return _dates(policy, policy.variables[id_])
        case Constant() | Name():
            return [node]
        case Call(function="min" | "max", arguments=parts):
            found = [_dates(policy, part) for part in parts]
        case Conditional(then=then, otherwise=otherwise):
            found = [_dates(policy, then), _dates(policy, otherwise)]
        case _:
            return None
    return None if None in found else [date for part in found if part is not None for date in part]
