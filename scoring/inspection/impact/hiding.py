"""Which cells of a table of counts must be withheld, so that nobody is one of fewer than `K` and none of it can be worked out.

Small cells are hidden first, then as many others as it takes. Where there is nobody stays shown: a zero protects nothing, for
who knows a sum knows that no part of it is less. What follows from the sums alone is found as in a graph whose edges are the
hidden cells, from their row to their column: a cell follows where no other way leads there (D. Gusfield, A graph theoretic approach
to statistical data security, SIAM Journal on Computing 17, 1988). How far a cell is narrowed down, no part being less than it can
be, is found by going from sum to sum until nothing changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

K = 5
"""So many people at least stand behind every number that is written."""
Cell: TypeAlias = tuple[int, int]
Line: TypeAlias = tuple[list[Cell], Cell]
Counts: TypeAlias = Sequence[Sequence[int]]


def hide(table: Counts, hidden: Collection[Cell] = (), k: int = K) -> frozenset[Cell]:
    """Give the cells of *table* to be hidden, by row and column.

    The last of each row is its sum; the last row has the sums of the columns, save where there is one row alone. *hidden* are those
    that are hidden already, such as sums that another table hides: of several rows no sum is hidden beside them. Where the rest
    cannot be kept from following, all but the sums is hidden.
    """
    lines, inner = list(_lines(table)), _inner(table)
    told = inner if len(table) > 1 else {*inner, (0, len(table[0]) - 1)}
    found = {(r, c) for r, c in told if 0 < table[r][c] < k} | set(hidden)
    able = _able(table, lines, inner, found)
    while places := _weak(table, lines, found, k):
        more = places & able - found
        if not more:
            return frozenset(found | inner)
        found.add(min(more, key=lambda cell: (not _closes(cell, found), table[cell[0]][cell[1]], cell)))
    return frozenset(found)


def _inner(table: Counts) -> set[Cell]:
    """Give the cells that are no sums."""
    rows = len(table) - 1 or 1
    return {(r, c) for r in range(rows) for c in range(len(table[0]) - 1)}


def _lines(table: Counts) -> Iterator[Line]:
    """Give what adds up: the cells, and their sum."""
    last_row, last = len(table) - 1, len(table[0]) - 1
    for r in range(len(table)):
        yield [(r, c) for c in range(last)], (r, last)
    for c in range(last + 1 if last_row else 0):
        yield [(r, c) for r in range(last_row)], (last_row, c)


def _able(table: Counts, lines: list[Line], inner: set[Cell], hidden: set[Cell]) -> set[Cell]:
    """Give the cells that hide something: one that is all there is in its line follows from the sum, whatever else is hidden."""
    able = {(r, c) for r, c in inner if table[r][c]}
    while alone := {
        each for parts, total in lines if total not in hidden and len(only := able.intersection(parts)) == 1 for each in only
    }:
        able -= alone
    return able


def _closes(cell: Cell, hidden: set[Cell]) -> bool:
    """Say whether both the row and the column of *cell* have a hidden cell already."""
    return any(r == cell[0] for r, _ in hidden) and any(c == cell[1] for _, c in hidden)


def _weak(table: Counts, lines: list[Line], hidden: set[Cell], k: int) -> set[Cell]:
    """Give the places of which one more must be hidden: a line, or both lines of a cell; none where nothing follows."""
    for parts, total in lines:
        dark = [cell for cell in parts if cell in hidden]
        few = bool(dark) and total not in hidden and sum(table[r][c] for r, c in dark) < k
        if few or len(dark) + (total in hidden) == 1:
            return {*parts, total}
    most = _most(table, lines, hidden)
    narrow = [cell for cell in sorted(most) if 0 < table[cell[0]][cell[1]] < k and most[cell] < k]
    bridges = (cell for cell in sorted(hidden) if len(table) > 1 and cell[1] not in _reached(hidden - {cell}, cell[0]))
    open_ = narrow[0] if narrow else next(bridges, None)
    return {each for parts, total in lines if open_ in (*parts, total) for each in (*parts, total)}


def _most(table: Counts, lines: list[Line], hidden: set[Cell]) -> dict[Cell, int]:
    """Give how large each hidden cell can be that stands in a line whose sum is shown; that it is not 0 is known."""
    known = [([cell for cell in parts if cell in hidden], total, parts) for parts, total in lines if total not in hidden]
    rests = [
        (dark, table[r][c] - sum(table[i][j] for i, j in parts if (i, j) not in hidden)) for dark, (r, c), parts in known if dark
    ]
    least = {cell: int(table[cell[0]][cell[1]] > 0) for dark, _ in rests for cell in dark}
    most = {cell: min(rest for dark, rest in rests if cell in dark) for cell in least}
    found: tuple[dict[Cell, int], dict[Cell, int]] | None = None
    while found != (least, most):  # what is true stays within, so that this ends
        found = dict(least), dict(most)
        for dark, rest in rests:
            _narrow(dark, rest, least, most)
    return most


def _narrow(dark: list[Cell], rest: int, least: dict[Cell, int], most: dict[Cell, int]) -> None:
    """Narrow the *dark* cells of one line down, which add up to *rest*: each is what the others leave."""
    low, high = sum(least[cell] for cell in dark), sum(most[cell] for cell in dark)
    for cell in dark:
        lower, upper = max(least[cell], rest - (high - most[cell])), min(most[cell], rest - (low - least[cell]))
        low, high = low + lower - least[cell], high + upper - most[cell]
        least[cell], most[cell] = lower, upper


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
