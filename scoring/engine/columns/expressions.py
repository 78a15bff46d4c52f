"""From the typed tree to steps: the expressions of a kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, assert_never, cast

from scoring.engine.columns import days, folds, quotients
from scoring.engine.columns.lists import List
from scoring.engine.columns.operations import Operations
from scoring.engine.columns.steps import Value, constant
from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.tables import Cell, Dated
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
from scoring.policy.language.types import Number, SetOf


@dataclass(slots=True)
class Scope:
    """What every name stands for: columns and constants by kind and id, sets, lists, and points where they are read."""

    names: dict[tuple[str, str], Value]
    given: dict[str, Value]
    sets: Mapping[str, tuple[int, ...]]
    lists: dict[str, List]
    points: dict[str | None, Value]
    day: Value
    admitted: Value


class Expressions:
    """Takes the steps that compute expressions in *scope*."""

    def __init__(self, ops: Operations, scope: Scope) -> None:
        self.ops, self.scope = ops, scope

    def inside(self, records: Name) -> Expressions:
        """Give the same where the fields of *records* are in scope."""
        names = {**self.scope.names, **self.scope.lists[records.id].names}
        return Expressions(self.ops, replace(self.scope, names=names))

    def of(self, node: Expression) -> Value:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of node
        """Give the coded value of *node*."""
        match node:
            case Constant(value=value):
                return constant(cast("int", value))
            case Name(kind=kind, id=id_):
                return self.scope.names[(kind, id_)]
            case Given(id=id_):
                return self.scope.given[id_]
            case AssessmentDate():
                return self.scope.day
            case PointsOf(id=id_):
                return self.scope.points[id_]
            case Admitted():
                return self.scope.admitted
            case InForce():
                arguments = [self.at_scale(a, scale) for a, scale in zip(node.arguments, node.scales, strict=True)]
                return self._dated(node.values, self.of(node.day), lambda cell: self._cell(cell, arguments))
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison(operator=operator):
                return self.ops.compare(operator, *self.aligned(node.left, node.right))
            case Membership():
                return self._membership(node)
            case Not(operand=operand):
                return self.ops.inverse(self.of(operand))
            case Logic(operator=operator, operands=operands):
                joined = self.ops.both if operator == "and" else self.ops.either
                return joined([self.of(o) for o in operands])
            case Conditional():
                return self.ops.choose(self.of(node.condition), *(self._like(b, node) for b in (node.then, node.otherwise)))
            case Call():
                return self.ops.narrowed(self._call(node))
            case Fold():
                return self._fold(node)
            case _:
                assert_never(node)

    def when(self, node: Expression | None) -> Value:
        """Give an optional condition: absent, it holds."""
        return constant(value=True) if node is None else self.of(node)

    def at_scale(self, node: Expression, scale: int) -> Value:
        """Give *node* in units of 10**-*scale*."""
        own = node.type.scale if isinstance(node.type, Number) else scale
        value = self.of(node)
        return value if own == scale else self.ops.multiply(value, constant(10 ** (scale - own)))

    def aligned(self, *nodes: Expression) -> list[Value]:
        """Give *nodes* at their common scale."""
        scale = common_scale(*nodes)
        return [self.at_scale(node, scale) for node in nodes]

    def _like(self, node: Expression, result: Conditional) -> Value:
        return self.at_scale(node, result.type.scale) if isinstance(result.type, Number) else self.of(node)

    def _arithmetic(self, node: Arithmetic) -> Value:
        if node.operator == "*":
            return self.ops.multiply(self.of(node.left), self.of(node.right))
        sides = self.aligned(node.left, node.right)
        return {"+": self.ops.add, "-": self.ops.subtract, "//": self.ops.floor}[node.operator](*sides)

    def _dated(self, dated: Dated, day: Value, read: Callable[[Any], Value]) -> Value:
        """Give what *read* makes of the cell that was in force on *day*, which is not before the first."""
        starts = [first for first, _ in dated[1:]]
        passed = sum(first <= day.low for first in starts)
        reached = sum(first <= day.high for first in starts)
        found = [read(cell) for _, cell in dated[passed : reached + 1]]
        return self._chosen(day, starts[passed:reached], found)

    def _chosen(self, subject: Value, starts: Sequence[int], cells: Sequence[Value]) -> Value:
        if cells[0].is_condition:
            return reduce(
                lambda found, later: self.ops.choose(self.ops.compare(">=", subject, constant(later[0])), later[1], found),
                zip(starts, cells[1:], strict=True),
                cells[0],
            )
        return self.ops.banded(subject, starts, cells)

    def _cell(self, cell: Cell, arguments: Sequence[Value]) -> Value:
        """Give the number that *arguments* meet in a table of one day."""
        if not isinstance(cell, tuple):
            return constant(cell)
        starts, cells = cast("tuple[tuple[int, ...] | None, tuple[Cell, ...]]", cell)
        found = [self._cell(below, arguments[1:]) for below in cells]
        return self.ops.banded(self.ops.number(arguments[0]), range(1, len(cells)) if starts is None else starts, found)

    def _membership(self, node: Membership) -> Value:
        element = cast("SetOf", node.items.type).element
        inner = element.scale if isinstance(element, Number) else 0
        scale = max(common_scale(node.item), inner)
        item, factor = self.at_scale(node.item, scale), 10 ** (scale - inner)

        def among(values: Sequence[int]) -> Value:
            return self.ops.either([self.ops.compare("==", item, constant(value * factor)) for value in values])

        match node.items:
            case Constant(value=values):
                return among(cast("tuple[int, ...]", values))
            case Name(id=id_):
                return among(self.scope.sets[id_])
            case InForce():
                return self._dated(node.items.values, self.of(node.items.day), among)
            case _:
                assert_never(node.items)

    def _call(self, node: Call) -> Value:  # noqa: C901, PLR0911, PLR0912 - one branch for each function
        ops, arguments = self.ops, node.arguments
        match node.function:
            case "ratio":
                return self._ratio(node)
            case "round" | "round_down" | "round_up":
                scale = common_scale(arguments[0])
                return quotients.rescale(ops, self.of(arguments[0]), scale, cast("Number", node.type).scale, node.rounding)
            case "year":
                return days.year(ops, self.of(arguments[0]))
            case "month":
                return days.month(ops, self.of(arguments[0]))
            case "date":
                return days.make_day(ops, *(self.of(a) for a in arguments))
            case "add_months":
                return days.add_months(ops, *(self.of(a) for a in arguments))
            case "count_of":
                return ops.total([ops.number(self.of(a)) for a in arguments])
            case "min" | "max":
                return reduce(ops.lower if node.function == "min" else ops.higher, self.aligned(*arguments))
            case "clamp":
                value, low, high = self.aligned(*arguments)
                return ops.higher(low, ops.lower(value, high))
            case "abs":
                value = self.of(arguments[0])
                return ops.higher(value, ops.negative(value))
            case _:
                return days.between(ops, node.function, *(self.of(a) for a in arguments))

    def _ratio(self, node: Call) -> Value:
        over, under = node.arguments
        shift = cast("Number", node.type).scale + common_scale(under) - common_scale(over)
        numerator = self.ops.multiply(self.of(over), constant(10 ** max(0, shift)))
        denominator = self.ops.multiply(self.of(under), constant(10 ** max(0, -shift)))
        return quotients.divide(self.ops, numerator, denominator, node.rounding)

    def _fold(self, node: Fold) -> Value:
        """Read a list; an empty one counts, adds up and comes to 0, has no record that and all records that hold."""
        ops, records, inside = self.ops, self.scope.lists[node.records.id], self.inside(node.records)
        when, nothing = inside.when(node.condition), constant(0)
        match node.function:
            case "any":
                return ops.compare(">", folds.count(ops, records, when), nothing)
            case "all":
                return ops.compare("==", folds.count(ops, records, ops.inverse(when)), nothing)
            case "count":
                return folds.count(ops, records, when)
            case "sum" | "best":
                value = constant(1) if node.value is None else inside.of(node.value)
                return folds.combined(ops, records, value, when, "sum" if node.function == "sum" else "highest")
            case _:
                assert_never(node.function)
