"""What can still come of the answers so far, and what would once another question is answered.

A question not yet answered is open, also where its fact has a default: that holds only for who is never asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from scoring.engine.questions.touching import Touch, touches
from scoring.policy.criteria import Group
from scoring.policy.facts import Fact
from scoring.policy.known import as_held
from scoring.policy.language.range_functions import join
from scoring.policy.language.ranges import KnownRecords, Ranges
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN, PointRanges, Reading
from scoring.policy.point_sums import NONE
from scoring.policy.values import full_range

Answer: TypeAlias = Range | KnownRecords | None
"""One answer: a coded value (twice), records, or None where an optional fact is known to be empty."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What can still come: ranges of the total, of any veto, of all requirements, and of reaching the threshold.

    `by_rank`: there is no threshold, so that an open total leaves the outcome open.
    """

    total: Range
    vetoed: Range
    met: Range
    reached: Range
    by_rank: bool

    @property
    def is_certain(self) -> bool:
        """Whether no answer can change the outcome: the first that applies of vetoed, not met, below the threshold, eligible."""
        for low, high in (self.vetoed, _not(self.met), _not(self.reached)):
            if low or high:
                return bool(low)
        return not self.by_rank or self.total[0] == self.total[1]


class Outlook:
    """What can come of *given*, the answers as they were said (see `scoring.policy.known.as_given`)."""

    def __init__(self, policy: Policy, given: Ranges) -> None:
        self.policy, self.given = policy, given
        self.held = as_held(policy, given)
        table = PointRanges(policy, self.held)
        self.readings: Mapping[str, Reading] = table.readings
        self.requirements = {r.id: self._requirement(r.require, r.unless, self.held) for r in policy.requirements}
        self.vetoes = {v.id: self.held.of(v.when) for v in policy.vetoes}
        self.prospect = self._prospect(self.held, table, self.requirements, self.vetoes)
        self.ranges = _with_points(self.held, table)

    def with_answer(self, fact: Fact, answer: Answer) -> Ranges:
        """Give what holds once the question about *fact*, which is certain to be asked, is answered so."""
        given = put(self.given, fact, answer)
        touch = touches(self.policy)[fact.id]
        if touch.questions:
            return as_held(self.policy, given)
        variables = dict(self.held.variables)
        held = replace(put(self.held, fact, answer), variables=variables)
        for id_ in touch.variables:
            variables[id_] = held.of(self.policy.variables[id_])
        return held

    def after(self, fact: Fact, answer: Answer) -> Prospect:
        """Give what can come once the question about *fact*, which is certain to be asked, is answered so."""
        held, touch = self.with_answer(fact, answer), touches(self.policy)[fact.id]
        table = _Again(self.policy, held, self.readings, touch)
        requirements = {
            r.id: self._requirement(r.require, r.unless, held) if r.id in touch.parts else self.requirements[r.id]
            for r in self.policy.requirements
        }
        vetoes = {v.id: held.of(v.when) if v.id in touch.parts else self.vetoes[v.id] for v in self.policy.vetoes}
        return self._prospect(held, table, requirements, vetoes)

    def _requirement(self, require: Expression, unless: Expression | None, held: Ranges) -> Range:
        waived = NONE if unless is None else held.of(unless)
        return join(max, [held.of(require), waived])

    def _prospect(
        self, held: Ranges, table: PointRanges, requirements: Mapping[str, Range], vetoes: Mapping[str, Range]
    ) -> Prospect:
        selection = self.policy.selection
        return Prospect(
            total=table.total,
            vetoed=join(max, [NONE, *vetoes.values()]),
            met=join(min, [CERTAIN, *requirements.values()]),
            reached=CERTAIN if selection.threshold is None else self._reached(_with_points(held, table), selection.threshold),
            by_rank=selection.threshold is None,
        )

    def _reached(self, ranges: Ranges, threshold: Expression) -> Range:
        low, high = ranges.at_scale(threshold, self.policy.places)
        total, unless = ranges.points[None], self.policy.selection.unless
        enough: Range = (total[0] >= high, total[1] >= low)
        return enough if unless is None else join(max, [enough, ranges.of(unless)])


class _Again(PointRanges):
    """The point table read again where an answer touches it."""

    def __init__(self, policy: Policy, ranges: Ranges, readings: Mapping[str, Reading], touch: Touch) -> None:
        self.ranges, self.places, self.touch = ranges, policy.places, touch
        self.readings = dict(readings)
        for criterion in touch.criteria:
            self.readings[criterion.id] = self._criterion(criterion)
        tops = [self._group(group).points for group in policy.groups]
        self.total = (sum(p[0] for p in tops), sum(p[1] for p in tops))

    def _group(self, group: Group) -> Reading:
        return super()._group(group) if group.id in self.touch.parts else self.readings[group.id]


def put(ranges: Ranges, fact: Fact, answer: Answer) -> Ranges:
    """Give *ranges* with the answer to one question."""
    given: dict[str, Any] = {"given": {**ranges.given, fact.id: NONE if answer is None else CERTAIN}} if fact.optional else {}
    if isinstance(answer, KnownRecords):
        return replace(ranges, lists={**ranges.lists, fact.id: answer}, **given)
    coded = full_range(fact) if answer is None else answer
    return replace(ranges, facts={**ranges.facts, fact.id: coded}, **given)


def _with_points(ranges: Ranges, table: PointRanges) -> Ranges:
    points: dict[str | None, Range] = {id_: reading.points for id_, reading in table.readings.items()}
    return replace(ranges, points={**points, None: table.total})


def _not(condition: Range) -> Range:
    return (1 - condition[1], 1 - condition[0])
