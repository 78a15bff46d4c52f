"""What a kernel does, step by step: each an array operation whose result has proven bounds. The same step is taken once.

A kernel works on the rows of a block and, for each list, on its records; a `space` says on which. In the space of rows every
result goes to a buffer that is used again; among records, of which every block has another number, results are made afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from scoring.engine.columns.widths import width_of
from scoring.policy.language.types import Range

ROWS = ""
"""The space of the rows of a block; all others are named."""
Numbers: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A column or a constant: what it is called, or is, and the lowest and highest it can be.

    `viewed`: a condition that is read as the number 0 or 1.
    """

    operand: str | int
    low: int
    high: int
    width: str
    space: str = ROWS
    viewed: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether it is the same in every row."""
        return not isinstance(self.operand, str)

    @property
    def is_condition(self) -> bool:
        """Whether it is true or false."""
        return self.width == "bool"

    @property
    def range(self) -> Range:
        """The lowest and the highest."""
        return (self.low, self.high)


def constant(value: int) -> Value:
    """Give a number, or a truth, that is the same in every row."""
    if isinstance(value, bool):
        return Value(value, int(value), int(value), "bool")
    return Value(value, value, value, width_of(value, value))


def column(name: str, range_: Range, space: str = ROWS) -> Value:
    """Give a column of numbers that is there at the beginning."""
    return Value(name, *range_, width_of(*range_), space)


def condition(name: str, space: str = ROWS) -> Value:
    """Give a column of truths that is there at the beginning."""
    return Value(name, 0, 1, "bool", space)


def within(value: Value, range_: Range) -> Value:
    """Give *value* with the narrower bounds that are known of it."""
    return replace(value, low=max(value.low, range_[0]), high=min(value.high, range_[1]))


@dataclass(frozen=True, slots=True)
class Step:
    """`target = function(operands)`, of one width in one space."""

    target: str
    function: str
    operands: tuple[Value, ...]
    width: str
    space: str


class Steps:
    """Gathers steps; `tables` are the constants that some look into, by name."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, tuple[Value, ...]], Step] = {}
        self.tables: dict[str, tuple[Numbers, str]] = {}

    def step(self, function: str, operands: Sequence[Value], range_: Range, width: str, space: str = ROWS) -> Value:
        """Take a step, or find it taken; give its result."""
        key = (function, tuple(operands))
        found = self.taken.setdefault(key, Step(f"x{len(self.taken)}", function, key[1], width, space))
        return Value(found.target, *range_, width, space)

    def table(self, numbers: Numbers, width: str) -> Value:
        """Name a constant table."""
        named = {held: name for name, held in self.tables.items()}
        name = named.get((numbers, width), f"t{len(self.tables)}")
        self.tables[name] = (numbers, width)
        return Value(name, 0, 0, width)
