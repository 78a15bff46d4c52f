"""A policy with all that is settled put in: what nothing the person can do, and no missing answer, can change any more.

It gives the same points and conditions wherever the search looks, and is read many times faster.
"""

from __future__ import annotations

from dataclasses import replace

from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Fact
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Constant, Expression, PointsOf, walk
from scoring.policy.language.types import Number, Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN, PointRanges
from scoring.policy.point_sums import NONE
from scoring.policy.rules import Formula


def reduced(policy: Policy, held: Ranges) -> Policy:
    """Give *policy* with what is settled in *held*, the ranges over everything that the search may meet."""
    ranking = policy.selection.ranking
    waived = {r.id: held.of(r.unless) if r.unless is not None else NONE for r in policy.requirements}
    return replace(
        policy,
        facts={fact.id: replace(fact, ask=None) if _is_always_asked(fact, held) else fact for fact in policy.facts.values()},
        checks=tuple(check for check in policy.checks if held.of(check.require) != CERTAIN),
        variables={id_: _constant(expression, held.variables[id_]) for id_, expression in policy.variables.items()},
        requirements=tuple(r for r in policy.requirements if CERTAIN not in {held.of(r.require), waived[r.id]}),
        vetoes=tuple(veto for veto in policy.vetoes if held.of(veto.when) != NONE),
        groups=tuple(map(_Reduction(policy, PointRanges(policy, held)).group, policy.groups)),
        entitlements=(),
        selection=replace(policy.selection, ranking=replace(ranking, then=()) if ranking else None),
    )


def _is_always_asked(fact: Fact, held: Ranges) -> bool:
    return fact.ask is not None and fact.ask.when is not None and held.of(fact.ask.when) == CERTAIN


def _constant(expression: Expression, found: Range) -> Expression:
    low, high = found
    return Constant(expression.type, low) if low == high else expression


class _Reduction:
    """The point table with constants for what is settled, those of a sum added up; items that others name stay apart."""

    def __init__(self, policy: Policy, points: PointRanges) -> None:
        self.places, self.readings = policy.places, points.readings
        selection = policy.selection
        parts = [selection.threshold, selection.unless, selection.ranking.by if selection.ranking else None]
        read = [node for part in parts if part is not None for node in walk(part)]
        self.named = {node.id for node in read if isinstance(node, PointsOf)}
        self.named |= {id_ for item in policy.walk() if isinstance(item, Criterion) for id_ in item.yields_to}

    def group(self, group: Group) -> Group:
        """Reduce *group*."""
        items = [self._item(item) for item in group.items]
        if group.combine != "sum":
            return replace(group, items=tuple(items))
        settled_items = [item for item in items if self._is_constant(item) and item.id not in self.named]
        others = [item for item in items if item not in settled_items]
        points = sum(self.readings[item.id].points[0] for item in settled_items)
        return replace(group, items=(*others, *(self._constant(item, points) for item in settled_items[:1])))

    def _item(self, item: Criterion | Group) -> Criterion | Group:
        low, high = self.readings[item.id].points
        if isinstance(item, Group) and (low < high or self._names_within(item)):
            return self.group(item)
        return self._constant(item, low) if low == high else item

    def _names_within(self, group: Group) -> bool:
        """Whether *group* or something in it is named."""
        items = (self._names_within(item) if isinstance(item, Group) else item.id in self.named for item in group.items)
        return group.id in self.named or any(items)

    def _constant(self, item: Criterion | Group, points: int) -> Criterion:
        return Criterion(item.about, Formula(Constant(Number(self.places), points)))

    def _is_constant(self, item: Criterion | Group) -> bool:
        return isinstance(item, Criterion) and isinstance(item.rule, Formula) and isinstance(item.rule.expression, Constant)
