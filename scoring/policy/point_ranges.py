"""The lowest and highest points that every criterion, group and the total can give, and the row where it is certain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.range_functions import hull
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_sums import NONE, combine
from scoring.policy.rule_ranges import CERTAIN, RuleRanges, Scored

__all__ = ["CERTAIN", "PointRanges", "Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one criterion or group gives: `points` after floor and cap, `raw` before; `cap` its highest, where it has one."""

    points: Range
    raw: Range
    row: int | None
    cap: Range | None
    applies: Range
    yields: str = ""


class PointRanges:
    """Reads the whole point table of *policy* over *ranges*; `readings` has every id, `total` their sum."""

    def __init__(self, policy: Policy, ranges: Ranges) -> None:
        self.ranges, self.places = ranges, policy.places
        self.readings: dict[str, Reading] = {}
        for criterion in policy.criteria_in_order():
            self.readings[criterion.id] = self._criterion(criterion)
        tops = [self._group(group).points for group in policy.groups]
        self.total: Range = (sum(p[0] for p in tops), sum(p[1] for p in tops))

    def _group(self, group: Group) -> Reading:
        items = [self._group(item) if isinstance(item, Group) else self.readings[item.id] for item in group.items]
        raw = combine(group.combine, [item.points for item in items])
        self.readings[group.id] = self._limited(group, Scored(raw, 0), "")
        return self.readings[group.id]

    def _criterion(self, criterion: Criterion) -> Reading:
        scored = RuleRanges(self.ranges, self.places).score(criterion.rule)
        gave = [(name, self.readings[name].points) for name in criterion.yields_to]
        certain = next((name for name, p in gave if p[0] > 0 or p[1] < 0), "")
        if certain:
            return replace(self._limited(criterion, scored, certain), points=NONE)
        reading = self._limited(criterion, scored, "")
        return replace(reading, points=hull(NONE, reading.points)) if any(p != NONE for _, p in gave) else reading

    def _limited(self, item: Criterion | Group, scored: Scored, yields: str) -> Reading:
        """Apply cap, floor and `applies`."""
        cap = self.ranges.at_scale(item.maximum, self.places) if item.maximum else None
        floor = self.ranges.at_scale(item.minimum, self.places) if item.minimum else None
        low, high = scored.points
        if cap:
            low, high = min(low, cap[0]), min(high, cap[1])
        if floor:
            low, high = max(low, floor[0]), max(high, floor[1])
        applies = self.ranges.when(item.applies)
        if applies == NONE:
            return Reading(NONE, NONE, 0, cap, applies, yields)
        if applies == CERTAIN:
            return Reading((low, high), scored.points, scored.row, cap, applies, yields)
        return Reading(hull(NONE, (low, high)), hull(NONE, scored.points), None, cap, applies, yields)
