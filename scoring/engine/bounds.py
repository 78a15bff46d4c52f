"""The reader for missing facts: the lowest and highest of everything, and each condition as far as it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scoring.engine.result import FoundOpen, from_readings
from scoring.policy.known import some
from scoring.policy.language.range_functions import join
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN, PointRanges
from scoring.policy.point_sums import NONE
from scoring.policy.values import code_value


def read_bounds(policy: Policy, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> FoundOpen:
    """Read *policy* over the coded *facts* that are known; what is missing is open."""
    return read_ranges(policy, facts, some(policy, facts, parameters, day))


def read_ranges(policy: Policy, facts: Mapping[str, Any], ranges: Ranges) -> FoundOpen:
    """Read *policy* over *ranges*, of which the coded *facts* are those given as one value."""
    points = PointRanges(policy, ranges)
    scored: dict[str | None, Range] = {id_: reading.points for id_, reading in points.readings.items()}
    scored[None] = points.total
    waivers = {r.id: ranges.of(r.unless) if r.unless is not None else NONE for r in policy.requirements}
    requirements = {r.id: join(max, [ranges.of(r.require), waivers[r.id]]) for r in policy.requirements}
    vetoes = {v.id: ranges.of(v.when) for v in policy.vetoes}
    ranges = replace(ranges, points=scored)
    threshold, reached = _reached(policy, ranges, points.total)
    open_to = join(min, [CERTAIN, reached, *requirements.values(), *((1 - v[1], 1 - v[0]) for v in vetoes.values())])
    ranges = replace(ranges, admitted=open_to)
    return FoundOpen(
        facts=_held(policy, facts, ranges),
        variables={id_: range_ for id_, range_ in ranges.variables.items() if ranges.when(policy.guards.get(id_)) == CERTAIN},
        requirements=requirements,
        waivers=waivers,
        vetoes=vetoes,
        table=from_readings(policy, points.readings),
        total=points.total,
        threshold=threshold,
        reached=reached,
        entitlements={e.id: ranges.of(e.when) for e in policy.entitlements},
        ranking=_ranking(policy, ranges),
    )


def check_certain(policy: Policy, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> tuple[bool, ...]:
    """Say of each check of the policy whether the answers can still agree with it."""
    ranges = some(policy, facts, parameters, day)
    return tuple(bool(ranges.of(check.require)[1]) for check in policy.checks)


def _reached(policy: Policy, ranges: Ranges, total: Range) -> tuple[Range | None, Range]:
    selection = policy.selection
    if selection.threshold is None:
        return None, CERTAIN
    low, high = ranges.at_scale(selection.threshold, policy.places)
    enough: Range = (total[0] >= high, total[1] >= low)
    return (low, high), enough if selection.unless is None else join(max, [enough, ranges.of(selection.unless)])


def _ranking(policy: Policy, ranges: Ranges) -> tuple[Range, ...]:
    ranking = policy.selection.ranking
    if ranking is None:
        return ()
    return (ranges.at_scale(ranking.by, policy.places), *(ranges.of(key) for key, _ in ranking.then))


def _held(policy: Policy, facts: Mapping[str, Any], ranges: Ranges) -> dict[str, Any]:
    """Give each fact's coded value where it is certain: what was given, or the default that a question's `when` imposes."""
    held: dict[str, Any] = {}
    for id_, given in facts.items():
        fact = policy.facts[id_]
        asked = ranges.when(fact.ask.when) if fact.ask else CERTAIN
        default = given if asked[0] else code_value(fact, fact.default, "")
        if given == default or not asked[1]:
            held[id_] = default
    return held
