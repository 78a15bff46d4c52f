"""What an expression can be. Every value has one coded form, the same in every reader, so that all of them agree.

| type    | coded form                                             |
|---------|--------------------------------------------------------|
| Boolean | True, False                                            |
| Number  | an integer, in units of 10**-scale                     |
| Day     | an integer yyyymmdd                                    |
| Choice  | the index of the option                                |
| SetOf   | a tuple of coded elements                              |
| Records | a tuple of records, each a tuple in the order of fields |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, assert_never

FIRST_DAY, LAST_DAY = 1_01_01, 9999_12_31
LIMIT = 2**63 - 1  # no value may leave 64 bits, so that columns of machine integers give the same points


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with `scale` digits behind the point; 0 is an integer."""

    scale: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options`, from lowest to highest where `ordered`. Facts that share options share `domain`."""

    domain: str
    options: tuple[str, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """Free text in a record; only `unique` compares it."""


@dataclass(frozen=True, slots=True)
class SetOf:
    """A set that the authority publishes, for `in`."""

    element: Number | Day | Choice


@dataclass(frozen=True, slots=True)
class Records:
    """A list of at most `max_items` records."""

    fields: tuple[tuple[str, Boolean | Number | Day | Choice | Words], ...]
    max_items: int


Type: TypeAlias = Boolean | Number | Day | Choice | Words | SetOf | Records
Range: TypeAlias = tuple[int, int]
"""Lowest and highest coded value, both possible at most; a Boolean is (0, 0), (1, 1) or (0, 1) while open."""


def name_of(type_: Type) -> str:
    """Name *type_* as policy staff do."""
    match type_:
        case Number(0):
            return "integer"
        case Number():
            return "decimal"
        case Day():
            return "date"
        case Records():
            return "list"
        case SetOf():
            return "set"
        case Words():
            return "text"
        case Boolean():
            return "condition"
        case Choice():
            return "choice"
        case _:
            assert_never(type_)
