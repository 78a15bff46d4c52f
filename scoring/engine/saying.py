"""Saying expressions in one language."""

from __future__ import annotations

from typing import assert_never, cast

from scoring.engine.naming import Naming, day_words, digits, is_constant, is_year
from scoring.engine.phrasing import MIRRORED, PERIODS, prefix, without_guards
from scoring.engine.words import MONTHS, Language, with_unit
from scoring.policy.language import arithmetic
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
from scoring.policy.language.types import Boolean, Number, SetOf
from scoring.policy.model import Policy

__all__ = ["Speaker", "day_words", "digits"]

_SIGNS = {"+": "+", "-": "−", "*": "×"}


class Speaker(Naming):
    """Says what stands in a policy in one language. *value* is an expression that has words of its own, as within `over`."""

    def __init__(self, policy: Policy, language: Language, value: tuple[Expression, str] | None = None) -> None:
        super().__init__(policy, language)
        self.value_of = value[0] if value else None
        self.value_words = value[1] if value else ""

    def points(self, expression: Expression) -> str:
        """Say points: a plain number, or a formula."""
        if isinstance(expression, Constant) and isinstance(expression.type, Number):
            return self.counted(arithmetic.decode(cast("int", expression.value), expression.type.scale))
        return self.word("points_of_formula", formula=self.say(expression))

    def like(self, subject: Expression, number: Expression) -> str:
        """Say *number* with the unit of *subject*, where it has one."""
        said = self.say(number)
        if isinstance(number, Constant) and isinstance(subject, Name) and is_year(self.fact(subject)):
            return str(number.value)
        return with_unit(said, self.unit_of(subject), self.language) if isinstance(number, Constant) else said

    def say(self, node: Expression) -> str:
        """Say an expression."""
        return self.value_words if node == self.value_of else self._say(node)

    def _say(self, node: Expression) -> str:  # noqa: C901, PLR0911, PLR0912 - one case for each kind of node
        match node:
            case Constant():
                return self.coded(node.type, cast("int", node.value))
            case Name():
                return self._named(node)
            case Given(id=id_):
                return self.word("given", x=self.policy.facts[id_].label.say(self.language))
            case AssessmentDate():
                return self.word("assessment_date")
            case PointsOf(id=id_):
                return self.word("total") if id_ is None else self.word("points_of", x=self.label(id_))
            case Admitted():
                return self.word("admitted")
            case InForce():
                return self._in_force(node)
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                return self._comparison(node)
            case Membership():
                return self.word("in", a=self._inner(node.item), b=self._items(node))
            case Not(operand=operand):
                return self._not(operand)
            case Logic():
                return self._logic(node)
            case Conditional(condition=Given() | Logic("and", (Given(), *_)), then=then, otherwise=otherwise) if is_constant(
                otherwise, 0
            ):
                return self.say(then)
            case Conditional(condition=c, then=then, otherwise=otherwise):
                return self.word("if", c=self.say(c), a=self.say(then), b=self.say(otherwise))
            case Call():
                return self._call(node)
            case Fold():
                return self._fold(node)
            case _:
                assert_never(node)

    def _in_force(self, node: InForce) -> str:
        table = self.policy.tables.get(node.id)
        label = (self.policy.parameters[node.id] if table is None else table).label.say(self.language) or node.id
        arguments = self.joined("list", map(self._inner, node.arguments))
        said = self.word("table", name=label, x=arguments) if node.arguments else label
        return said if isinstance(node.day, AssessmentDate) else self.word("at", x=said, day=self._inner(node.day))

    def _named(self, name: Name) -> str:
        said = self.bare(name)
        return self.word("is_true", x=said) if isinstance(name.type, Boolean) and name.kind != "variable" else said

    def bare(self, name: Name) -> str:
        """Give the label of a name; what a variable stands for."""
        if name.kind == "variable":
            return self.say(self.policy.variables[name.id])
        if name.kind == "parameter":
            return self.policy.parameters[name.id].label.say(self.language) or name.id
        fact = self.fact(name)
        return fact.label.say(self.language) if fact is not None else name.id

    def _inner(self, node: Expression) -> str:
        """Say a part of a sentence: a question’s label stands in the language’s own way of setting it off."""
        if isinstance(node, Name) and node != self.value_of:
            return self.word("named", x=self.bare(node)) if node.kind in {"fact", "field"} else self.bare(node)
        return self.say(node)

    def _not(self, operand: Expression) -> str:
        if isinstance(operand, Name) and operand.kind != "variable":
            return self.word("is_false", x=self.bare(operand))
        if isinstance(operand, Fold) and operand.function == "any":
            return self._fold(operand, "none")
        return self.word("not", x=self.say(operand))

    def _logic(self, node: Logic) -> str:
        operands = without_guards(node)
        if len(operands) == 1:
            return self.say(operands[0])
        between = self._between(node)
        return between or self.joined(node.operator, [self._grouped(o, node.operator) for o in operands])

    def _between(self, node: Logic) -> str:
        """Say `a <= x <= b` in one; any other condition gives nothing."""
        match node:
            case Logic("and", (Comparison("<=", low, a), Comparison("<=", b, high))) if a == b and not isinstance(a, Constant):
                return self.word("between", x=self._inner(a), low=self.like(a, low), high=self.like(a, high))
        return ""

    def _grouped(self, node: Expression, operator: str) -> str:
        said = self.say(node)
        is_other = isinstance(node, Logic) and node.operator != operator and not self._between(node)
        return self.word("bracket", x=said) if is_other else said

    def _arithmetic(self, node: Arithmetic) -> str:
        if node.operator == "//":
            return self.word("floor", a=self._operand(node.left), b=self._operand(node.right))
        if node.operator == "-" and is_constant(node.left, 0):
            return f"−{self._operand(node.right)}"
        product = node.operator == "*"
        left, right = self._operand(node.left, sum_too=product), self._operand(node.right, sum_too=product or node.operator == "-")
        return f"{left} {_SIGNS[node.operator]} {right}"

    def _operand(self, node: Expression, *, sum_too: bool = True) -> str:
        """Say a part of a calculation, in brackets unless it is plain, or a sum or product that needs none."""
        meant = self._meant(node)
        said = self.say(node)
        match meant:
            case Arithmetic(operator="*"):
                return said
            case Arithmetic(operator="+" | "-"):
                return self.word("bracket", x=said) if sum_too else said
            case (
                Arithmetic()
                | Conditional()
                | Call(function="min" | "max" | "clamp" | "ratio" | "round" | "round_down" | "round_up")
            ):
                return self.word("bracket", x=said)
        return said

    def _meant(self, node: Expression) -> Expression:
        return self.policy.variables[node.id] if isinstance(node, Name) and node.kind == "variable" else node

    def _comparison(self, node: Comparison) -> str:
        if isinstance(node.left, Constant) and not isinstance(node.right, Constant):
            return self._comparison(Comparison(MIRRORED[node.operator], node.right, node.left))
        meant = self._meant(node.left)
        if isinstance(meant, Call) and meant.function in PERIODS and node.operator in {"<", ">="}:
            a, b = (self._inner(argument) for argument in meant.arguments)
            return self.word(f"period{node.operator}", a=a, b=b, n=self.like(meant, node.right))
        right = self.like(node.left, node.right) if isinstance(node.right, Constant) else self._inner(node.right)
        return self.word(prefix(node) + node.operator, a=self._inner(node.left), b=right)

    def _items(self, node: Membership) -> str:
        if isinstance(node.items, Name):
            return self.bare(node.items)
        if isinstance(node.items, InForce):
            return self._in_force(node.items)
        element = cast("SetOf", node.items.type).element
        options = cast("tuple[int, ...]", node.items.value)
        return self.joined("list", [self.word("quoted", x=self.coded(element, v)) for v in options])

    def _call(self, node: Call) -> str:
        match node.function:
            case "date":
                return self._date(node)
            case "ratio" | "round" | "round_down" | "round_up":
                operands = dict(zip("ab", map(self._operand, node.arguments), strict=False))
                code = "ratio" if node.function == "ratio" else "rounded"
                step = with_unit(str(cast("Number", node.type).scale), "place", self.language)
                return self.word(code, **operands, how=self.word(node.rounding), places=step)
            case "min" | "max":
                return self._extreme(node)
            case "count_of":
                return self.word("count_of", x=self.joined("facts", map(self.say, node.arguments)))
            case _:
                return self.word(node.function, **dict(zip("abc", map(self._part, node.arguments), strict=False)))

    def _extreme(self, node: Call) -> str:
        """Say `max(0, x)` as x with a limit, any other `min` and `max` as the least and the most of several."""
        constants = [a for a in node.arguments if isinstance(a, Constant)]
        others = [a for a in node.arguments if not isinstance(a, Constant)]
        if len(constants) == len(others) == 1:
            return self.word(f"{node.function}_limit", a=self._part(others[0]), b=self.like(others[0], constants[0]))
        return self.word(node.function, x=self.joined("list", map(self._part, node.arguments)))

    def _part(self, node: Expression) -> str:
        """Say one of several, in brackets where it has commas of its own."""
        return (
            self.word("bracket", x=self.say(node)) if isinstance(self._meant(node), Arithmetic | Conditional) else self._inner(node)
        )

    def _date(self, node: Call) -> str:
        """Say a day made from numbers; one of a year that is itself another day’s, or the year before, in words."""
        year, month, day = node.arguments
        match year, month, day:
            case (Call(function="year", arguments=(of,)), Constant(value=int(m)), Constant(value=int(d))):
                return self.word("date_in_year", a=self._inner(of), month=m, day=d, name=MONTHS[m - 1])
            case (
                Arithmetic(operator="-", left=Call(function="year", arguments=(of,)), right=one),
                Constant(value=int(m)),
                Constant(value=int(d)),
            ) if is_constant(one, 1):
                return self.word("date_year_before", a=self._inner(of), month=m, day=d, name=MONTHS[m - 1])
        return self.word("date", a=self._operand(year), b=self._operand(month), c=self._operand(day))

    def _fold(self, node: Fold, code: str = "") -> str:
        name = self.bare(node.records)
        value = self._inner(node.value) if node.value is not None else ""
        if node.condition is None:
            return self.word(code or node.function, list=name, x=value)
        return self.word(f"{code or node.function}_if", list=name, x=value, c=self.say(node.condition))
