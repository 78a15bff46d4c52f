"""Spelling out what a reading found: awards with the facts used, the row that gave the points, cap and article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from scoring.engine.exact_result import Found
from scoring.engine.spelling_plan import Plan

Awards = TypeVar("Awards")
Verdicts = TypeVar("Verdicts")


class Spelling(Generic[Awards, Verdicts]):
    """Words for what was found under a policy, in the form of its *plan*: tuples, or JSON."""

    def __init__(self, plan: Plan[Awards, Verdicts], found: Found) -> None:
        self.plan, self.found = plan, found
        self._values = self._decoded()

    def awards(self) -> Awards:
        """Spell out the tree of groups and criteria."""
        table = self.found.table
        points = lowest = highest = self._decimals(table.points)
        if table.points is not table.lowest:
            lowest, highest = self._decimals(table.lowest), self._decimals(table.highest)
        columns = (points, lowest, highest, table.raws, table.caps, table.rows, table.applies, self._counts(), table.yields)
        return self.plan.awards(self._values, *columns, self.plan.decimals)

    def requirements(self) -> Verdicts:
        """Spell out which requirements are met."""
        states = self.found.states
        return self.plan.requirements(self._values, states.requirements, states.waivers)

    def vetoes(self) -> Verdicts:
        """Spell out which vetoes apply; nothing waives one."""
        return self.plan.vetoes(self._values, self.found.states.vetoes, self.plan.none_waived)

    def _decoded(self) -> list[Any]:
        """Give the facts' values in the policy's order, None where one is open or empty; an empty list is its own value."""
        values = self.found.held(self.plan.policy)
        for place, kept in self.plan.coded:
            values[place] = kept[values[place]]
        for place, decode in self.plan.lists:
            if values[place]:
                values[place] = decode(values[place])
        return values

    def _decimals(self, coded: Sequence[int | None]) -> list[Any]:
        decimals = self.plan.decimals
        return [decimals[number] for number in coded]

    def _counts(self) -> Sequence[bool]:
        """Say which awards count; where only the highest do, the first wins a tie, and while one is open all may."""
        plan, points = self.plan, self.found.table.points
        if not plan.choosing:
            return plan.all_count
        counts = list(plan.all_count)
        for below, number in plan.choosing:
            given = [points[place] for place, _ in below]
            if None not in given:
                for rank in sorted(range(len(given)), key=given.__getitem__, reverse=True)[number:]:  # type: ignore[arg-type]  # none is None
                    counts[below[rank][1]] = False
        return counts
