"""From conditions and what each leads to, to one `if … elif …`."""

from __future__ import annotations

import ast

from scoring.engine import syntax
from scoring.engine.emit_sums import MOST

ZERO = syntax.constant(0)


def first_of(branches: list[tuple[ast.expr, list[ast.stmt]]], points: str, row: str) -> list[ast.stmt]:
    """Emit the branch of the first condition that holds; where none does, there are no points and no row."""
    nothing: list[ast.stmt] = [syntax.assign(points, ZERO), syntax.assign(row, ZERO)]
    parts = [branches[start : start + MOST] for start in range(0, len(branches), MOST)]
    return [*nothing, *(_chain(part) for part in reversed(parts))]


def _chain(branches: list[tuple[ast.expr, list[ast.stmt]]]) -> ast.stmt:
    """Emit one `if … elif …` that leaves everything as it is where no condition holds."""
    body: list[ast.stmt] = []
    for condition, found in reversed(branches):
        body = [syntax.branch(condition, found, body)]
    return body[0]
