"""Advising: the cheapest lawful ways to the threshold, or up the ranking. Every way is verified by assessing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, assert_never

from scoring.engine.advice.levers import costs_of, movable
from scoring.engine.advice.outlook import Goal, Outlook, Prospect, prospect_of
from scoring.engine.advice.result import COSTS, THRESHOLD, Advice, Aim, Change, Rank, Standing, Threshold, Way
from scoring.engine.advice.search import LIMIT, Cheapest, Highest, Worth
from scoring.engine.advice.space import Lever, Point, Space
from scoring.engine.assessing import assess
from scoring.engine.assessment import Assessment
from scoring.engine.compiling import compiled
from scoring.engine.figures import parameters_of
from scoring.policy.language import arithmetic
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN
from scoring.policy.values import decode_value

MOST = 5  # ways shown


def advise(
    policy: Policy,
    facts: Mapping[str, Any],
    *,
    on: date,
    round_id: str | None = None,
    allowed_costs: frozenset[str] = frozenset(),
    aim: Aim = THRESHOLD,
) -> Advice:
    """Find the cheapest lawful ways from *facts* to *aim*, as if all of it were done by the day *on*.

    Only what the policy marks attainable or elective is changed, and nothing that costs what *allowed_costs* (of `COSTS`)
    does not name. While required facts are missing a way counts only if it is one whatever they are. Raises what `assess`
    raises.
    """
    return Advising(policy, facts, assess(policy, facts, on=on, round_id=round_id), allowed_costs).advice(aim)


class Advising:
    """The search for one person, who stands where *before* says."""

    def __init__(
        self, policy: Policy, facts: Mapping[str, Any], before: Assessment, allowed_costs: frozenset[str], limit: int = LIMIT
    ) -> None:
        self.policy, self.given, self.before, self.limit = policy, facts, before, limit
        day = from_date(before.on)
        coded = dict(zip(policy.facts, compiled(policy).read(facts), strict=True))
        can = list(movable(policy, coded, day))
        left_out = {cost for one in can for cost in costs_of(one.fact)} - allowed_costs
        self.withheld = tuple(cost for cost in COSTS if cost in left_out)
        self.space = Space((one for one in can if allowed_costs.issuperset(costs_of(one.fact))), day)
        self.outlook = Outlook(policy, self.space, coded, parameters_of(policy, before.on, before.round), day)
        self.start = prospect_of(before.found, CERTAIN)

    def advice(self, aim: Aim) -> Advice:
        """Give the advice for *aim*."""
        plain = Advice(aim, Standing.REACHED, self.before, missing=self.before.missing, withheld=self.withheld)
        match aim:
            case Threshold():
                return self._reach(plain, Goal(), lambda prospect: prospect.total[1])
            case Rank(points=points):
                return self._rank(plain, points)
            case _:
                assert_never(aim)

    def _rank(self, plain: Advice, points: Decimal | None) -> Advice:
        if self.policy.selection.ranking is None or self.outlook.is_admitted_without_points():
            return replace(plain, standing=Standing.NOT_RANKED)
        if points is None:
            return self._climb(plain)
        return self._reach(plain, Goal(ceil(Fraction(points) * 10**self.policy.places)), lambda prospect: prospect.ranked[1])

    def _reach(self, plain: Advice, goal: Goal, height: Callable[[Prospect], int]) -> Advice:
        """Find the cheapest ways to *goal*; where there is none, the way to the greatest *height*."""
        if goal.is_met(self.start):
            return plain
        found = Cheapest(self.outlook, goal, self.limit).run(MOST)
        ways = tuple(way for way in map(self._way, found.points) if goal.is_met(prospect_of(way.assessment.found, CERTAIN)))
        advice = replace(plain, standing=Standing.WAYS, ways=ways, nodes=found.nodes, proven=found.proven)
        if ways:
            return advice
        if self.outlook.missing and goal.is_possible(self.outlook.within(self.space.root)):
            return replace(advice, standing=Standing.MISSING)
        if not found.proven:
            return replace(advice, standing=Standing.NOT_FOUND)
        return self._highest(replace(advice, standing=Standing.UNREACHABLE), height)

    def _highest(self, advice: Advice, height: Callable[[Prospect], int]) -> Advice:
        def worth(prospect: Prospect, _: int) -> Worth:
            return (height(prospect),)

        found = Highest(self.outlook, worth, worth, self.limit).run(self.space.root)
        (point,) = found.points  # the person as such is one
        return replace(advice, highest=self._way(point), nodes=advice.nodes + found.nodes, proven=found.proven)

    def _climb(self, plain: Advice) -> Advice:
        """Find how each fact by itself raises the ranking sum the most for each effort, and no eligible outcome is lost."""
        low, eligible = self.start.ranked[0], self.start.eligible[0]

        def worth(prospect: Prospect, cost: int) -> Worth | None:
            return (Fraction(prospect.ranked[0] - low, max(1, cost)),) if prospect.eligible[0] >= eligible else None

        def bound(prospect: Prospect, cost: int) -> Worth:
            return (Fraction(prospect.ranked[1] - low, max(1, cost)),)

        share = self.limit // max(1, len(self.space.levers))
        found = [Highest(self.outlook, worth, bound, share).run(self.space.alone(lever)) for lever in self.space.levers]
        gains = [way for search in found for way in map(self._way, search.points) if way.ranked is not None and way.ranked > 0]
        gains.sort(key=lambda way: (way.cost > 0, -Fraction(way.ranked or 0) / max(1, way.cost)))
        standing = Standing.WAYS if gains else Standing.MISSING if self.outlook.missing else Standing.UNREACHABLE
        nodes, proven = sum(search.nodes for search in found), all(search.proven for search in found)
        return replace(plain, standing=standing, ways=tuple(gains), nodes=nodes, proven=proven)

    def _way(self, point: Point) -> Way:
        changes = tuple(self._changes(point))
        facts = {**self.given, **{change.fact.id: change.new for change in changes}}
        after = assess(self.policy, facts, on=self.before.on, round_id=self.before.round.id if self.before.round else None)
        ranked = None
        if self.policy.selection.ranking is not None:
            ranked = arithmetic.decode(after.found.ranking[0][0] - self.start.ranked[0], self.policy.places)
        return Way(changes, sum(change.cost for change in changes), after.lowest - self.before.lowest, ranked, after)

    def _changes(self, point: Point) -> Iterator[Change]:
        for lever in self.space.levers:
            if point[lever.number]:
                yield self._change(lever, point)

    def _change(self, lever: Lever, point: Point) -> Change:
        fact, place = lever.fact, point[lever.number]
        old, new = decode_value(fact, lever.now), decode_value(fact, self.space.value(lever, point))
        added = new[len(lever.now) :] if isinstance(new, tuple) else ()
        return Change(fact, old, new, lever.dial.efforts(place), lever.dial.cost(place), costs_of(fact), fact.evidence, added)
