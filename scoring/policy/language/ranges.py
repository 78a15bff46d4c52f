"""The lowest and highest value an expression can have, when only ranges of the names are known.

The loader uses it with every fact unknown, to prove that no result leaves 64 bits, nothing is divided by 0 and every made-up
date exists; the engine with the facts that are known, to say what is still possible. Sound always, and tight where no
fact is read twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never, cast

from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.range_functions import apply, common_scale, corners, fold_known, fold_unknown, hull, join
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
from scoring.policy.language.types import LIMIT, Number, Range

OPEN: Range = (0, 1)
_ENUMERABLE = 1000


@dataclass(frozen=True, slots=True)
class UnknownRecords:
    """A list that is not known: up to `max_items` records whose fields lie in `fields`."""

    fields: Mapping[str, Range]
    max_items: int


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """A list that is known: the fields of every record."""

    records: tuple[Mapping[str, Range], ...]


@dataclass(slots=True)
class Problem:
    """Something that could go wrong for some lawful answers."""

    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Ranges:
    """What is known of every name, and the problems met on the way (`problems` grows as expressions are read)."""

    day: Range
    facts: Mapping[str, Range]
    lists: Mapping[str, UnknownRecords | KnownRecords]
    parameters: Mapping[str, Range] = field(default_factory=dict)
    sets: Mapping[str, tuple[int, ...] | None] = field(default_factory=dict)  # None: which set holds is open
    variables: Mapping[str, Range] = field(default_factory=dict)
    fields: Mapping[str, Range] = field(default_factory=dict)
    points: Mapping[str | None, Range] = field(default_factory=dict)
    admitted: Range = OPEN
    problems: list[Problem] = field(default_factory=list)

    def of(self, expression: Expression) -> Range:
        """Give the range of *expression*."""
        return self._within(self._of(expression))

    def _within(self, found: Range) -> Range:
        """Note a range that leaves 64 bits, and cut it off there, so that none grows without bound while a policy is read."""
        if max(-found[0], found[1]) <= LIMIT:
            return found
        self.problem("too_large", highest=str(max(-found[0], found[1])))
        return (max(min(found[0], LIMIT), -LIMIT), max(min(found[1], LIMIT), -LIMIT))

    def problem(self, code: str, **facts: str) -> None:
        """Note that *code* can happen."""
        self.problems.append(Problem(code, facts))

    def _of(self, expression: Expression) -> Range:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of node
        match expression:
            case Constant(value=value):
                return (cast("int", value), cast("int", value))
            case Name():
                return self._name(expression)
            case AssessmentDate():
                return self.day
            case PointsOf(id=id_):
                return self.points[id_]
            case Admitted():
                return self.admitted
            case Arithmetic():
                return self._arithmetic(expression)
            case Comparison():
                return self._comparison(expression)
            case Membership():
                return self._membership(expression)
            case Not(operand=operand):
                low, high = self.of(operand)
                return (1 - high, 1 - low)
            case Logic(operator=operator, operands=operands):
                return join(min if operator == "and" else max, [self.of(o) for o in operands])
            case Conditional():
                return self._conditional(expression)
            case Call():
                return self._call(expression)
            case Fold():
                return self._fold(expression)
            case _:
                assert_never(expression)

    def _name(self, name: Name) -> Range:
        tables = {"fact": self.facts, "field": self.fields, "parameter": self.parameters, "variable": self.variables}
        return tables[name.kind][name.id]

    def at_scale(self, expression: Expression, scale: int) -> Range:
        """Give the range of a number in units of 10**-*scale*; of anything else, its own."""
        low, high = self.of(expression)
        if not isinstance(expression.type, Number):
            return (low, high)
        factor = 10 ** (scale - expression.type.scale)
        return self._within((low * factor, high * factor))

    def aligned(self, *expressions: Expression) -> list[Range]:
        """Give the ranges of *expressions* at their common scale."""
        scale = common_scale(*expressions)
        return [self.at_scale(e, scale) for e in expressions]

    def _arithmetic(self, node: Arithmetic) -> Range:
        if node.operator == "*":
            return corners([self.of(node.left), self.of(node.right)])
        (a, b), (c, d) = self.aligned(node.left, node.right)
        match node.operator:
            case "+":
                return (a + c, b + d)
            case "-":
                return (a - d, b - c)
        if a < 0 or c <= 0:
            self.problem("floor", low=str(a), divisor=str(c))
        return (max(a, 0) // max(d, 1), max(b, 0) // max(c, 1))

    def _comparison(self, node: Comparison) -> Range:
        (a, b), (c, d) = self.aligned(node.left, node.right)
        match node.operator:
            case "<":
                return (b < c, a < d)
            case "<=":
                return (b <= c, a <= d)
            case ">":
                return (a > d, b > c)
            case ">=":
                return (a >= d, b >= c)
            case "==":
                return (a == b == c == d, a <= d and c <= b)
            case "!=":
                return (b < c or d < a, not a == b == c == d)
            case _:
                assert_never(node.operator)

    def _membership(self, node: Membership) -> Range:
        values = node.items.value if isinstance(node.items, Constant) else self.sets[node.items.id]
        element = cast("Number", node.items.type.element) if hasattr(node.items.type, "element") else None
        low, high = self.at_scale(node.item, max(common_scale(node.item), getattr(element, "scale", 0)))
        if values is None:
            return OPEN
        factor = 10 ** (max(common_scale(node.item), getattr(element, "scale", 0)) - getattr(element, "scale", 0))
        within = {v * factor for v in cast("tuple[int, ...]", values)} & _span(low, high, cast("tuple[int, ...]", values), factor)
        certain = high - low < _ENUMERABLE and len(within) == high - low + 1
        return (certain, bool(within))

    def _conditional(self, node: Conditional) -> Range:
        low, high = self.of(node.condition)
        then, otherwise = self._branches(node)
        if low == high:
            return then if low else otherwise
        return hull(then, otherwise)

    def _branches(self, node: Conditional) -> tuple[Range, Range]:
        if isinstance(node.type, Number):
            return self.at_scale(node.then, node.type.scale), self.at_scale(node.otherwise, node.type.scale)
        return self.of(node.then), self.of(node.otherwise)

    def _call(self, node: Call) -> Range:
        arguments = self._arguments(node)
        match node.function:
            case "ratio":
                return self._ratio(node, arguments)
            case "round" | "round_down" | "round_up":
                from_scale, to = common_scale(node.arguments[0]), cast("Number", node.type).scale
                low, high = (arithmetic.rescale(x, from_scale, to, node.rounding) for x in arguments[0])
                return (low, high)
            case "date":
                return self._date(arguments)
            case _:
                return apply(node.function, arguments)

    def _arguments(self, node: Call) -> list[Range]:
        if node.function in {"min", "max", "clamp"}:
            return self.aligned(*node.arguments)
        return [self.of(argument) for argument in node.arguments]

    def _ratio(self, node: Call, arguments: list[Range]) -> Range:
        over, under = arguments
        if under[0] <= 0 <= under[1]:
            self.problem("ratio_by_zero")
            return (-LIMIT, LIMIT)
        shift = cast("Number", node.type).scale + common_scale(node.arguments[1]) - common_scale(node.arguments[0])
        found = [arithmetic.ratio(o, u, shift, node.rounding) for o in over for u in under]
        return (min(found), max(found))

    def _date(self, arguments: list[Range]) -> Range:
        year, month, day = arguments
        shortest = min((calendar.month_length(2001, m) for m in range(max(1, month[0]), min(12, month[1]) + 1)), default=0)
        if month[0] < 1 or month[1] > 12 or day[0] < 1 or day[1] > shortest or year[0] < 1:  # noqa: PLR2004 - months of a year
            self.problem("date_invalid")
        low, high = (calendar.make_day(year[i], month[i], day[i]) for i in (0, 1))
        return (low, high)

    def _fold(self, node: Fold) -> Range:
        records = self.lists[node.records.id]
        if isinstance(records, KnownRecords):
            each = [replace(self, fields=record) for record in records.records]
            return fold_known(node.function, [(e.when(node.condition), e.worth(node.value)) for e in each])
        inside = replace(self, fields=records.fields)
        return fold_unknown(node.function, inside.when(node.condition), inside.worth(node.value), records.max_items)

    def when(self, condition: Expression | None) -> Range:
        """Give the range of an optional condition: absent, it holds."""
        return (1, 1) if condition is None else self.of(condition)

    def worth(self, value: Expression | None) -> Range:
        """Give the range of an optional value: absent, 1."""
        return (1, 1) if value is None else self.of(value)


def _span(low: int, high: int, values: tuple[int, ...], factor: int) -> set[int]:
    return {v * factor for v in values if low <= v * factor <= high}
