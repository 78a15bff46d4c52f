"""Which cells of a table of counts must be withheld, so that nobody is one of fewer than `K` and none of it can be worked out.

Small cells are hidden first (none at all is no small cell), then as many others as it takes that no hidden cell follows from what
is shown and from the sums. In a table whose rows and columns add up, a hidden cell follows from the rest exactly where it is the
only way from its row to its column over hidden cells (D. Gusfield, A graph theoretic approach to statistical data security, SIAM
Journal on Computing 17, 1988).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

K = 5
"""So many people at least stand behind every number that is written."""
Cell: TypeAlias = tuple[int, int]
Line: TypeAlias = tuple[list[Cell], Cell]


def hide(table: Sequence[Sequence[int]], hidden: Collection[Cell] = (), k: int = K) -> frozenset[Cell]:
    """Give the cells of *table* to be hidden, by row and column.

    The last of each row is its sum; the last row has the sums of the columns, save where there is one row alone. *hidden* are those
    that are hidden already, such as sums that another table hides.
    """
    lines = list(_lines(table))
    found = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < k} | set(hidden)
    while (more := _next(table, lines, found, k)) is not None:
        found.add(more)
    return frozenset(found)


def _lines(table: Sequence[Sequence[int]]) -> Iterator[Line]:
    """Give what adds up: the cells, and their sum."""
    last_row, last = len(table) - 1, len(table[0]) - 1
    for r in range(len(table)):
        yield [(r, c) for c in range(last)], (r, last)
    for c in range(last + 1 if last_row else 0):
        yield [(r, c) for r in range(last_row)], (last_row, c)


def _next(table: Sequence[Sequence[int]], lines: list[Line], hidden: set[Cell], k: int) -> Cell | None:
    """Choose one more cell to hide, the smallest that helps; None where nothing follows from what is shown."""
    for parts, total in lines:
        known = [cell for cell in parts if cell in hidden]
        follows = len(known) + (total in hidden) == 1
        few = bool(known) and total not in hidden and sum(table[r][c] for r, c in known) < k
        if follows or few:
            return _smallest(table, hidden, [*parts, total])
    for cell in sorted(hidden) if len(table) > 1 else ():
        if cell[1] not in _reached(hidden - {cell}, cell[0]):
            beside = [each for parts, total in lines if cell in (*parts, total) for each in (*parts, total)]
            return _smallest(table, hidden, beside)
    return None


def _smallest(table: Sequence[Sequence[int]], hidden: set[Cell], cells: list[Cell]) -> Cell:
    """Choose the smallest of those shown, of which there is one at least: a sum only where nothing else is left."""
    last_row, last = len(table) - 1 if len(table) > 1 else len(table), len(table[0]) - 1

    def rank(cell: Cell) -> tuple[bool, bool, int, Cell]:
        count = table[cell[0]][cell[1]]
        return (cell[0] == last_row or cell[1] == last, count == 0, count, cell)

    return min((cell for cell in cells if cell not in hidden), key=rank)


def _reached(hidden: set[Cell], row: int) -> set[int]:
    """Give the columns that can be reached from *row* over hidden cells."""
    rows, columns, pending = {row}, set[int](), [row]
    while pending:
        here = pending.pop()
        for column in {c for r, c in hidden if r == here} - columns:
            columns.add(column)
            further = {r for r, c in hidden if c == column} - rows
            rows |= further
            pending.extend(further)
    return columns
