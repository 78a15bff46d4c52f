"""How ranges go through functions that rise or fall with each argument, and through lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, assert_never

from scoring.policy.language import calendar
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Number, Range

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


def common_scale(*expressions: Expression) -> int:
    """Give the scale at which *expressions* can be compared."""
    return max((e.type.scale for e in expressions if isinstance(e.type, Number)), default=0)


def hull(*ranges: Range) -> Range:
    """Give the smallest range that holds all *ranges*."""
    return (min(r[0] for r in ranges), max(r[1] for r in ranges))


def join(pick: Callable[[Iterable[int]], int], ranges: list[Range]) -> Range:
    """Apply `min` or `max` to both ends."""
    return (pick(r[0] for r in ranges), pick(r[1] for r in ranges))


def corners(ranges: list[Range]) -> Range:
    """Give the range of a product."""
    (a, b), (c, d) = ranges
    products = (a * c, a * d, b * c, b * d)
    return (min(products), max(products))


def compare(operator: Operator, one: Range, other: Range) -> Range:
    """Give whether a comparison holds for some and for all values of two ranges at one scale."""
    (a, b), (c, d) = one, other
    match operator:
        case "<":
            return (b < c, a < d)
        case "<=":
            return (b <= c, a <= d)
        case ">":
            return (a > d, b > c)
        case ">=":
            return (a >= d, b >= c)
        case "==":
            return (a == b == c == d, a <= d and c <= b)
        case "!=":
            return (b < c or d < a, not a == b == c == d)
        case _:
            assert_never(operator)


def within(item: Range, values: set[int]) -> Range:
    """Give whether a value of *item* is among *values*, for all of it and for some of it."""
    low, high = item
    met = [value for value in values if low <= value <= high]
    return (len(met) == high - low + 1, bool(met))


def apply(function: str, arguments: list[Range]) -> Range:
    """Give the range of a function that rises or falls with each argument."""
    first = arguments[0]
    match function:
        case "years_between" | "months_between" | "days_between":
            count = getattr(calendar, function)
            return (count(first[1], arguments[1][0]), count(first[0], arguments[1][1]))
        case "year":
            return (first[0] // 10000, first[1] // 10000)
        case "month":
            same_year = first[0] // 10000 == first[1] // 10000
            return (first[0] // 100 % 100, first[1] // 100 % 100) if same_year else (1, 12)
        case "add_months":
            return (calendar.add_months(first[0], arguments[1][0]), calendar.add_months(first[1], arguments[1][1]))
        case "min" | "max":
            return join(min if function == "min" else max, arguments)
        case "clamp":
            low, high = (max(arguments[1][i], min(first[i], arguments[2][i])) for i in (0, 1))
            return (low, high)
        case "abs":
            return (max(first[0], -first[1], 0), max(-first[0], first[1]))
        case _:  # count_of
            return (sum(a[0] for a in arguments), sum(a[1] for a in arguments))


def fold_known(function: str, records: list[tuple[Range, Range]]) -> Range:
    """Fold over the (condition, value) ranges of every record."""
    match function:
        case "any":
            return join(max, [(0, 0), *(when for when, _ in records)])
        case "all":
            return join(min, [(1, 1), *(when for when, _ in records)])
        case "best":
            return best([v for w, v in records if w == (1, 1)], [v for w, v in records if w == (0, 1)])
    low = sum(v[0] if w[0] else min(0, v[0]) for w, v in records if w[1])
    return (low, sum(v[1] if w[0] else max(0, v[1]) for w, v in records if w[1]))


def best(certain: list[Range], possible: list[Range]) -> Range:
    """Give the range of the highest of the *certain* values and some of the *possible* ones; of none, 0."""
    if certain:
        return (max(v[0] for v in certain), max(v[1] for v in [*certain, *possible]))
    return hull((0, 0), *possible)


def fold_unknown(function: str, when: Range, value: Range, most: int) -> Range:
    """Fold over up to *most* records of which only the ranges of condition and value are known."""
    count = most if when[1] else 0
    match function:
        case "any":
            return (0, min(count, 1))
        case "all":
            return (when[0], 1) if most else (1, 1)
        case "best":
            return hull((0, 0), value) if count else (0, 0)
    return (min(0, value[0]) * count, max(0, value[1]) * count)
