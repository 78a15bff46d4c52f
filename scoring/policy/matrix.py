"""How the axes of a matrix are read: which cell holds, asked in such an order that the first that holds is the one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from scoring.policy.language.tree import Comparison, Constant, Expression, Not
from scoring.policy.language.types import Boolean, Choice
from scoring.policy.rules import Axis, Cell, Matrix, Row


def decisions(axis: Axis) -> list[tuple[Expression | None, Cell | None]]:
    """Give (condition, cell) in the order in which they are asked: the first that holds decides; none: 0 points.

    A condition None always holds; a cell None gives 0. Choices are asked from the last option down, as bands are from the
    highest: each question splits what is left in two, so that a range of answers meets just the cells it can reach.
    """
    empty: list[tuple[Expression | None, Cell | None]] = [] if axis.given is None else [(Not(axis.given), None)]
    match axis.subject.type:
        case Boolean():
            return empty + _of_condition(axis)
        case Choice():
            return empty + _of_choice(axis)
        case _:
            return empty + [(_reached(axis.subject, cell), cell) for cell in reversed(axis.cells)]


def _of_condition(axis: Axis) -> list[tuple[Expression | None, Cell | None]]:
    cells = {cell.key: cell for cell in axis.cells}
    return [(axis.subject, cells.get("true")), (None, cells.get("false"))]


def _of_choice(axis: Axis) -> list[tuple[Expression | None, Cell | None]]:
    choice = cast("Choice", axis.subject.type)
    cells = {cell.key: cell for cell in axis.cells}
    downward = list(enumerate(choice.options))[::-1]
    return [
        (Comparison(">=", axis.subject, Constant(choice, index)) if index else None, cells.get(option))
        for index, option in downward
    ]


def _reached(subject: Expression, cell: Cell) -> Expression | None:
    return None if cell.start is None else Comparison(">" if cell.above else ">=", subject, cell.start)


def rows_of(matrix: Matrix) -> list[tuple[tuple[tuple[Axis, int], ...], Row]]:
    """Give every row in the order of the paper (the first has number 1), with its path: each axis and the cell's place on it."""
    return list(_rows(matrix.axis, ()))


def _rows(axis: Axis, path: tuple[tuple[Axis, int], ...]) -> Iterator[tuple[tuple[tuple[Axis, int], ...], Row]]:
    for index, cell in enumerate(axis.cells):
        here = (*path, (axis, index))
        if isinstance(cell.below, Row):
            yield here, cell.below
        else:
            yield from _rows(cell.below, here)
