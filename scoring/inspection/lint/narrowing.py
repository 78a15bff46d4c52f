"""Narrowing what is known to where a condition holds: what is left empty, no lawful facts can reach.

Only names that a condition compares directly are narrowed, and what is left is never too small: whatever is called impossible is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, TypeAlias, cast

from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import (
    AssessmentDate,
    Comparison,
    Constant,
    Expression,
    Given,
    Logic,
    Membership,
    Name,
    Not,
)
from scoring.policy.language.types import Number, Range
from scoring.policy.model import Policy

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
_OPPOSITE: dict[str, Operator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: dict[str, Operator] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_HOLDS: Range = (1, 1)
_TABLES = {"fact": "facts", "field": "fields", "parameter": "parameters", "variable": "variables"}


def opposite(condition: Expression) -> Expression:
    """Give the condition that holds where *condition* does not."""
    match condition:
        case Not(operand=operand):
            return operand
        case Comparison(operator=operator, left=left, right=right):
            return Comparison(_OPPOSITE[operator], left, right)
        case Logic(operator=operator, operands=operands):
            return Logic("or" if operator == "and" else "and", tuple(opposite(o) for o in operands))
        case _:
            return Not(condition)


def narrow(policy: Policy, ranges: Ranges, condition: Expression | None) -> Ranges | None:
    """Give *ranges* where *condition* holds (absent, it always does); None where it cannot."""
    low, high = ranges.when(condition)
    if condition is None or low:
        return ranges
    return _narrow(policy, ranges, condition) if high else None


def _narrow(policy: Policy, ranges: Ranges, condition: Expression) -> Ranges | None:
    match condition:
        case Logic(operator="and", operands=operands):
            found: Ranges | None = ranges
            for operand in operands:
                found = narrow(policy, found, operand) if found is not None else None
            return found
        case Logic(operands=operands):
            left = [n for o in operands if (n := narrow(policy, ranges, o)) is not None]
            return left[0] if len(left) == 1 else ranges if left else None
        case Comparison(operator=operator, left=one, right=other):
            found = _compared(policy, ranges, operator, one, other)
            return None if found is None else _compared(policy, found, _MIRRORED[operator], other, one)
        case Membership(item=item, items=Constant(value=values)) if values and common_scale(item) == common_scale_of(condition):
            listed = cast("tuple[int, ...]", values)
            return _within(policy, ranges, item, (min(listed), max(listed)))
        case Name(kind="variable", id=id_):
            found = _within(policy, ranges, condition, _HOLDS)
            return None if found is None else narrow(policy, found, policy.variables[id_])
        case Not(operand=operand):
            pushed = opposite(operand)
            return narrow(policy, ranges, pushed) if not isinstance(pushed, Not) else _untrue(policy, ranges, operand)
        case _:
            return _within(policy, ranges, condition, _HOLDS)


def _untrue(policy: Policy, ranges: Ranges, condition: Expression) -> Ranges | None:
    found = _within(policy, ranges, condition, (0, 0))
    if found is None or not (isinstance(condition, Name) and condition.kind == "variable"):
        return found
    return narrow(policy, found, opposite(policy.variables[condition.id]))


def common_scale_of(node: Membership) -> int:
    """Give the scale of the set's elements."""
    element = getattr(node.items.type, "element", None)
    return element.scale if isinstance(element, Number) else 0


def _compared(policy: Policy, ranges: Ranges, operator: Operator, one: Expression, other: Expression) -> Ranges | None:
    """Narrow *one* to what it can be where `one operator other` holds."""
    (low, high), (least, most) = ranges.aligned(one, other)
    match operator:
        case "<" | "<=":
            high = min(high, most - (operator == "<"))
        case ">" | ">=":
            low = max(low, least + (operator == ">"))
        case "==":
            low, high = max(low, least), min(high, most)
        case _ if least == most:
            low, high = low + (low == least), high - (high == least)
    factor = 10 ** (common_scale(one, other) - common_scale(one))
    return _within(policy, ranges, one, (-(-low // factor), high // factor))


def _within(policy: Policy, ranges: Ranges, expression: Expression, bounds: Range) -> Ranges | None:
    """Narrow *expression* to *bounds*: a name is kept narrow, of anything else only what is impossible is seen."""
    low, high = ranges.of(expression)
    bounds = (max(low, bounds[0]), min(high, bounds[1]))
    if bounds[0] > bounds[1]:
        return None
    match expression:
        case Name(kind=kind, id=id_):
            table = _TABLES[kind]
            narrowed: dict[str, Any] = {table: {**getattr(ranges, table), id_: bounds}}
            ranges = replace(ranges, **narrowed)
        case AssessmentDate():
            ranges = replace(ranges, day=bounds)
        case Given(id=id_):
            ranges = replace(ranges, given={**ranges.given, id_: bounds})
    return _with_variables(policy, ranges)


def _with_variables(policy: Policy, ranges: Ranges) -> Ranges | None:
    """Read the variables again, each within what was known of it."""
    for name, expression in policy.variables.items():
        low, high = ranges.of(expression)
        known = ranges.variables[name]
        both = (max(low, known[0]), min(high, known[1]))
        if both[0] > both[1]:
            return None
        ranges = replace(ranges, variables={**ranges.variables, name: both})
    return ranges
