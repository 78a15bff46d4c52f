"""From the typed tree to Python's syntax tree: the expressions of a program."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import assert_never, cast

from scoring.engine import syntax
from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.tree import (
    Admitted,
    Arithmetic,
    AssessmentDate,
    Call,
    Comparison,
    Conditional,
    Constant,
    Expression,
    Fold,
    Given,
    InForce,
    Logic,
    Membership,
    Name,
    Not,
    PointsOf,
)
from scoring.policy.language.types import Number, Records, SetOf

_PREFIX = {"fact": "f_", "field": "r_", "parameter": "p_", "variable": "v_"}
_OPERATORS: dict[str, Callable[[], ast.operator]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "//": ast.FloorDiv}
_COMPARISONS: dict[str, Callable[[], ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}


def expression(node: Expression) -> ast.expr:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of node
    """Give the Python expression that computes the coded value of *node*."""
    match node:
        case Constant(value=value):
            return syntax.constant(value)
        case Name(kind=kind, id=id_):
            return syntax.name(_PREFIX[kind] + id_)
        case Given(id=id_):
            return syntax.name(f"g_{id_}")
        case AssessmentDate():
            return syntax.name("day")
        case PointsOf(id=id_):
            return syntax.name("total" if id_ is None else f"c_{id_}")
        case Admitted():
            return syntax.name("admitted")
        case InForce():
            arguments = [at_scale(a, scale) for a, scale in zip(node.arguments, node.scales, strict=True)]
            return syntax.call("in_force", syntax.constant(node.values), syntax.pack(arguments), expression(node.day))
        case Arithmetic():
            return _arithmetic(node)
        case Comparison(operator=operator):
            left, right = aligned(node.left, node.right)
            return syntax.compare(left, _COMPARISONS[operator](), right)
        case Membership():
            return _membership(node)
        case Not(operand=operand):
            return ast.UnaryOp(ast.Not(), expression(operand))
        case Logic(operator=operator, operands=operands):
            return ast.BoolOp(ast.And() if operator == "and" else ast.Or(), [expression(o) for o in operands])
        case Conditional():
            return syntax.choose(expression(node.condition), *(_like(branch, node) for branch in (node.then, node.otherwise)))
        case Call():
            return _call(node)
        case Fold():
            return _fold(node)
        case _:
            assert_never(node)


def at_scale(node: Expression, scale: int) -> ast.expr:
    """Give *node* in units of 10**-*scale*."""
    own = node.type.scale if isinstance(node.type, Number) else scale
    return syntax.times(expression(node), 10 ** (scale - own))


def aligned(*nodes: Expression) -> list[ast.expr]:
    """Give *nodes* at their common scale."""
    scale = common_scale(*nodes)
    return [at_scale(node, scale) for node in nodes]


def _like(node: Expression, result: Conditional) -> ast.expr:
    return at_scale(node, result.type.scale) if isinstance(result.type, Number) else expression(node)


def _arithmetic(node: Arithmetic) -> ast.expr:
    sides = [expression(node.left), expression(node.right)] if node.operator == "*" else aligned(node.left, node.right)
    return syntax.operate(sides[0], _OPERATORS[node.operator](), sides[1])


def _membership(node: Membership) -> ast.expr:
    element = cast("SetOf", node.items.type).element
    inner = element.scale if isinstance(element, Number) else 0
    scale = max(common_scale(node.item), inner)
    item, factor = at_scale(node.item, scale), 10 ** (scale - inner)
    if isinstance(node.items, Constant):
        values = tuple(value * factor for value in cast("tuple[int, ...]", node.items.value))
        return syntax.compare(item, ast.In(), syntax.constant(values))
    if factor == 1:
        return syntax.compare(item, ast.In(), expression(node.items))
    scaled = ast.ListComp(syntax.times(syntax.name("e"), factor), [_loop(["e"], expression(node.items), [], single=True)])
    return syntax.compare(item, ast.In(), scaled)


def _call(node: Call) -> ast.expr:  # noqa: PLR0911 - one return for each function
    match node.function:
        case "ratio":
            over, under = node.arguments
            shift = cast("Number", node.type).scale + common_scale(under) - common_scale(over)
            numerator = syntax.times(expression(over), 10 ** max(0, shift))
            denominator = syntax.times(expression(under), 10 ** max(0, -shift))
            return syntax.call("divide", numerator, denominator, syntax.constant(node.rounding))
        case "round" | "round_down" | "round_up":
            scales = [syntax.constant(common_scale(node.arguments[0])), syntax.constant(cast("Number", node.type).scale)]
            return syntax.call("rescale", expression(node.arguments[0]), *scales, syntax.constant(node.rounding))
        case "year":
            return syntax.operate(expression(node.arguments[0]), ast.FloorDiv(), syntax.constant(10000))
        case "month":
            hundreds = syntax.operate(expression(node.arguments[0]), ast.FloorDiv(), syntax.constant(100))
            return syntax.operate(hundreds, ast.Mod(), syntax.constant(100))
        case "count_of":
            return syntax.call("sum", syntax.pack([expression(a) for a in node.arguments]))
        case "min" | "max":
            return syntax.call(node.function, *aligned(*node.arguments))
        case "clamp":
            value, low, high = aligned(*node.arguments)
            return syntax.call("max", low, syntax.call("min", value, high))
        case "date":
            year, month, day = (expression(a) for a in node.arguments)
            within = syntax.operate(syntax.times(month, 100), ast.Add(), day)
            return syntax.operate(syntax.times(year, 10_000), ast.Add(), within)
        case _:
            return syntax.call(node.function, *(expression(a) for a in node.arguments))


def _fold(node: Fold) -> ast.expr:
    """Emit a fold; over an empty list, what it then is at once."""
    nothing = {"any": False, "all": True}.get(node.function, 0)
    return syntax.choose(expression(node.records), _folded(node), syntax.constant(nothing))


def _folded(node: Fold) -> ast.expr:
    condition = [expression(node.condition)] if node.condition is not None else []
    value = expression(node.value) if node.value is not None else syntax.constant(1)
    match node.function:
        case "any" | "all":
            tested = condition or [syntax.constant(value=True)]
            return syntax.call(node.function, ast.GeneratorExp(tested[0], [_over(node.records, [])]))
        case "best":
            found = ast.GeneratorExp(value, [_over(node.records, condition)])
            return ast.Call(syntax.name("max"), [found], [ast.keyword("default", syntax.constant(0))])
        case _:
            return syntax.call("sum", ast.GeneratorExp(value, [_over(node.records, condition)]))


def fields_of(records: Name) -> list[str]:
    """Give the local names of a record's fields, in their order."""
    return [f"r_{field}" for field, _ in cast("Records", records.type).fields]


def _over(records: Name, conditions: list[ast.expr]) -> ast.comprehension:
    return _loop(fields_of(records), expression(records), conditions)


def _loop(targets: list[str], items: ast.expr, conditions: list[ast.expr], *, single: bool = False) -> ast.comprehension:
    target: ast.expr = ast.Name(targets[0], ast.Store()) if single else syntax.stored(targets)
    return ast.comprehension(target, items, conditions, 0)
