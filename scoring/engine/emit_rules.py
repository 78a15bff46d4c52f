"""From rules, criteria and groups to statements: points go to `c_<id>`, rows of criteria to `w_<id>`.

Where points can still change after the rule, by cap, floor or yielding, what they were before goes to `q_<id>`.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import assert_never, cast

from scoring.engine import syntax
from scoring.engine.emit import at_scale, expression, fields_of
from scoring.engine.emit_branches import ZERO, first_of
from scoring.engine.emit_sums import combined, combined_list
from scoring.engine.places import is_limited
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.ranges import Ranges, UnknownRecords
from scoring.policy.language.tree import Constant, Expression, Name
from scoring.policy.language.types import Choice, Number
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
    Simple,
    unguarded,
)


def raw_name(item: Criterion | Group) -> str:
    """Give the name of the points of *item* before cap, floor and yielding: that of the points themselves where it has none."""
    return f"{'q' if is_limited(item) else 'c'}_{item.id}"


class Emission:
    """Gathers the statements of a program; *places* is the scale of points. `constants` are look-up tables."""

    def __init__(self, places: int, ranges: Ranges) -> None:
        self.places, self.ranges = places, ranges
        self.constants: dict[str, object] = {}

    def item(self, item: Criterion | Group) -> list[ast.stmt]:
        """Emit a criterion, or a group whose items were emitted before it."""
        body = self._group(item) if isinstance(item, Group) else self._rule(item)
        body += self._limits(item)
        if item.applies is not None:
            names = dict.fromkeys([f"c_{item.id}", raw_name(item), *([] if isinstance(item, Group) else [f"w_{item.id}"])])
            nothing = [syntax.assign(name, ZERO) for name in names]
            body = [
                syntax.assign(f"a_{item.id}", expression(item.applies)),
                syntax.branch(syntax.name(f"a_{item.id}"), body, cast("list[ast.stmt]", nothing)),
            ]
        if item.maximum is not None and not isinstance(self.cap(item.id, item.maximum), ast.Constant):
            body.insert(0, syntax.assign(f"k_{item.id}", self.points(item.maximum)))
        return body + (self._yielding(item) if isinstance(item, Criterion) else [])

    def points(self, node: Expression) -> ast.expr:
        """Give *node* at the scale of points."""
        return at_scale(node, self.places)

    def _group(self, group: Group) -> list[ast.stmt]:
        points: list[ast.expr] = [syntax.name(f"c_{item.id}") for item in group.items]
        return [syntax.assign(raw_name(group), combined(group.combine, points))]

    def _rule(self, criterion: Criterion) -> list[ast.stmt]:
        points, row = raw_name(criterion), f"w_{criterion.id}"
        match criterion.rule:
            case Each():
                return self._each(criterion.rule, points, row)
            case Over(rules=rules):
                return self._over(rules, points, row)
            case rule:
                return self.simple(rule, points, row)

    def _limits(self, item: Criterion | Group) -> list[ast.stmt]:
        points, raw = f"c_{item.id}", raw_name(item)
        body: list[ast.stmt] = [] if raw == points else [syntax.assign(points, syntax.name(raw))]
        if item.maximum is not None:
            body.append(_limit(points, ast.Gt(), self.cap(item.id, item.maximum)))
        if item.minimum is not None:
            body.append(_limit(points, ast.Lt(), self.points(item.minimum)))
        return body

    def cap(self, id_: str, maximum: Expression) -> ast.expr:
        """Give the most that an item can give: a number, or where it depends on the facts the name that holds it."""
        cap = self.points(maximum)
        return cap if isinstance(cap, ast.Constant) else syntax.name(f"k_{id_}")

    def _yielding(self, criterion: Criterion) -> list[ast.stmt]:
        if not criterion.yields_to:
            return []
        gave: list[ast.expr] = [syntax.compare(syntax.name(f"c_{other}"), ast.NotEq(), ZERO) for other in criterion.yields_to]
        condition = gave[0] if len(gave) == 1 else ast.BoolOp(ast.Or(), gave)
        return [syntax.branch(condition, [syntax.assign(f"c_{criterion.id}", ZERO)], [])]

    def simple(self, rule: Simple, points: str, row: str) -> list[ast.stmt]:
        """Emit a rule that is neither `each` nor `over`, leaving its results in the names *points* and *row*."""
        match rule:
            case Fixed(when=when, row=fixed):
                return self._rows([(expression(when) if when is not None else syntax.constant(value=True), 1, fixed)], points, row)
            case Lookup():
                return self._lookup(rule, points, row)
            case Bands(bands=bands):
                return self._rows(
                    [(self._reached(rule, i), i + 1, band.row) for i, band in reversed(list(enumerate(bands)))], points, row
                )
            case Matrix(axis=axis):
                return self._axis(axis, points, row)
            case Per():
                return self._per(rule, points, row)
            case Cases(cases=cases):
                rows = [(_condition(c.when), number, c.row) for number, c in enumerate(cases, 1)]
                return self._rows(rows, points, row)
            case Formula(expression=formula):
                return [syntax.assign(points, self.points(formula)), syntax.assign(row, syntax.constant(1))]
            case Guarded(given=given, rule=inner):
                nothing = [syntax.assign(points, ZERO), syntax.assign(row, ZERO)]
                return [syntax.branch(expression(given), self.simple(inner, points, row), [*nothing])]
            case _:
                assert_never(rule)

    def _rows(self, rows: list[tuple[ast.expr, int, Row]], points: str, row: str) -> list[ast.stmt]:
        """Emit a list of conditions of which the first that holds gives its row.

        They nest as `elif` does; where they are many, a part at a time from the last, so that the nesting is never deep.
        """
        return first_of([(condition, self._found(number, given, points, row)) for condition, number, given in rows], points, row)

    def _found(self, number: int, given: Row, points: str, row: str) -> list[ast.stmt]:
        return [syntax.assign(points, self.points(given.points)), syntax.assign(row, syntax.constant(number))]

    def _axis(self, axis: Axis, points: str, row: str) -> list[ast.stmt]:
        """Emit one level of a matrix, with those below it inside its branches."""
        rows = [(_condition(when), self._cell(cell, points, row)) for when, cell in decisions(axis)]
        return first_of(rows, points, row)

    def _cell(self, cell: Cell | None, points: str, row: str) -> list[ast.stmt]:
        if cell is None:
            return [syntax.assign(points, ZERO), syntax.assign(row, ZERO)]
        if isinstance(cell.below, Row):
            return self._found(cell.number, cell.below, points, row)
        return self._axis(cell.below, points, row)

    def _lookup(self, rule: Lookup, points: str, row: str) -> list[ast.stmt]:
        options = cast("Choice", rule.subject.type).options
        rows = {options.index(option): (number, given) for number, (option, given) in enumerate(rule.rows, 1)}
        if not all(isinstance(given.points, Constant) for _, given in rows.values()):
            conditions = [
                (syntax.compare(expression(rule.subject), ast.Eq(), syntax.constant(i)), n, g) for i, (n, g) in rows.items()
            ]
            return self._rows(cast("list[tuple[ast.expr, int, Row]]", conditions), points, row)
        table = f"t_{len(self.constants)}"
        self.constants[table] = tuple(self._entry(rows.get(i)) for i in range(len(options)))
        found = ast.Subscript(syntax.name(table), expression(rule.subject), ast.Load())
        return [syntax.unpack([points, row], found)]

    def _entry(self, row: tuple[int, Row] | None) -> tuple[int, int]:
        if row is None:
            return (0, 0)
        points = cast("Constant", row[1].points)
        return (cast("int", points.value) * 10 ** (self.places - cast("Number", points.type).scale), row[0])

    def _reached(self, rule: Bands, index: int) -> ast.expr:
        band = rule.bands[index]
        if band.start is None:
            return syntax.constant(value=True)
        scale = common_scale(rule.subject, band.start)
        return syntax.compare(at_scale(rule.subject, scale), ast.Gt() if band.above else ast.GtE(), at_scale(band.start, scale))

    def _per(self, rule: Per, points: str, row: str) -> list[ast.stmt]:
        scale = common_scale(*(e for e in (rule.subject, rule.every, rule.after, rule.at_least) if e is not None))
        subject = at_scale(rule.subject, scale)
        exceeding = syntax.operate(subject, ast.Sub(), at_scale(rule.after, scale)) if rule.after is not None else subject
        units = exceeding if self._is_natural(rule) else syntax.call("max", ZERO, exceeding)
        every = at_scale(rule.every, scale)
        if not (isinstance(every, ast.Constant) and every.value == 1):
            units = syntax.operate(units, ast.FloorDiv(), every)
        if rule.at_least is not None:
            units = syntax.choose(syntax.compare(subject, ast.Lt(), at_scale(rule.at_least, scale)), ZERO, units)
        product = syntax.operate(syntax.name(row), ast.Mult(), self.points(rule.row.points))
        return [syntax.assign(row, units), syntax.assign(points, product)]

    def _is_natural(self, rule: Per) -> bool:
        """Whether the count of units can never fall below 0, so that nothing has to keep it there."""
        return rule.after is None and self.ranges.of(rule.subject)[0] >= 0

    def _inside(self, records: Name) -> Emission:
        """Give an emission for the rule over one record of a list, which shares the look-up tables of this one."""
        unknown = cast("UnknownRecords", self.ranges.lists[records.id])
        inside = Emission(self.places, replace(self.ranges, fields=unknown.fields))
        inside.constants = self.constants
        return inside

    def _each(self, rule: Each, points: str, row: str) -> list[ast.stmt]:
        inner = (
            self._first_further(rule.rule, row)
            if isinstance(rule.rule, FirstFurther)
            else self._inside(rule.records).simple(rule.rule, "x", "y")
        )
        value: ast.expr = syntax.name("x")
        if rule.max_each is not None:
            value = syntax.call("min", value, self.points(rule.max_each))
        inner += [ast.Expr(ast.Call(ast.Attribute(syntax.name("found"), "append", ast.Load()), [value], []))]
        inner += [ast.AugAssign(ast.Name(row, ast.Store()), ast.Add(), syntax.constant(1))]
        body = inner if rule.where is None else [syntax.branch(expression(rule.where), inner, [])]
        loop = ast.For(syntax.stored(fields_of(rule.records)), expression(rule.records), [*body], [])
        ending = syntax.assign(points, combined_list(rule.combine, syntax.name("found")))
        read = [syntax.assign("found", ast.List([], ast.Load())), syntax.assign(row, ZERO), loop, ending]
        return [syntax.branch(expression(rule.records), [*read], [syntax.assign(points, ZERO), syntax.assign(row, ZERO)])]

    def _first_further(self, rule: FirstFurther, row: str) -> list[ast.stmt]:
        is_first = syntax.compare(syntax.name(row), ast.Eq(), ZERO)
        return [syntax.assign("x", syntax.choose(is_first, self.points(rule.first), self.points(rule.further)))]

    def _over(self, rules: tuple[Simple, ...], points: str, row: str) -> list[ast.stmt]:
        body: list[ast.stmt] = [syntax.assign(points, ZERO), syntax.assign(row, ZERO)]
        for rule in rules:
            counted: ast.expr = (
                syntax.name("y") if isinstance(unguarded(rule), Per) else syntax.call("min", syntax.name("y"), syntax.constant(1))
            )
            body += self.simple(rule, "x", "y")
            body += [ast.AugAssign(ast.Name(points, ast.Store()), ast.Add(), syntax.name("x"))]
            body += [ast.AugAssign(ast.Name(row, ast.Store()), ast.Add(), counted)]
        return body


def _limit(points: str, beyond: ast.cmpop, limit: ast.expr) -> ast.stmt:
    """Emit that *points* are *limit* where they lie beyond it: a comparison is quicker than a call of `min`."""
    return syntax.branch(syntax.compare(syntax.name(points), beyond, limit), [syntax.assign(points, limit)], [])


def _condition(when: Expression | None) -> ast.expr:
    return syntax.constant(value=True) if when is None else expression(when)
