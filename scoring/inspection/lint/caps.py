"""Caps that never bind, and rows that a cap makes worthless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scoring.inspection.lint.entries import entries
from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.whole import Whole, kind_of, shown
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.types import Range
from scoring.policy.point_sums import NONE, combine
from scoring.policy.rule_ranges import RuleRanges
from scoring.policy.rules import Each, Over, Per, unguarded


@dataclass(frozen=True, slots=True)
class _Cap:
    """A cap above a row: whose it is, what it can be, and the least that arrives below it from so many points of the row."""

    of: str
    cap: Range
    least: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    key: str
    points: Range


def find_caps(whole: Whole) -> Iterator[LintFinding]:
    """Find caps above all that can be reached, and rows of one award that give no more than a lower row, or never in full."""
    places = whole.policy.places
    for item, around in whole.walk():
        reading = whole.readings[item.id]
        if reading.cap is not None and reading.points != NONE and reading.cap[0] > reading.raw[1]:
            facts = {"cap": shown(reading.cap[0], places), "highest": shown(reading.raw[1], places)}
            yield LintFinding("cap_never", kind_of(item), item.id, facts=facts, severity="note")
        if isinstance(item, Criterion):
            yield from _cap_of_each(whole, item)
            yield from _rows(whole, item, around)


def _cap_of_each(whole: Whole, criterion: Criterion) -> Iterator[LintFinding]:
    rule, places = criterion.rule, whole.policy.places
    if not isinstance(rule, Each) or rule.max_each is None:
        return
    inside, free = whole.within(rule), replace(rule, max_each=None)
    highest = max(inside.record(free, first=True)[1], inside.record(free, first=False)[1])
    cap, _ = inside.points(rule.max_each)
    if cap > highest:
        facts = {"cap": shown(cap, places), "highest": shown(highest, places)}
        yield LintFinding("cap_each_never", "criterion", criterion.id, facts=facts, severity="note")


def _rows(whole: Whole, criterion: Criterion, around: tuple[Group, ...]) -> Iterator[LintFinding]:
    """Compare rows that give their points at once with the caps above them; each row is told of once, for the innermost cap."""
    if isinstance(unguarded(criterion.rule), Over | Per):
        return
    places = whole.policy.places
    found = [(e, e.ranges) for e in entries(whole.policy, whole.ranges, criterion.rule)]
    rows = [_Row(e.number, e.key, RuleRanges(r, places).points(e.points)) for e, r in found if r is not None]
    told: set[int] = set()
    for cap in _caps(whole, criterion, around):
        for row in rows:
            if row.number not in told and cap.least(row.points[0]) > cap.cap[1]:
                told.add(row.number)
                like = [r.number for r in rows if r.points[1] < row.points[0] and cap.least(r.points[0]) >= cap.cap[1]]
                facts = {"row": str(row.number), "key": row.key, "of": cap.of}
                facts |= {"points": shown(row.points[0], places), "cap": shown(cap.cap[1], places)}
                if like:
                    facts["like"] = str(like[-1])
                code = "row_like_lower" if like else "row_above_cap"
                yield LintFinding(code, "criterion", criterion.id, row.number, facts)


def _caps(whole: Whole, criterion: Criterion, around: tuple[Group, ...]) -> Iterator[_Cap]:
    """Give the caps above a row of *criterion*, from the innermost out, as far as it is certain what arrives there."""
    places = whole.policy.places
    so_far: Callable[[int], int] = int
    if isinstance(criterion.rule, Each):
        if criterion.rule.max_each is not None:
            each = whole.ranges.at_scale(criterion.rule.max_each, places)
            yield _Cap(criterion.id, each, so_far)
            so_far = _capped(so_far, each)
        if whole.readings[criterion.id].raw[0] < 0:
            return  # another record may take points away
    item: Criterion | Group = criterion
    for group in (None, *reversed(around)):
        if group is not None:
            so_far, item = _beside(whole, so_far, item, group), group
        limit = whole.readings[item.id].cap
        if limit is not None:
            yield _Cap(item.id, limit, so_far)
            so_far = _capped(so_far, limit)
        if item.minimum is not None:
            return  # a floor makes rows alike before any cap does


def _beside(whole: Whole, so_far: Callable[[int], int], item: Criterion | Group, group: Group) -> Callable[[int], int]:
    others = [(low, low) for low in (whole.readings[i.id].points[0] for i in group.items if i.id != item.id)]
    return lambda points: combine(group.combine, [(so_far(points), 0), *others])[0]


def _capped(so_far: Callable[[int], int], limit: Range) -> Callable[[int], int]:
    return lambda points: min(so_far(points), limit[0])
