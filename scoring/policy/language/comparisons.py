"""How comparisons and `in` are typed: what may stand beside what."""

from __future__ import annotations

import ast
from typing import Literal, cast

from scoring.policy.language import arithmetic
from scoring.policy.language.demanding import Demanding
from scoring.policy.language.emptiness import asking, has_value
from scoring.policy.language.scope import RESERVED
from scoring.policy.language.tree import Comparison, Constant, Expression, InForce, Logic, Membership, Name, Not
from scoring.policy.language.types import Boolean, Choice, Day, Number, SetOf, Type, Words, name_of

_COMPARISONS: dict[type[ast.cmpop], Literal["==", "!=", "<", "<=", ">", ">="]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def check_comparison(checker: Demanding, node: ast.Compare) -> Expression:
    """Type a comparison or a chain of them."""
    sides = [node.left, *node.comparators]
    parts = [_comparison(checker, op, a, b) for op, a, b in zip(node.ops, sides, sides[1:], strict=False)]
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def _comparison(checker: Demanding, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Expression:
    match op:
        case ast.In():
            found = _membership(checker, left, right)
            return asking(found, has_value(found.item, checker.scope.guards))
        case ast.NotIn():
            found = _membership(checker, left, right)
            return asking(Not(found), has_value(found.item, checker.scope.guards))
    if type(op) not in _COMPARISONS:
        raise checker.problem("expression_form", left, form=type(op).__name__)
    one, other = _sides(checker, left, right)
    _comparable(checker, op, one.type, other.type, right)
    guards = checker.scope.guards
    return asking(Comparison(_COMPARISONS[type(op)], one, other), has_value(one, guards), has_value(other, guards))


def _sides(checker: Demanding, left: ast.expr, right: ast.expr) -> tuple[Expression, Expression]:
    """Type two sides, letting either name the options of the choice on the other."""
    unknown = isinstance(right, ast.Name) and checker.scope.find(right.id) is None and right.id not in RESERVED
    if isinstance(left, ast.Name) and not _is_choice(checker, left.id) and not unknown:
        other = checker.check(right)
        return checker.check(left, other.type if isinstance(other.type, Choice) else None), other
    one = checker.check(left)
    return one, checker.check(right, one.type if isinstance(one.type, Choice) else None)


def _is_choice(checker: Demanding, name: str) -> bool:
    if name == "value" and checker.scope.value is not None:
        return isinstance(checker.scope.value.type, Choice)
    found = checker.scope.find(name)
    return found is not None and isinstance(found[1], Choice)


def _comparable(checker: Demanding, op: ast.cmpop, one: Type, other: Type, at: ast.expr) -> None:
    ordering = not isinstance(op, ast.Eq | ast.NotEq)
    match one, other:
        case (Number(), Number()) | (Day(), Day()):
            return
        case (Boolean(), Boolean()) if not ordering:
            return
        case (Choice(), Choice()) if one.domain == other.domain and (one.ordered or not ordering):
            return
        case (Choice(), Choice()) if one.domain == other.domain:
            raise checker.problem("not_ordered", at, choice=one.domain)
        case (Words(), _) | (_, Words()):
            raise checker.problem("words_compared", at)
    raise checker.problem("types_differ", at, left=name_of(one), right=name_of(other))


def _membership(checker: Demanding, left: ast.expr, right: ast.expr) -> Membership:
    item = checker.check(left)
    if isinstance(right, ast.List | ast.Tuple) and right.elts:
        return Membership(item, _set(checker, item, right.elts))
    items = checker.check(right)
    if not (isinstance(items, Name | InForce) and isinstance(items.type, SetOf)):
        raise checker.problem("set_expected", right)
    _comparable(checker, ast.Eq(), item.type, items.type.element, right)
    return Membership(item, items)


def _set(checker: Demanding, item: Expression, elements: list[ast.expr]) -> Constant:
    beside = item.type if isinstance(item.type, Choice) else None
    coded = [checker.check(element, beside) for element in elements]
    for element, at in zip(coded, elements, strict=True):
        if not isinstance(element, Constant):
            raise checker.problem("set_constant", at)
        _comparable(checker, ast.Eq(), item.type, element.type, at)
    type_ = item.type
    if isinstance(type_, Number):
        type_ = Number(max(cast("Number", e.type).scale for e in coded))
    if not isinstance(type_, Number | Day | Choice):
        raise checker.problem("set_expected", elements[0])
    values = tuple(_coded(cast("Constant", element), type_) for element in coded)
    return Constant(SetOf(type_), values)


def _coded(element: Constant, type_: Number | Day | Choice) -> int:
    value = cast("int", element.value)
    if isinstance(type_, Number):
        return arithmetic.rescale(value, cast("Number", element.type).scale, type_.scale)
    return value
