"""Which phrase a comparison takes, and what need not be said."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.policy.language.range_functions import Operator
from scoring.policy.language.tree import Comparison, Expression, Given, Logic, names
from scoring.policy.language.types import Choice, Day

MIRRORED: Mapping[Operator, Operator] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

PERIODS = frozenset({"years_between", "months_between", "days_between"})


def prefix(node: Comparison) -> str:
    """Choose the words by what is compared: days are before and after, choices below and above."""
    match node.left.type:
        case Day() if node.operator not in {"==", "!="}:
            return "day"
        case Choice():
            return "choice"
    return ""


def without_guards(node: Logic) -> tuple[Expression, ...]:
    """Leave out that a fact is given where the rest of *node* speaks of that fact anyway."""
    if node.operator == "or":
        return node.operands
    said = {id_ for operand in node.operands if not isinstance(operand, Given) for id_ in names(operand, "fact")}
    return tuple(o for o in node.operands if not (isinstance(o, Given) and o.id in said))
