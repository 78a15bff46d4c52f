"""From what is combined to expressions: added, or only the highest."""

from __future__ import annotations

import ast

from scoring.engine import syntax
from scoring.policy.rules import Combine

MOST = 50  # rows of one chain, and items of one written-out sum: Python compiles no deeper nesting safely


def combined(how: Combine, points: list[ast.expr]) -> ast.expr:
    """Add several numbers of points, or take the highest, or add the n highest."""
    if len(points) == 1:
        return points[0]
    match how:
        case "sum" if len(points) > MOST:
            return syntax.call("sum", syntax.pack(points))
        case "sum":
            added = points[0]
            for item in points[1:]:
                added = syntax.operate(added, ast.Add(), item)
            return added
        case "highest":
            return syntax.call("max", *points)
        case number:
            return syntax.call("top", ast.List(points, ast.Load()), syntax.constant(number))


def combined_list(how: Combine, found: ast.expr) -> ast.expr:
    """Do the same for a list of any length; of none, 0."""
    match how:
        case "sum":
            return syntax.call("sum", found)
        case "highest":
            return syntax.call("top", found, syntax.constant(1))
        case number:
            return syntax.call("top", found, syntax.constant(number))
