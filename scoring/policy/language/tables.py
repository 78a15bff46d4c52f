"""Dated figures and tables: what was in force on a day, and the cell that the arguments of a table meet.

A *cell* is a coded value, or a pair (starts, cells): by option where `starts` is None (one cell for each option, in order), by band
where it is a tuple of coded starts (one cell more than starts, since the first band has none). A *dated* value is a tuple of pairs
(day, cell) in the order of days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from scoring.policy.language import arithmetic
from scoring.policy.language.types import Choice, Day, Number, Range, Type

Cell: TypeAlias = "int | tuple[int, ...] | tuple[tuple[int, ...] | None, tuple[Cell, ...]]"
Dated: TypeAlias = tuple[tuple[int, Cell], ...]


@dataclass(frozen=True, slots=True)
class ByOption:
    """One level of a table as written: option (or `true`, `false`) and what stands below it."""

    cells: tuple[tuple[str, Written], ...]


@dataclass(frozen=True, slots=True)
class ByBand:
    """One level of a table as written: what stands below the first start, then from each start on (numbers, or coded days)."""

    starts: tuple[Decimal, ...]
    cells: tuple[Written, ...]


Written: TypeAlias = int | ByOption | ByBand


@dataclass(frozen=True, slots=True)
class Levels:
    """What one argument of a table must be: the options its rows name, or a number of at least `scale` places, or a date."""

    options: tuple[str, ...] = ()
    scale: int = 0
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a table's values, and what each of its arguments must be."""

    type: Number | Day
    levels: tuple[Levels, ...]
    values: tuple[tuple[int, Written], ...]


def bind(shape: Shape, arguments: Sequence[Type]) -> tuple[Dated, tuple[int, ...]]:
    """Code the cells of *shape* for arguments of these types; with the scale at which each argument is compared."""
    scales = tuple(
        max(level.scale, argument.scale) if isinstance(argument, Number) else 0
        for level, argument in zip(shape.levels, arguments, strict=True)
    )
    return tuple((day, _code(written, arguments, scales)) for day, written in shape.values), scales


def _code(written: Written, arguments: Sequence[Type], scales: Sequence[int]) -> Cell:
    match written:
        case ByOption(cells=cells):
            known = dict(cells)
            below = (_code(known.get(option, 0), arguments[1:], scales[1:]) for option in options_of(arguments[0]))
            return None, tuple(below)
        case ByBand(starts=starts, cells=cells):
            coded = tuple(arithmetic.code(start, scales[0]) for start in starts)
            return coded, tuple(_code(cell, arguments[1:], scales[1:]) for cell in cells)
        case _:
            return written


def unlisted(shape: Shape, arguments: Sequence[Type]) -> str:
    """Give an option that some level of *shape* does not list, or nothing."""
    pending = [(written, 0) for _, written in shape.values]
    while pending:
        written, depth = pending.pop()
        if isinstance(written, ByOption):
            known = {option for option, _ in written.cells}
            missing = next((option for option in options_of(arguments[depth]) if option not in known), "")
            if missing:
                return missing
        if not isinstance(written, int):
            pending += [(below, depth + 1) for below in _below(written)]
    return ""


def _below(written: ByOption | ByBand) -> tuple[Written, ...]:
    return tuple(cell for _, cell in written.cells) if isinstance(written, ByOption) else written.cells


def options_of(type_: Type) -> tuple[str, ...]:
    """Give what a choice, or else a condition, can be, in the order of its coded form."""
    return type_.options if isinstance(type_, Choice) else ("false", "true")


def read(dated: Dated, arguments: Sequence[int], day: int) -> Any:
    """Give the value that the arguments meet in what was in force on *day*, which is not before the first."""
    cell: Any = dated[bisect_right(dated, day, key=lambda entry: entry[0]) - 1][1]
    for argument in arguments:
        if not isinstance(cell, tuple):
            break
        starts, cells = cell
        cell = cells[argument if starts is None else bisect_right(starts, argument)]
    return cell


def reachable(dated: Dated, arguments: Sequence[Range], day: Range) -> Iterator[Any]:
    """Give every value that arguments and days within these ranges can meet."""
    first, last = (max(bisect_right(dated, end, key=lambda entry: entry[0]) - 1, 0) for end in day)
    for _, cell in dated[first : last + 1]:
        yield from _leaves(cell, arguments)


def _leaves(cell: Any, arguments: Sequence[Range]) -> Iterator[Any]:
    if not arguments or not isinstance(cell, tuple):  # without arguments, a tuple is a set
        yield cell
        return
    starts, cells = cell
    low, high = arguments[0] if starts is None else (bisect_right(starts, end) for end in arguments[0])
    for below in cells[low : high + 1]:
        yield from _leaves(below, arguments[1:])
