"""A slow and obvious reading of a policy: values as fractions, dates and words, one line for each rule of the format.

Nothing here is shared with the engine but the model itself, so that the two can be compared.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from scoring.policy.criteria import Criterion, Group
from scoring.policy.language import tree
from scoring.policy.language.tables import ByBand, ByOption
from scoring.policy.language.types import Choice, Day, Number, SetOf
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Each, FirstFurther, Fixed, Formula, Guarded, Lookup, Matrix, Over, Per, Row


@dataclass
class Reading:
    """What the reference found."""

    points: dict[str, Fraction] = field(default_factory=dict)
    total: Fraction = Fraction(0)
    outcome: str = ""
    requirements: dict[str, bool] = field(default_factory=dict)
    vetoes: dict[str, bool] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    entitlements: list[str] = field(default_factory=list)
    ranking: list[Any] = field(default_factory=list)


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months_later(start, months) <= end else months - 1


def rounded(exact: Fraction, places: int, how: str) -> Fraction:
    scaled = abs(exact) * 10**places
    below = scaled.__floor__()
    more = {"half_up": scaled - below >= Fraction(1, 2), "down": False, "up": scaled > below}[how]
    return (-1 if exact < 0 else 1) * Fraction(below + more, 10**places)


def constant(type_: Any, value: Any) -> Any:
    match type_:
        case Number(scale=scale):
            return Fraction(value, 10**scale)
        case Day():
            return date(value // 10000, value // 100 % 100, value % 100)
        case SetOf(element=element):
            return {constant(element, item) for item in value}
    return value


class Reference:
    """Reads *policy* for *facts* (values as people give them, defaults included) on *day*."""

    def __init__(self, policy: Policy, facts: Mapping[str, Any], day: date, parameters: Mapping[str, Any]) -> None:
        self.policy, self.day = policy, day
        self.parameters = {id_: constant(policy.parameters[id_].type, value) for id_, value in parameters.items()}
        self.facts = {f.id: self.plain(f, facts.get(f.id, f.default)) for f in policy.facts.values()}
        self.variables: dict[str, Any] = {}
        self.found = Reading()
        self.admitted = False
        questions = [f for f in policy.facts.values() if f.ask and f.ask.when is not None]
        for _ in questions:  # as often as there are questions: each finds those before it settled
            for f in questions:
                if not self.of(f.ask.when):
                    self.facts[f.id] = self.plain(f, f.default)

    def plain(self, fact: Any, value: Any) -> Any:
        if value is None:
            return None
        match fact.kind:
            case "integer" | "decimal":
                return Fraction(str(value))
            case "date":
                return value if isinstance(value, date) else date.fromisoformat(value)
            case "choice":
                return [o.id for o in fact.options].index(value)
            case "list":
                return [{f.id: self.plain(f, record.get(f.id, f.default)) for f in fact.fields} for record in value]
        return value

    def read(self) -> Reading:
        found, policy = self.found, self.policy
        for id_, expression in policy.variables.items():
            self.variables[id_] = found.variables[id_] = self.of(expression)
        for group in policy.groups:
            self.item(group)
        found.total = sum((found.points[g.id] for g in policy.groups), Fraction(0))
        for r in policy.requirements:
            found.requirements[r.id] = self.of(r.require) or (r.unless is not None and self.of(r.unless))
        found.vetoes = {v.id: self.of(v.when) for v in policy.vetoes}
        s = policy.selection
        reached = s.threshold is None or found.total >= self.of(s.threshold) or (s.unless is not None and self.of(s.unless))
        if any(found.vetoes.values()):
            found.outcome = "vetoed"
        elif not all(found.requirements.values()):
            found.outcome = "requirements_not_met"
        else:
            found.outcome = "eligible" if reached else "below_threshold"
        self.admitted = found.outcome == "eligible"
        found.entitlements = [e.id for e in policy.entitlements if self.of(e.when)]
        if s.ranking:
            found.ranking = [self.of(s.ranking.by), *(self.of(key) for key, _ in s.ranking.then)]
        return found

    def item(self, item: Criterion | Group) -> Fraction:
        if item.id in self.found.points:
            return self.found.points[item.id]
        if isinstance(item, Group):
            points = self.combined(item.combine, [self.item(i) for i in item.items])
        else:
            points = self.rule(item.rule, {})
        if item.maximum is not None:
            points = min(points, self.of(item.maximum))
        if item.minimum is not None:
            points = max(points, self.of(item.minimum))
        if item.applies is not None and not self.of(item.applies):
            points = Fraction(0)
        criteria = {c.id: c for c in self.policy.walk()}
        if isinstance(item, Criterion) and any(self.item(criteria[other]) != 0 for other in item.yields_to):
            points = Fraction(0)
        self.found.points[item.id] = points
        return points

    def combined(self, how: Any, points: list[Fraction]) -> Fraction:
        number = {"sum": len(points), "highest": 1}.get(how, how)
        return sum(sorted(points, reverse=True)[:number], Fraction(0))

    def rule(self, rule: Any, record: Mapping[str, Any]) -> Fraction:  # noqa: C901, PLR0911 - one case for each kind of rule
        match rule:
            case Each():
                counted = [r for r in self.facts[rule.records.id] if rule.where is None or self.of(rule.where, r)]
                points = [self.one(rule, r, first=index == 0) for index, r in enumerate(counted)]
                return self.combined(rule.combine, points)
            case Over(rules=rules):
                return sum((self.rule(r, record) for r in rules), Fraction(0))
            case Fixed(when=when, row=row):
                return self.of(row.points, record) if when is None or self.of(when, record) else Fraction(0)
            case Guarded(rule=inner):
                return Fraction(0) if self.of(inner.subject, record) is None else self.rule(inner, record)
            case Lookup(subject=subject, rows=rows):
                option = subject.type.options[self.of(subject, record)]
                return next((self.of(row.points, record) for id_, row in rows if id_ == option), Fraction(0))
            case Bands(subject=subject, bands=bands):
                return self.bands(self.of(subject, record), bands, record)
            case Matrix(axis=axis):
                return self.matrix(axis, record)
            case Per():
                return self.per(rule, record)
            case Cases(cases=cases):
                return next(
                    (self.of(c.row.points, record) for c in cases if c.when is None or self.of(c.when, record)), Fraction(0)
                )
            case Formula(expression=expression):
                return self.of(expression, record)
        raise AssertionError(rule)

    def matrix(self, axis: Any, record: Mapping[str, Any]) -> Fraction:
        value = self.of(axis.subject, record)
        below = None
        if value is None:
            return Fraction(0)
        if isinstance(axis.subject.type, Number | Day):
            for cell in axis.cells:
                start = None if cell.start is None else self.of(cell.start, record)
                if start is None or value > start or (value == start and not cell.above):
                    below = cell.below
        else:
            key = axis.subject.type.options[value] if isinstance(axis.subject.type, Choice) else str(value).lower()
            below = next((cell.below for cell in axis.cells if cell.key == key), None)
        if below is None:
            return Fraction(0)
        return self.of(below.points, record) if isinstance(below, Row) else self.matrix(below, record)

    def one(self, rule: Each, record: Mapping[str, Any], *, first: bool) -> Fraction:
        if isinstance(rule.rule, FirstFurther):
            points = self.of(rule.rule.first if first else rule.rule.further, record)
        else:
            points = self.rule(rule.rule, record)
        return points if rule.max_each is None else min(points, self.of(rule.max_each, record))

    def bands(self, value: Any, bands: Any, record: Mapping[str, Any]) -> Fraction:
        given = Fraction(0)
        for band in bands:  # starts rise, so the last that is reached holds
            start = None if band.start is None else self.of(band.start, record)
            if start is None or (value > start if band.above else value >= start):
                given = self.of(band.row.points, record)
        return given

    def per(self, rule: Per, record: Mapping[str, Any]) -> Fraction:
        value, every = self.of(rule.subject, record), self.of(rule.every, record)
        if rule.at_least is not None and value < self.of(rule.at_least, record):
            return Fraction(0)
        exceeding = max(Fraction(0), value - (self.of(rule.after, record) if rule.after is not None else 0))
        return (exceeding // every) * self.of(rule.row.points, record)

    def of(self, node: Any, record: Mapping[str, Any] | None = None) -> Any:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of node
        def see(inner: Any) -> Any:
            return self.of(inner, record)

        match node:
            case tree.Constant(type=type_, value=value):
                return constant(type_, value)
            case tree.Name(kind=kind, id=id_):
                tables = {"fact": self.facts, "field": record, "parameter": self.parameters, "variable": self.variables}
                return tables[kind][id_]
            case tree.Given(id=id_):
                return self.facts[id_] is not None
            case tree.AssessmentDate():
                return self.day
            case tree.PointsOf(id=id_):
                return self.found.total if id_ is None else self.found.points[id_]
            case tree.Admitted():
                return self.admitted
            case tree.InForce():
                day, given = see(node.day), [see(argument) for argument in node.arguments]
                return None if None in (day, *given) else self.in_force(node, day, given)
            case tree.Arithmetic(operator=operator, left=left, right=right):
                one, other = see(left), see(right)
                if one is None or other is None:
                    return None
                return {
                    "+": one + other,
                    "-": one - other,
                    "*": one * other,
                    "//": Fraction(one // other) if operator == "//" else None,
                }[operator]
            case tree.Comparison(operator=operator, left=left, right=right):
                one, other = see(left), see(right)
                if one is None or other is None:
                    return False
                equal = one == other
                below = False if isinstance(one, bool) else one < other
                return {
                    "==": equal,
                    "!=": not equal,
                    "<": below,
                    "<=": below or equal,
                    ">": not below and not equal,
                    ">=": not below,
                }[operator]
            case tree.Membership(item=item, items=items):
                return see(item) in see(items)
            case tree.Not(operand=operand):
                return not see(operand)
            case tree.Logic(operator=operator, operands=operands):
                return (all if operator == "and" else any)(see(o) for o in operands)
            case tree.Conditional(condition=condition, then=then, otherwise=otherwise):
                return see(then) if see(condition) else see(otherwise)
            case tree.Call(function=function, arguments=arguments):
                given = [see(a) for a in arguments]
                return None if None in given else self.call(node, function, given)
            case tree.Fold():
                return self.fold(node)
        raise AssertionError(node)

    def in_force(self, node: tree.InForce, day: date, arguments: list[Any]) -> Any:
        coded = int(day.strftime("%Y%m%d"))
        if node.id in self.policy.parameters:
            parameter = self.policy.parameters[node.id]
            return constant(parameter.type, [v for key, v in parameter.values.items() if key <= day.isoformat()][-1])
        shape = self.policy.tables[node.id].shape
        below: Any = [cell for first, cell in shape.values if first <= coded][-1]
        for argument, expression in zip(arguments, node.arguments, strict=True):
            match below:
                case ByOption(cells=cells):
                    options = getattr(expression.type, "options", None)
                    key = options[argument] if options else str(argument).lower()
                    below = dict(cells).get(key, 0)
                case ByBand(starts=starts, cells=cells):
                    at = int(argument.strftime("%Y%m%d")) if isinstance(argument, date) else argument
                    below = cells[sum(1 for start in starts if Fraction(start) <= at)]
        return constant(shape.type, below)

    def call(self, node: tree.Call, function: str, values: list[Any]) -> Any:  # noqa: C901, PLR0911 - one line for each function
        places = getattr(node.type, "scale", 0)
        match function:
            case "ratio":
                return rounded(Fraction(values[0]) / Fraction(values[1]), places, node.rounding)
            case "round" | "round_down" | "round_up":
                return rounded(Fraction(values[0]), places, node.rounding)
            case "months_between":
                return Fraction(months_between(*values))
            case "years_between":
                return Fraction(months_between(*values) // 12)
            case "days_between":
                return Fraction(max(0, (values[1] - values[0]).days))
            case "date":
                return date(*(int(v) for v in values))
            case "year" | "month":
                return Fraction(getattr(values[0], function))
            case "add_months":
                return months_later(values[0], int(values[1]))
            case "clamp":
                return max(values[1], min(values[0], values[2]))
            case "count_of":
                return Fraction(sum(values))
        return {"min": min, "max": max, "abs": abs}[function](*values)

    def fold(self, node: tree.Fold) -> Any:
        records = self.facts[node.records.id]
        match node.function:
            case "any":
                return any(node.condition is None or self.of(node.condition, r) for r in records)
            case "all":
                return all(self.of(node.condition, r) for r in records)
        kept = [r for r in records if node.condition is None or self.of(node.condition, r)]
        values = [Fraction(1) if node.value is None else self.of(node.value, r) for r in kept]
        return max(values, default=Fraction(0)) if node.function == "best" else sum(values, Fraction(0))


def coded(type_: Any, value: Any) -> Any:
    """Give a reference value as the engine decodes it."""
    if isinstance(type_, Choice):
        return type_.options[value]
    return value
