"""Standings made up for comparisons, and what an outsider can work out from what is written of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from scoring.inspection.impact import Cut, Standing, Why
from scoring.policy.model import Policy
from scoring.policy.wording import text
from tests.policy.small import load

WHY = (Why("missing", "age"), Why("contradicted", "child"))
GROUPS = tuple(text(name) for name in ("north", "south", "east", "west"))


@cache
def village() -> Policy:
    """Load the village, whose facts are of every kind."""
    text = (Path(__file__).parent / "village.yaml").read_text(encoding="utf-8")
    return load(text, rounds='[{round: "2025", policy: "1", provenance: illustrative}]')


def standing(points: Sequence[int], *, line: int = 10, places: int = 0, unscored: Sequence[int] | None = None) -> Standing:
    """Everybody with so many points, eligible from *line* on, ranked by points alone."""
    array = np.array(points, np.int64)
    gone = np.array(unscored if unscored is not None else [0] * len(points), np.int64)
    return Standing(places, array, array >= line, gone, WHY, (-array,))


def by_group(codes: Sequence[int]) -> Cut:
    return Cut("district", text("District"), GROUPS, np.array(codes, np.int64))


@st.composite
def people(draw: st.DrawFn) -> list[tuple[int, int, int, int, int]]:
    """Draw people: points before and after, whether each policy scores them, and the group."""
    few = st.integers(0, 20)
    reason = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2])
    return draw(st.lists(st.tuples(few, few, reason, reason, st.integers(0, 3)), max_size=60))


def followers(table: Sequence[Sequence[int]], hidden: frozenset[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give the hidden cells that follow from the others by the sums alone: exact elimination over fractions."""
    cells = sorted(hidden)
    rows, columns = len(table), len(table[0])
    lines = [([(r, c) for c in range(columns - 1)], (r, columns - 1)) for r in range(rows)]
    if rows > 1:
        lines += [([(r, c) for r in range(rows - 1)], (rows - 1, c)) for c in range(columns)]
    matrix = []
    for parts, total in lines:
        signs = {**dict.fromkeys(parts, 1), total: -1}
        matrix.append([Fraction(signs.get(cell, 0)) for cell in cells])
    return {cells[row.index(1)] for row in _reduced(matrix) if [value for value in row if value] == [1]}


def _reduced(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    done = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((r for r in range(done, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        matrix[done] = [value / matrix[done][column] for value in matrix[done]]
        for r, row in enumerate(matrix):
            if r != done and row[column]:
                matrix[r] = [a - row[column] * b for a, b in zip(row, matrix[done], strict=True)]
        done += 1
    return matrix
