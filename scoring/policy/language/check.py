"""From Python's syntax tree to the typed tree: every name resolved, every type known, nothing else let through."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from typing import Literal, cast

from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.comparisons import check_comparison
from scoring.policy.language.demanding import Demanding
from scoring.policy.language.emptiness import asking, has_value
from scoring.policy.language.functions import check_call
from scoring.policy.language.nearest import nearest
from scoring.policy.language.parse import parse
from scoring.policy.language.scope import FUNCTIONS, Scope, option_index
from scoring.policy.language.tree import (
    Admitted,
    Arithmetic,
    AssessmentDate,
    Conditional,
    Constant,
    Expression,
    Logic,
    Name,
    Not,
    PointsOf,
)
from scoring.policy.language.types import Boolean, Choice, Day, Number, Records, SetOf, Words, name_of

MAX_SCALE = 18  # digits behind the point that 64 bits can hold at all
_NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,9})?")

_ARITHMETIC: dict[type[ast.operator], Literal["+", "-", "*", "//"]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
}


def compile_expression(text: str, scope: Scope) -> Expression:
    """Read *text* in *scope*; ExpressionProblem says what is wrong and where."""
    node = parse(text)
    checker = Checker(text.replace("\n", " ").strip(), scope)
    typed = checker.check(node)
    if isinstance(typed.type, SetOf | Records | Words):
        raise checker.problem("type_expected", node, expected="value", found=name_of(typed.type))
    return asking(typed, has_value(typed, scope.guards)) if isinstance(typed.type, Boolean) else typed


class Checker(Demanding):
    """Types one expression, with comparisons and calls in files of their own."""

    def check(self, node: ast.expr, beside: Choice | None = None) -> Expression:
        """Type *node* and everything below it."""
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name():
                return self._name(node, beside)
            case ast.UnaryOp() | ast.BinOp():
                return self._arithmetic(node)
            case ast.BoolOp(op=op, values=values):
                return Logic("and" if isinstance(op, ast.And) else "or", tuple(self.condition(v) for v in values))
            case ast.Compare():
                return check_comparison(self, node)
            case ast.IfExp():
                return self._conditional(node, beside)
            case ast.Call():
                return check_call(self, node)
            case _:
                raise self.problem("expression_form", node, form=type(node).__name__)

    def _constant(self, node: ast.Constant) -> Constant:
        match node.value:
            case bool() | None:
                raise self.problem("name_unknown", node, name=str(node.value), nearest=str(node.value).lower())
            case int() | float() if _NUMBER.fullmatch(self._written(node)):
                written = Decimal(self._written(node))
                type_ = arithmetic.number_type(written)
                return Constant(type_, arithmetic.code(written, type_.scale))
            case str():
                day = calendar.parse(node.value)
                if day is not None:
                    return Constant(Day(), day)
        raise self.problem("constant_form", node, text=self._written(node)[:40])

    def _written(self, node: ast.expr) -> str:
        return self.text[node.col_offset : node.end_col_offset]

    def _name(self, node: ast.Name, beside: Choice | None) -> Expression:
        if beside is not None and (index := option_index(beside, node.id)) is not None:
            return Constant(beside, index)
        if node.id in {"true", "false"}:
            return Constant(Boolean(), node.id == "true")
        if (special := self._special(node)) is not None:
            return special
        found = self.scope.find(node.id)
        if found is None:
            known = [*self.scope.names(), *(beside.options if beside else ())]
            code = "option_unknown" if beside else "name_unknown"
            raise self.problem(code, node, name=node.id, nearest=nearest(node.id, known))
        kind, type_ = found
        is_optional = kind == "fact" and node.id in self.scope.optional
        return Name(type_, cast("Literal['fact', 'field', 'parameter', 'variable']", kind), node.id, is_optional)

    def _special(self, node: ast.Name) -> Expression | None:
        match node.id:
            case "assessment_date":
                return AssessmentDate()
            case "value" if self.scope.value is not None:
                return self.scope.value
            case "total" if self.scope.points is not None:
                return PointsOf(Number(self.scope.places), None)
            case "admitted" if self.scope.admitted:
                return Admitted()
            case "total" | "admitted" | "value":
                raise self.problem("name_not_here", node, name=node.id)
            case name if name in FUNCTIONS or name in self.scope.tables:
                raise self.problem("function_bare", node, name=name)
        return None

    def _arithmetic(self, node: ast.UnaryOp | ast.BinOp) -> Expression:
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                typed = self.number(operand)
                return _negated(typed)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _ARITHMETIC:
                return self._binary(_ARITHMETIC[type(op)], left, right)
        sign = getattr(node, "op", node)
        raise self.problem("division" if isinstance(sign, ast.Div) else "expression_form", node, form=type(sign).__name__)

    def _binary(self, operator: Literal["+", "-", "*", "//"], left: ast.expr, right: ast.expr) -> Arithmetic:
        one, other = self.number(left), self.number(right)
        scales = cast("Number", one.type).scale, cast("Number", other.type).scale
        scale = {"+": max(scales), "-": max(scales), "*": sum(scales), "//": 0}[operator]
        if scale > MAX_SCALE:
            raise self.problem("scale_large", left, found=str(scale), limit=str(MAX_SCALE))
        return Arithmetic(Number(scale), operator, one, other)

    def _conditional(self, node: ast.IfExp, beside: Choice | None) -> Conditional:
        condition, then, other = self.condition(node.test), self.check(node.body, beside), self.check(node.orelse, beside)
        match then.type, other.type:
            case Number(one), Number(two):
                return Conditional(Number(max(one, two)), condition, then, other)
            case one, two if one == two:
                return Conditional(then.type, condition, then, other)
        raise self.problem("types_differ", node.orelse, left=name_of(then.type), right=name_of(other.type))


def _negated(typed: Expression) -> Expression:
    type_ = cast("Number", typed.type)
    if isinstance(typed, Constant):
        return Constant(type_, -cast("int", typed.value))
    return Arithmetic(type_, "-", Constant(Number(), 0), typed)
