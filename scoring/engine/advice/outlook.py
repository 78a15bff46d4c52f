"""What the policy would say at a point, and the most and least it could say anywhere in a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from scoring.engine.advice.levers import resting_on
from scoring.engine.advice.reduced import reduced
from scoring.engine.advice.space import Box, Point, Space
from scoring.engine.bounds import read_ranges
from scoring.engine.compiling import compiled
from scoring.engine.exact_result import Found
from scoring.engine.facts_read import fact_ids
from scoring.engine.program import Compact
from scoring.engine.reader import MISSING
from scoring.policy.known import as_given, as_held
from scoring.policy.language.range_functions import join
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Coded, Expression
from scoring.policy.language.types import LIMIT, Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN


@dataclass(frozen=True, slots=True)
class Prospect:
    """Ranges: whether the answers agree with each other, whether the outcome is eligible, the total, and the sum that ranks.

    Without a ranking the sum that ranks is 0.
    """

    agrees: Range
    eligible: Range
    total: Range
    ranked: Range


CONTRADICTION = Prospect((0, 0), (0, 0), (-LIMIT, -LIMIT), (-LIMIT, -LIMIT))


def prospect_of(found: Found, agrees: Range) -> Prospect:
    """Give what a reading promises."""
    refusals = [(1 - high, 1 - low) for low, high in found.vetoes.values()]
    eligible = join(min, [found.reached, *found.requirements.values(), *refusals])
    if found.threshold is None and found.total[0] < found.total[1]:  # rank alone decides, and the total that ranks is open
        eligible = (0, eligible[1])
    return Prospect(agrees, eligible, found.total, found.ranking[0] if found.ranking else (0, 0))


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted: an eligible outcome, and where places are limited a sum of at least `ranked` (coded)."""

    ranked: int = -LIMIT

    def is_met(self, prospect: Prospect) -> bool:
        """Whether it is reached for certain, whatever is still open."""
        return bool(prospect.agrees[1] and prospect.eligible[0]) and prospect.ranked[0] >= self.ranked

    def is_possible(self, prospect: Prospect) -> bool:
        """Whether it can be reached at all."""
        return bool(prospect.agrees[1] and prospect.eligible[1]) and prospect.ranked[1] >= self.ranked


class Outlook:
    """Reads points and boxes of *space*; *facts* are coded by id, with MISSING for what is not known."""

    def __init__(self, policy: Policy, space: Space, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> None:
        self.space, self.facts, self.day = space, facts, day
        self._run = compiled(policy).program.run
        self._parameters = tuple(parameters.values())
        known = {id_: value for id_, value in facts.items() if value is not MISSING}
        self.missing = tuple(id_ for id_ in facts if id_ not in known)
        self._given = as_given(policy, known, parameters, day)
        self.policy = reduced(policy, as_held(policy, space.narrow(self._given, space.root)))
        self._doubtful = [c.require for c in self.policy.checks if self._rests_on_missing(c.require)]
        self._worst = self._completed()

    def _rests_on_missing(self, condition: Expression) -> bool:
        return not resting_on(self.policy, fact_ids(self.policy, [condition])).isdisjoint(self.missing)

    def _completed(self) -> Ranges:
        """Complete what is missing, one fact after the other, by the end of its range that promises less and contradicts nothing.

        Where both could contradict the other answers the fact stays open, and so do lists.
        """
        ranges = self._given
        for id_ in (id_ for id_ in self.missing if id_ in ranges.facts):
            ends = [replace(ranges, facts={**ranges.facts, id_: (end, end)}) for end in ranges.facts[id_]]
            sound = [end for end in ends if self._are_answers(end)]
            ranges = min(sound, key=self._promise, default=ranges)
        return ranges

    def _promise(self, ranges: Ranges) -> tuple[int, int, int]:
        prospect = self._read(ranges, self.space.root)
        return (prospect.eligible[1], prospect.total[1], prospect.ranked[1])

    def _are_answers(self, ranges: Ranges) -> bool:
        """Whether what was put for missing answers contradicts no other answer, whatever is changed."""
        held = as_held(self.policy, self.space.narrow(ranges, self.space.root))
        return all(held.of(condition)[0] for condition in self._doubtful)

    def is_admitted_without_points(self) -> bool:
        """Whether the person is admitted outside the ranking for certain, whatever is changed."""
        unless = self.policy.selection.unless
        return unless is not None and as_held(self.policy, self.space.narrow(self._given, self.space.start)).of(unless) == CERTAIN

    def at(self, point: Point) -> Prospect:
        """Read one point."""
        box = Box(point, point)
        if self.missing or self.space.has_twins(box):
            return self.within(box)
        values = self.space.values(point)
        compact = Compact(*self._run(tuple({**self.facts, **values}.values()), self._parameters, self.day))
        ranked = int(compact.ranking[0]) if compact.ranking else 0  # type: ignore[arg-type]  # the sum is a number
        return Prospect(_both(all(compact.checks)), _both(compact.admitted), _both(compact.total), _both(ranked))

    def within(self, box: Box) -> Prospect:
        """Read a box; what is missing is open."""
        return self._read(self._given, box)

    def is_possible(self, goal: Goal, box: Box) -> bool:
        """Whether *goal* may be reached somewhere in *box*, whatever the answers that are missing.

        Such a point reaches it with the worst answers in particular, for these contradict nothing.
        """
        return goal.is_possible(self._read(self._worst, box))

    def _read(self, ranges: Ranges, box: Box) -> Prospect:
        if self.space.has_twins(box):
            return CONTRADICTION
        held = as_held(self.policy, self.space.narrow(ranges, box))
        agrees = join(min, [CERTAIN, *(held.of(check.require) for check in self.policy.checks)])
        return prospect_of(read_ranges(self.policy, {}, held), agrees)


def _both(value: int) -> Range:
    return (int(value), int(value))
