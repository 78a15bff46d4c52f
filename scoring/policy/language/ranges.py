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
from scoring.policy.language.range_functions import (
    apply,
    common_scale,
    compare,
    corners,
    fold_known,
    fold_unknown,
    hull,
    join,
    within,
)
from scoring.policy.language.records import KnownRecords, Problem, UnknownRecords
from scoring.policy.language.tables import reachable
from scoring.policy.language.tree import (
    Admitted,
    Arithmetic,
    AssessmentDate,
    Call,
    Coded,
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
from scoring.policy.language.types import LIMIT, Number, Range, SetOf

__all__ = ["OPEN", "KnownRecords", "Problem", "Ranges", "UnknownRecords"]

OPEN: Range = (0, 1)


@dataclass(frozen=True, slots=True)
class Ranges:
    """What is known of every name, and the problems met on the way (`problems` grows as expressions are read)."""

    day: Range
    facts: Mapping[str, Range]
    lists: Mapping[str, UnknownRecords | KnownRecords]
    given: Mapping[str, Range] = field(default_factory=dict)  # of the optional facts, whether each is not empty
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
        if found[0] >= -LIMIT and found[1] <= LIMIT:
            return found
        self.problem("too_large", highest=str(max(-found[0], found[1])))
        return (max(min(found[0], LIMIT), -LIMIT), max(min(found[1], LIMIT), -LIMIT))

    def problem(self, code: str, **facts: str) -> None:
        """Note that *code* can happen."""
        self.problems.append(Problem(code, facts))

    def _of(self, expression: Expression) -> Range:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of node
        match expression:
            case Name():
                return self._name(expression)
            case Constant(value=value):
                return (cast("int", value), cast("int", value))
            case Comparison(operator=operator, left=left, right=right):
                return compare(operator, *self.aligned(left, right))
            case Call():
                return self._call(expression)
            case Logic(operator=operator, operands=operands):
                return join(min if operator == "and" else max, [self.of(o) for o in operands])
            case Arithmetic():
                return self._arithmetic(expression)
            case Conditional():
                return self._conditional(expression)
            case Given(id=id_):
                return self.given[id_]
            case AssessmentDate():
                return self.day
            case PointsOf(id=id_):
                return self.points[id_]
            case Admitted():
                return self.admitted
            case InForce():
                found = [cast("int", value) for value in self._in_force(expression)]
                return (min(found), max(found))
            case Membership():
                return self._membership(expression)
            case Not(operand=operand):
                low, high = self.of(operand)
                return (1 - high, 1 - low)
            case Fold():
                return self._fold(expression)
            case _:
                assert_never(expression)

    def _in_force(self, node: InForce) -> list[Coded]:
        """Give every value that the day and the arguments can meet."""
        day = self.of(node.day)
        if day[0] < node.values[0][0]:
            self.problem("at_before", name=node.id, first=calendar.shown(node.values[0][0]), day=calendar.shown(day[0]))
        ranges = [self.at_scale(a, scale) for a, scale in zip(node.arguments, node.scales, strict=True)]
        return list(reachable(node.values, ranges, day))

    def _name(self, name: Name) -> Range:
        return cast("Mapping[str, Range]", getattr(self, f"{name.kind}s"))[name.id]

    def at_scale(self, expression: Expression, scale: int) -> Range:
        """Give the range of a number in units of 10**-*scale*; of anything else, its own."""
        found = self.of(expression)
        if not isinstance(expression.type, Number) or expression.type.scale == scale:
            return found
        factor = 10 ** (scale - expression.type.scale)
        return self._within((found[0] * factor, found[1] * factor))

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

    def _membership(self, node: Membership) -> Range:
        element = cast("SetOf", node.items.type).element
        inner = element.scale if isinstance(element, Number) else 0
        scale = max(common_scale(node.item), inner)
        values, item = self._set(node.items), self.at_scale(node.item, scale)
        if values is None:
            return OPEN
        return within(item, {value * 10 ** (scale - inner) for value in cast("tuple[int, ...]", values)})

    def _set(self, items: Constant | Name | InForce) -> Coded | None:
        """Give the set that holds; None while that is open."""
        match items:
            case Constant(value=value):
                return value
            case Name(id=id_):
                return self.sets[id_]
            case _:
                found = dict.fromkeys(self._in_force(items))
                return next(iter(found)) if len(found) == 1 else None

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
            held = [(e, e.when(node.condition)) for e in each]
            return fold_known(node.function, [(when, e.worth(node.value) if when[1] else (0, 0)) for e, when in held])
        inside = replace(self, fields=records.fields)
        return fold_unknown(node.function, inside.when(node.condition), inside.worth(node.value), records.max_items)

    def when(self, condition: Expression | None) -> Range:
        """Give the range of an optional condition: absent, it holds."""
        return (1, 1) if condition is None else self.of(condition)

    def worth(self, value: Expression | None) -> Range:
        """Give the range of an optional value: absent, 1."""
        return (1, 1) if value is None else self.of(value)
