"""Answers that stand for all the answers a question can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from scoring.engine.facts_read import expressions
from scoring.engine.following import following, reads
from scoring.engine.questions.outlook import Answer, Outlook
from scoring.engine.questions.touching import limits
from scoring.policy.criteria import Criterion
from scoring.policy.facts import Fact
from scoring.policy.language import calendar
from scoring.policy.language.ranges import KnownRecords
from scoring.policy.language.tree import Comparison, Expression, Fold, children
from scoring.policy.language.types import Range
from scoring.policy.matrix import decisions
from scoring.policy.model import Policy
from scoring.policy.rules import Axis, Bands, Cell, Each, Guarded, Matrix, Over, Per, Rule
from scoring.policy.values import full_range


def answers(outlook: Outlook, fact: Fact) -> list[Answer]:
    """Give the answers tried for *fact*, each as likely as any other.

    Every option; of a number or date one for each segment between the values at which the policy's comparisons still turn; of a
    list no record and one; of an optional fact also that it is empty.
    """
    found = list(_answers(outlook, fact))
    return [*found, None] if fact.optional else found


def _answers(outlook: Outlook, fact: Fact) -> Iterator[Answer]:
    match fact.kind:
        case "list":
            yield KnownRecords(())
            yield KnownRecords((_record(outlook, fact),))
        case "boolean" | "choice":
            low, high = full_range(fact)
            yield from ((value, value) for value in range(low, high + 1))
        case _:
            yield from ((value, value) for value in _segments(outlook, fact))


def _record(outlook: Outlook, fact: Fact) -> Mapping[str, Range]:
    """Give one record: of today, and with the highest of all it may say."""
    day = outlook.given.day[0]
    ends = {f.id: _clipped(day, full_range(f)) if f.kind == "date" else full_range(f)[1] for f in fact.fields if f.kind != "text"}
    return {id_: (end, end) for id_, end in ends.items()}


def _clipped(value: int, range_: Range) -> int:
    return max(range_[0], min(range_[1], value))


def _segments(outlook: Outlook, fact: Fact) -> list[int]:
    """Give one value of each segment, next to where it begins or ends; where nothing turns, one in the middle, or today."""
    low, high = full_range(fact)
    places = sorted({place for comparison in _comparisons(outlook.policy)[fact.id] for place in _turn(outlook, fact, comparison)})
    if places:
        return [_value(fact, places[0] - 1), *(_value(fact, place) for place in places)]
    return [_clipped(outlook.given.day[0], (low, high)) if fact.kind == "date" else (low + high) // 2]


def _turn(outlook: Outlook, fact: Fact, comparison: Comparison) -> Iterator[int]:
    """Give the lowest place at which *comparison* is another than at the lowest value, by halving; none where both ends agree."""
    low, high = (_place(fact, end) for end in full_range(fact))

    def at(place: int) -> Range:
        value = _value(fact, place)
        return outlook.with_answer(fact, (value, value)).of(comparison)

    first = at(low)
    if at(high) == first:
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(middle) == first else (low, middle)
    yield high


def _place(fact: Fact, value: int) -> int:
    return calendar.ordinal(value) if fact.kind == "date" else value


def _value(fact: Fact, place: int) -> int:
    return calendar.from_date(date.fromordinal(place)) if fact.kind == "date" else place


@lru_cache(maxsize=256)
def _comparisons(policy: Policy) -> Mapping[str, tuple[Comparison, ...]]:
    """Give for every fact the comparisons outside records that rest on it."""
    every = [comparison for expression in _conditions(policy) for comparison in _within(expression)]
    names = {id_: following(policy, [("fact", id_)]) for id_ in policy.facts}
    return {id_: tuple(c for c in every if reads(c, names[id_])) for id_ in policy.facts}


def _within(expression: Expression) -> Iterator[Comparison]:
    if isinstance(expression, Comparison):
        yield expression
    elif not isinstance(expression, Fold):
        for child in children(expression):
            yield from _within(child)


def _conditions(policy: Policy) -> Iterator[Expression]:
    yield from policy.variables.values()
    yield from (part for r in policy.requirements for part in (r.require, r.unless) if part is not None)
    yield from (veto.when for veto in policy.vetoes)
    for item in policy.walk():
        yield from limits(item)
        if isinstance(item, Criterion):
            yield from _of_rule(item.rule)


def _of_rule(rule: Rule) -> Iterator[Expression]:
    match rule:
        case Each():  # what it compares are the fields of records
            return
        case Over(rules=rules):
            for one in rules:
                yield from _of_rule(one)
        case Guarded(rule=inner):
            yield from _of_rule(inner)
        case Bands(subject=subject, bands=bands):
            starts = [(band.start, band.above) for band in bands if band.start is not None]
            yield from (Comparison(">" if above else ">=", subject, start) for start, above in starts)
        case Matrix(axis=axis):
            yield from _of_axis(axis)
        case Per(subject=subject, at_least=at_least) if at_least is not None:
            yield Comparison(">=", subject, at_least)
    yield from expressions(rule)


def _of_axis(axis: Axis) -> Iterator[Expression]:
    for when, cell in decisions(axis):
        if when is not None:
            yield when
        if isinstance(cell, Cell) and isinstance(cell.below, Axis):
            yield from _of_axis(cell.below)
