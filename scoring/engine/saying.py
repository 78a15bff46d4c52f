"""Saying expressions and values in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Literal, TypeAlias, assert_never, cast

from scoring.engine.words import MONTHS, Language, say, with_unit
from scoring.policy.facts import Fact, Value
from scoring.policy.language import arithmetic, calendar
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
    Logic,
    Membership,
    Name,
    Not,
    PointsOf,
)
from scoring.policy.language.types import Boolean, Choice, Day, Number, SetOf, Type
from scoring.policy.model import Policy

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
_MIRRORED: Mapping[Operator, Operator] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SIGNS = {"+": "+", "-": "−", "*": "×", "//": "÷"}


def digits(number: Decimal) -> str:
    """Give a number with thousands separated, a true minus sign, and without needless digits."""
    return f"{number.normalize():,f}".replace("-", "−") if number else "0"


def day_words(day: date, language: Language) -> str:
    """Give a day as people write it."""
    return say("day", language, year=day.year, month=day.month, day=day.day, name=MONTHS[day.month - 1])


class Speaker:
    """Says what stands in *policy* in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self.policy, self.language = policy, language

    def _word(self, code: str, **places: object) -> str:
        return say(code, self.language, **places)

    def joined(self, code: str, parts: Iterable[str]) -> str:
        """Join *parts* two by two with the words of *code*; of none, nothing."""
        given = list(parts)
        return reduce(lambda a, b: self._word(code, a=a, b=b), given) if given else ""

    def label(self, id_: str) -> str:
        """Give the label of a group or criterion."""
        return next(item.about.label.say(self.language) for item in self.policy.walk() if item.id == id_)

    def counted(self, points: Decimal) -> str:
        """Give a number of points with its word."""
        return self._word("point" if points in {1, -1} else "points", n=digits(points))

    def points(self, expression: Expression) -> str:
        """Say points: a plain number, or a formula."""
        if isinstance(expression, Constant) and isinstance(expression.type, Number):
            return self.counted(arithmetic.decode(cast("int", expression.value), expression.type.scale))
        return self._word("points_of_formula", formula=self.say(expression))

    def value(self, fact: Fact, value: Value | None) -> str:
        """Say a fact's value."""
        match value:
            case None:
                return self._word("not_given")
            case bool():
                return self._word("yes" if value else "no")
            case int() | Decimal():
                return with_unit(digits(Decimal(value)), fact.unit, self.language)
            case date():
                return day_words(value, self.language)
            case tuple():
                return self._word("entry" if len(value) == 1 else "entries", n=len(value))
            case _:
                labels = {option.id: option.label.say(self.language) for option in fact.options}
                return labels.get(value, value)

    def like(self, subject: Expression, number: Expression) -> str:
        """Say *number* with the unit of *subject*, where it has one."""
        said = self.say(number)
        return with_unit(said, self._unit(subject), self.language) if isinstance(number, Constant) else said

    def _unit(self, subject: Expression) -> str:
        match subject:
            case Name(kind="variable", id=id_):
                return self._unit(self.policy.variables[id_])
            case Name():
                fact = self._fact(subject)
                return fact.unit if fact is not None else ""
            case Call(function="years_between" | "months_between" | "days_between" as function):
                return function.partition("s_")[0]
            case Call(function="min" | "max", arguments=arguments):
                return self._unit(arguments[0])
        return ""

    def option(self, subject: Expression, option: str) -> str:
        """Give the label of an option of *subject*."""
        return self._option(cast("Choice", subject.type), option)

    def say(self, node: Expression) -> str:  # noqa: PLR0911 - one return for each kind of node
        """Say an expression."""
        match node:
            case Constant():
                return self._constant(node)
            case Name():
                return self._named(node)
            case AssessmentDate():
                return self._word("assessment_date")
            case PointsOf(id=id_):
                return self._word("total") if id_ is None else self._word("points_of", x=self.label(id_))
            case Admitted():
                return self._word("admitted")
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison():
                return self._comparison(node)
            case Membership():
                return self._word("in", a=self.say(node.item), b=self._items(node))
            case Not(operand=operand):
                return self._not(operand)
            case Logic(operator=operator, operands=operands):
                return self.joined(operator, [self._grouped(o) for o in operands])
            case Conditional(condition=c, then=then, otherwise=otherwise):
                return self._word("if", c=self.say(c), a=self.say(then), b=self.say(otherwise))
            case Call():
                return self._call(node)
            case Fold():
                return self._fold(node)
            case _:
                assert_never(node)

    def _constant(self, node: Constant) -> str:
        return self._coded(node.type, cast("int", node.value))

    def _coded(self, type_: Type, coded: int) -> str:
        match type_:
            case Number(scale=scale):
                return digits(arithmetic.decode(coded, scale))
            case Day():
                return day_words(calendar.to_date(coded), self.language)
            case Choice(options=options):
                return self._option(type_, options[coded])
            case _:
                return self._word("yes" if coded else "no")

    def _option(self, choice: Choice, option: str) -> str:
        facts = (part for fact in self.policy.facts.values() for part in (fact, *fact.fields))
        found = (
            o.label.say(self.language)
            for f in facts
            if isinstance(f.type, Choice) and f.type.domain == choice.domain
            for o in f.options
            if o.id == option
        )
        return next(found, option)

    def _fact(self, name: Name) -> Fact | None:
        if name.kind == "fact":
            return self.policy.facts[name.id]
        fields = (field for fact in self.policy.facts.values() for field in fact.fields)
        return next((f for f in fields if name.kind == "field" and f.id == name.id and f.type == name.type), None)

    def _named(self, name: Name) -> str:
        said = self._bare(name)
        return self._word("is_true", x=said) if isinstance(name.type, Boolean) and name.kind != "variable" else said

    def _bare(self, name: Name) -> str:
        if name.kind == "variable":
            return self.say(self.policy.variables[name.id])
        if name.kind == "parameter":
            return self.policy.parameters[name.id].label.say(self.language) or name.id
        fact = self._fact(name)
        return fact.label.say(self.language) if fact is not None else name.id

    def _not(self, operand: Expression) -> str:
        if isinstance(operand, Name) and operand.kind != "variable":
            return self._word("is_false", x=self._bare(operand))
        if isinstance(operand, Fold) and operand.function == "any":
            return self._fold(operand, "none")
        return self._word("not", x=self.say(operand))

    def _grouped(self, node: Expression) -> str:
        said = self.say(node)
        return self._word("bracket", x=said) if isinstance(node, Logic) else said

    def _arithmetic(self, node: Arithmetic) -> str:
        if node.operator == "-" and isinstance(node.left, Constant) and node.left.value == 0:
            return f"−{self._operand(node.right)}"
        return f"{self._operand(node.left)} {_SIGNS[node.operator]} {self._operand(node.right)}"

    def _operand(self, node: Expression) -> str:
        said = self.say(node)
        plain = self.policy.variables[node.id] if isinstance(node, Name) and node.kind == "variable" else node
        return self._word("bracket", x=said) if isinstance(plain, Arithmetic | Conditional) else said

    def _comparison(self, node: Comparison) -> str:
        if isinstance(node.left, Constant) and not isinstance(node.right, Constant):
            return self._comparison(Comparison(_MIRRORED[node.operator], node.right, node.left))
        left = self._bare(node.left) if isinstance(node.left, Name) else self.say(node.left)
        kind = node.left.type
        prefix = (
            "day" if isinstance(kind, Day) and node.operator not in {"==", "!="} else "choice" if isinstance(kind, Choice) else ""
        )
        right = self.like(node.left, node.right) if not isinstance(kind, Boolean) else self.say(node.right)
        return self._word(prefix + node.operator, a=left, b=right)

    def _items(self, node: Membership) -> str:
        if isinstance(node.items, Name):
            return self._bare(node.items)
        element = cast("SetOf", node.items.type).element
        return self.joined(
            "list", [self._word("quoted", x=self._coded(element, v)) for v in cast("tuple[int, ...]", node.items.value)]
        )

    def _call(self, node: Call) -> str:
        in_words = node.function in {"date", "ratio", "round", "round_down", "round_up"}
        said = [self._operand(a) if in_words else self.say(a) for a in node.arguments]
        places = dict(zip("abc", said, strict=False))
        match node.function:
            case "ratio" | "round" | "round_down" | "round_up":
                code = "ratio" if node.function == "ratio" else "rounded"
                return self._word(code, **places, how=self._word(node.rounding), places=cast("Number", node.type).scale)
            case "min" | "max" | "count_of":
                return self._word(node.function, x=self.joined("comma", said))
            case _:
                return self._word(node.function, **places)

    def _fold(self, node: Fold, code: str = "") -> str:
        name = self._bare(node.records)
        value = self.say(node.value) if node.value is not None else ""
        if node.condition is None:
            return self._word(code or node.function, list=name, x=value)
        return self._word(f"{code or node.function}_if", list=name, x=value, c=self.say(node.condition))
