"""From rules to steps: the points of every row, and the number of the row of the point table that gave them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple, assert_never, cast

from scoring.engine.columns import folds
from scoring.engine.columns.expressions import Expressions
from scoring.engine.columns.operations import NO, YES
from scoring.engine.columns.steps import Value, constant
from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Choice
from scoring.policy.matrix import decisions
from scoring.policy.rules import (
    Axis,
    Bands,
    Cases,
    Cell,
    Each,
    FirstFurther,
    Fixed,
    Formula,
    Guarded,
    Lookup,
    Matrix,
    Over,
    Per,
    Row,
    Rule,
    Simple,
    unguarded,
)

ZERO, ONE = constant(0), constant(1)


class Scored(NamedTuple):
    """What a rule gives before cap and floor, and which row gave it: as the program numbers them."""

    points: Value
    row: Value


NOTHING = Scored(ZERO, ZERO)


class Rules:
    """Takes the steps of rules; *places* is the scale of points."""

    def __init__(self, expressions: Expressions, places: int) -> None:
        self.expressions, self.ops, self.places = expressions, expressions.ops, places

    def points(self, node: Expression) -> Value:
        """Give *node* at the scale of points."""
        return self.expressions.at_scale(node, self.places)

    def rule(self, rule: Rule) -> Scored:
        """Take the steps of *rule*."""
        match rule:
            case Each():
                return self._each(rule)
            case Over(rules=rules):
                return reduce(self._added, [self._counted(each) for each in rules], NOTHING)
            case _:
                return self.simple(rule)

    def simple(self, rule: Simple) -> Scored:
        """Take the steps of a rule that is neither `each` nor `over`."""
        match rule:
            case Fixed(when=when, row=row):
                return self._first([(self.expressions.when(when), self._found(1, row))])
            case Lookup():
                return self._lookup(rule)
            case Bands():
                return self._bands(rule)
            case Matrix(axis=axis):
                return self._axis(axis)
            case Per():
                return self._per(rule)
            case Cases(cases=cases):
                return self._first([(self.expressions.when(c.when), self._found(i, c.row)) for i, c in enumerate(cases, 1)])
            case Formula(expression=formula):
                return Scored(self.points(formula), ONE)
            case Guarded(given=given, rule=inner):
                return self.choose(self.expressions.of(given), self.simple(inner), NOTHING)
            case _:
                assert_never(rule)

    def choose(self, when: Value, found: Scored, otherwise: Scored) -> Scored:
        """Give the one where *when* holds, the other elsewhere."""
        return Scored(*(self.ops.choose(when, a, b) for a, b in zip(found, otherwise, strict=True)))

    def _found(self, number: int, row: Row) -> Scored:
        return Scored(self.points(row.points), constant(number))

    def _first(self, branches: Sequence[tuple[Value, Scored]]) -> Scored:
        """Give what belongs to the first condition that holds; where none does, nothing."""
        return reduce(lambda after, branch: self.choose(branch[0], branch[1], after), reversed(branches), NOTHING)

    def _lookup(self, rule: Lookup) -> Scored:
        options = cast("Choice", rule.subject.type).options
        rows = {option: self._found(number, row) for number, (option, row) in enumerate(rule.rows, 1)}
        found = [rows.get(option, NOTHING) for option in options]
        return self._banded(self.expressions.of(rule.subject), list(range(1, len(options))), found)

    def _banded(self, subject: Value, starts: Sequence[int], found: Sequence[Scored]) -> Scored:
        points, rows = ([scored[part] for scored in found] for part in (0, 1))
        return Scored(self.ops.banded(subject, starts, points), self.ops.banded(subject, starts, rows))

    def _bands(self, rule: Bands) -> Scored:
        scale = common_scale(rule.subject, *(band.start for band in rule.bands if band.start is not None))
        subject = self.expressions.at_scale(rule.subject, scale)
        found = [self._found(number, band.row) for number, band in enumerate(rule.bands, 1)]
        starts = [None if band.start is None else self.expressions.at_scale(band.start, scale) for band in rule.bands]
        first = [int(s.operand) + band.above for s, band in zip(starts, rule.bands, strict=True) if s is not None and s.is_constant]
        if first == sorted(first) and len(first) == sum(start is not None for start in starts):
            return self._banded(subject, first, [*([NOTHING] if starts[0] is not None else []), *found])
        reached = [
            YES if start is None else self.ops.compare(">" if band.above else ">=", subject, start)
            for start, band in zip(starts, rule.bands, strict=True)
        ]
        return self._first(list(zip(reached, found, strict=True))[::-1])

    def _axis(self, axis: Axis) -> Scored:
        return self._first([(self.expressions.when(when), self._cell(cell)) for when, cell in decisions(axis)])

    def _cell(self, cell: Cell | None) -> Scored:
        if cell is None:
            return NOTHING
        return self._found(cell.number, cell.below) if isinstance(cell.below, Row) else self._axis(cell.below)

    def _per(self, rule: Per) -> Scored:
        ops, scale = self.ops, common_scale(*(e for e in (rule.subject, rule.every, rule.after, rule.at_least) if e is not None))
        subject = self.expressions.at_scale(rule.subject, scale)
        exceeding = subject if rule.after is None else ops.subtract(subject, self.expressions.at_scale(rule.after, scale))
        units = ops.floor(ops.higher(exceeding, ZERO), self.expressions.at_scale(rule.every, scale))
        if rule.at_least is not None:
            enough = ops.compare(">=", subject, self.expressions.at_scale(rule.at_least, scale))
            units = ops.choose(enough, units, ZERO)
        units = ops.narrowed(units)
        return Scored(ops.multiply(units, self.points(rule.row.points)), units)

    def _each(self, rule: Each) -> Scored:
        ops, records = self.ops, self.expressions.scope.lists[rule.records.id]
        inside = Rules(self.expressions.inside(rule.records), self.places)
        kept = inside.expressions.when(rule.where)
        if isinstance(rule.rule, FirstFurther):
            value = ops.choose(folds.first(ops, records, kept), inside.points(rule.rule.first), inside.points(rule.rule.further))
        else:
            value = inside.simple(rule.rule).points
        if rule.max_each is not None:
            value = ops.lower(value, inside.points(rule.max_each))
        if kept == NO:
            return NOTHING
        return Scored(folds.combined(ops, records, value, kept, rule.combine), folds.count(ops, records, kept))

    def _counted(self, rule: Simple) -> Scored:
        """Give one of several: of a rule that counts its units, any other once where it gave something."""
        points, row = self.simple(rule)
        return Scored(points, row if isinstance(unguarded(rule), Per) else self.ops.lower(row, ONE))

    def _added(self, one: Scored, other: Scored) -> Scored:
        return Scored(self.ops.add(one.points, other.points), self.ops.add(one.row, other.row))
