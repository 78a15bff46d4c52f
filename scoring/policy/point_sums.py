"""How points are combined: added, or only the highest of them, over ranges as over plain numbers."""

from __future__ import annotations

from scoring.policy.language.range_functions import hull
from scoring.policy.language.types import Range
from scoring.policy.rules import Combine

NONE: Range = (0, 0)


def many(how: Combine, first: Range, further: Range, count: int) -> list[Range]:
    """Give what up to *count* unknown records can give at the most and at the least."""
    number = count if how == "sum" else min(count, 1 if how == "highest" else how)
    if number == 0:
        return [NONE]
    if number < count:  # the first record need not be among those that count
        first = further = hull(first, further)
    more = (min(0, further[0]) * (number - 1), max(0, further[1]) * (number - 1))
    return [first, (first[0] + more[0], first[1] + more[1])]


def combine(how: Combine, values: list[Range]) -> Range:
    """Add all, or take the highest, or add the n highest; of none, 0."""
    number = len(values) if how == "sum" else 1 if how == "highest" else how
    return (top([v[0] for v in values], number), top([v[1] for v in values], number))


def top(values: list[int], number: int) -> int:
    """Add the *number* highest."""
    return sum(sorted(values, reverse=True)[:number])
