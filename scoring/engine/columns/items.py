"""From a policy to steps: questions, variables, criteria, groups, and who is admitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from scoring.engine.columns.expressions import Expressions, Scope
from scoring.engine.columns.lists import given_list, held_list
from scoring.engine.columns.operations import NO, Operations
from scoring.engine.columns.rules import NOTHING, ZERO, Rules, Scored
from scoring.engine.columns.steps import Value, column, condition, constant
from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Fact
from scoring.policy.known import in_order_of_questions
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import SetOf
from scoring.policy.model import Policy
from scoring.policy.rules import Combine
from scoring.policy.values import code_value, full_range


@dataclass(slots=True)
class Outline:
    """What a kernel gives of each row, by id in the policy's order; `outcome` is a place in `OUTCOMES`."""

    points: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, Value] = field(default_factory=dict)
    checks: dict[str, Value] = field(default_factory=dict)
    entitlements: dict[str, Value] = field(default_factory=dict)
    ranking: list[Value] = field(default_factory=list)
    total: Value = ZERO
    outcome: Value = ZERO


def outline(policy: Policy, ops: Operations, parameters: Mapping[str, Coded], day: int) -> Outline:
    """Take all the steps of *policy* with the figures of one day and round."""
    scope = _scope(policy, ops, parameters, day)
    expressions = Expressions(ops, scope)
    for fact in in_order_of_questions(policy):
        _hold(expressions, fact)
    for id_, node in policy.variables.items():
        scope.names[("variable", id_)] = ops.narrowed(expressions.of(node))
    found = Outline(checks={check.id: expressions.of(check.require) for check in policy.checks})
    items = Items(expressions, policy.places, found)
    for criterion in policy.criteria_in_order():
        items.criterion(criterion)
    found.total = ops.narrowed(ops.total([items.group(group) for group in policy.groups]))
    found.points = {item.id: found.points[item.id] for item in policy.walk()}
    _select(policy, items, found)
    return found


def _scope(policy: Policy, ops: Operations, parameters: Mapping[str, Coded], day: int) -> Scope:
    sets = {p.id: cast("tuple[int, ...]", parameters[p.id]) for p in policy.parameters.values() if isinstance(p.type, SetOf)}
    names = {("parameter", id_): constant(cast("int", value)) for id_, value in parameters.items() if id_ not in sets}
    plain = [fact for fact in policy.facts.values() if fact.kind != "list"]
    names |= {("fact", f.id): condition(f"f_{f.id}") if f.kind == "boolean" else column(f"f_{f.id}", full_range(f)) for f in plain}
    given = {fact.id: condition(f"g_{fact.id}") for fact in plain if fact.optional}
    lists = {fact.id: given_list(ops, fact) for fact in policy.facts.values() if fact.kind == "list"}
    return Scope(names, given, sets, lists, {}, constant(day), NO)


def _hold(expressions: Expressions, fact: Fact) -> None:
    """Let *fact* hold its default where its question is not asked; nothing reads the value of an empty one."""
    assert fact.ask is not None  # noqa: S101 - in_order_of_questions gives those with a condition
    ops, scope, asked = expressions.ops, expressions.scope, expressions.when(fact.ask.when)
    if fact.kind == "list":
        scope.lists[fact.id] = held_list(ops, fact, scope.lists[fact.id], asked)
        return
    default = code_value(fact, fact.default, "")
    if default is not None:
        scope.names[("fact", fact.id)] = ops.choose(asked, scope.names[("fact", fact.id)], constant(default))
    if fact.optional:
        scope.given[fact.id] = ops.choose(asked, scope.given[fact.id], constant(default is not None))


class Items:
    """Takes the steps of criteria and groups into *found*."""

    def __init__(self, expressions: Expressions, places: int, found: Outline) -> None:
        self.rules, self.found = Rules(expressions, places), found
        self.expressions, self.ops = expressions, expressions.ops

    def criterion(self, criterion: Criterion) -> None:
        """Take the steps of a criterion, after those that it yields to."""
        points, row = self._limited(criterion, self.rules.rule(criterion.rule))
        gave = self.ops.either([self.ops.compare("!=", self.found.points[other], ZERO) for other in criterion.yields_to])
        self.found.points[criterion.id] = self.ops.narrowed(self.ops.choose(gave, ZERO, points))
        self.found.rows[criterion.id] = self.ops.narrowed(row)

    def group(self, group: Group) -> Value:
        """Take the steps of a group whose criteria were taken before it; give its points."""
        items = [self.group(i) if isinstance(i, Group) else self.found.points[i.id] for i in group.items]
        points = self._limited(group, Scored(self._combined(group.combine, items), ZERO)).points
        self.found.points[group.id] = self.ops.narrowed(points)
        return self.found.points[group.id]

    def _limited(self, item: Criterion | Group, scored: Scored) -> Scored:
        points = scored.points
        if item.maximum is not None:
            points = self.ops.lower(points, self.rules.points(item.maximum))
        if item.minimum is not None:
            points = self.ops.higher(points, self.rules.points(item.minimum))
        return self.rules.choose(self.expressions.when(item.applies), Scored(points, scored.row), NOTHING)

    def _combined(self, how: Combine, points: Sequence[Value]) -> Value:
        """Add all, or the highest of them: each is pushed down a row of the highest so far."""
        if how == "sum":
            return self.ops.total(points)
        best: list[Value] = []
        for each in points:
            falling = each
            for place, held in enumerate(best):
                best[place], falling = self.ops.higher(held, falling), self.ops.lower(held, falling)
            if len(best) < (1 if how == "highest" else how):
                best.append(falling)
        return self.ops.total(best)


def _select(policy: Policy, items: Items, found: Outline) -> None:
    """Take the steps of who is admitted, of what that unlocks, and of the keys that rank."""
    ops, expressions, selection = items.ops, items.expressions, policy.selection
    waived = [expressions.of(r.unless) if r.unless is not None else NO for r in policy.requirements]
    met = ops.both([ops.either([w, expressions.of(r.require)]) for w, r in zip(waived, policy.requirements, strict=True)])
    vetoed = ops.either([expressions.of(veto.when) for veto in policy.vetoes])
    expressions.scope.points.update(found.points)
    expressions.scope.points[None] = found.total
    reached = constant(value=True)
    if selection.threshold is not None:
        enough = ops.compare(">=", found.total, items.rules.points(selection.threshold))
        reached = ops.either([NO if selection.unless is None else expressions.of(selection.unless), enough])
    admitted = ops.both([reached, met, ops.inverse(vetoed)])
    expressions.scope.admitted = admitted
    # Of vetoed, requirements not met, below the threshold, eligible the first that applies.
    passed = ops.add(constant(2), ops.number(reached))
    found.outcome = ops.choose(vetoed, ZERO, ops.choose(met, passed, constant(1)))
    found.entitlements = {e.id: expressions.of(e.when) for e in policy.entitlements}
    if selection.ranking is not None:
        keys = [(ops.number(expressions.of(key)), descending) for key, descending in selection.ranking.then]
        found.ranking = [ops.negative(items.rules.points(selection.ranking.by))]
        found.ranking += [ops.negative(key) if descending else key for key, descending in keys]
