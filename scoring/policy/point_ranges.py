"""The lowest and highest points that every criterion, group and the total can give, and the row where it is certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.range_functions import best, common_scale, corners, hull
from scoring.policy.language.ranges import KnownRecords, Ranges
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Choice, Range
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Combine, Each, FirstFurther, Fixed, Formula, Lookup, Over, Per, Row, Rule, Simple

NONE: Range = (0, 0)
CERTAIN: Range = (1, 1)


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a rule before floor and cap, and which row gave them.

    `row` is None while open; 0 where no row gave anything; else the row's number from 1, or for rules that count (per, each,
    over) how many units or records counted.
    """

    points: Range
    row: int | None


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


class RuleRanges:
    """Reads one rule."""

    def __init__(self, ranges: Ranges, places: int) -> None:
        self.ranges, self.places = ranges, places

    def points(self, expression: Expression) -> Range:
        """Give the range of points at the policy's scale."""
        return self.ranges.at_scale(expression, self.places)

    def score(self, rule: Rule) -> Scored:
        """Read *rule*."""
        match rule:
            case Each():
                return self._each(rule)
            case Over(rules=rules):
                return add([(r, self.simple(r)) for r in rules])
            case _:
                return self.simple(rule)

    def simple(self, rule: Simple) -> Scored:
        """Read a rule that is neither `each` nor `over`."""
        match rule:
            case Fixed(when=when, row=row):
                return self._decide([(self.ranges.when(when), row)])
            case Lookup():
                return self._lookup(rule)
            case Bands(bands=bands):
                found = self._decide([(self._reached(rule, i), band.row) for i, band in reversed(list(enumerate(bands)))])
                return replace(found, row=len(bands) + 1 - found.row if found.row else found.row)
            case Per():
                return self._per(rule)
            case Cases(cases=cases):
                return self._decide([(self.ranges.when(case.when), case.row) for case in cases])
            case Formula(expression=expression):
                return Scored(self.points(expression), 1)
            case _:
                assert_never(rule)

    def _decide(self, rows: Sequence[tuple[Range, Row]]) -> Scored:
        """Read a list of conditions of which the first that holds gives its row; none: 0."""
        possible: list[tuple[int, Range]] = []
        for number, (when, row) in enumerate(rows, 1):
            if when[1]:
                possible.append((number, self.points(row.points)))
            if when[0]:
                break
        else:
            possible.append((0, NONE))
        return Scored(hull(*(points for _, points in possible)), possible[0][0] if len(possible) == 1 else None)

    def _lookup(self, rule: Lookup) -> Scored:
        assert isinstance(rule.subject.type, Choice)  # noqa: S101 - the builder lets nothing else through
        low, high = self.ranges.of(rule.subject)
        options = rule.subject.type.options
        listed = {options.index(option): (number, row) for number, (option, row) in enumerate(rule.rows, 1)}
        found = [(listed[i][0], self.points(listed[i][1].points)) if i in listed else (0, NONE) for i in range(low, high + 1)]
        return Scored(hull(*(points for _, points in found)), found[0][0] if low == high else None)

    def _reached(self, rule: Bands, index: int) -> Range:
        band = rule.bands[index]
        if band.start is None:
            return CERTAIN
        subject, start = self.ranges.aligned(rule.subject, band.start)
        if band.above:
            return (subject[0] > start[1], subject[1] > start[0])
        return (subject[0] >= start[1], subject[1] >= start[0])

    def _per(self, rule: Per) -> Scored:
        parts = [e for e in (rule.subject, rule.every, rule.after, rule.at_least) if e is not None]
        scale = common_scale(*parts)
        subject, every = (self.ranges.at_scale(e, scale) for e in (rule.subject, rule.every))
        after = self.ranges.at_scale(rule.after, scale) if rule.after else NONE
        units = (max(0, subject[0] - after[1]) // max(every[1], 1), max(0, subject[1] - after[0]) // max(every[0], 1))
        if rule.at_least:
            least = self.ranges.at_scale(rule.at_least, scale)
            units = NONE if subject[1] < least[0] else units if subject[0] >= least[1] else (0, units[1])
        return Scored(corners([units, self.points(rule.row.points)]), units[0] if units[0] == units[1] else None)

    def _each(self, rule: Each) -> Scored:
        records = self.ranges.lists[rule.records.id]
        if isinstance(records, KnownRecords):
            inside = [RuleRanges(replace(self.ranges, fields=r), self.places) for r in records.records]
            return each_known(rule, [(i.ranges.when(rule.where), i) for i in inside])
        inside_any = RuleRanges(replace(self.ranges, fields=records.fields), self.places)
        count = records.max_items if inside_any.ranges.when(rule.where)[1] else 0
        value = inside_any.record(rule, first=True)
        further = inside_any.record(rule, first=False)
        return Scored(hull(NONE, *many(rule.combine, value, further, count)), 0 if count == 0 else None)

    def record(self, rule: Each, *, first: bool) -> Range:
        """Give what one record gives, before it is combined with others."""
        if isinstance(rule.rule, FirstFurther):
            points = self.points(rule.rule.first if first else rule.rule.further)
        else:
            points = self.simple(rule.rule).points
        if rule.max_each is None:
            return points
        cap = self.points(rule.max_each)
        return (min(points[0], cap[0]), min(points[1], cap[1]))


def many(how: Combine, first: Range, further: Range, count: int) -> list[Range]:
    """Give what up to *count* unknown records can give at the most and at the least."""
    number = count if how == "sum" else min(count, 1 if how == "highest" else how)
    if number == 0:
        return [NONE]
    if number < count:  # the first record need not be among those that count
        first = further = hull(first, further)
    more = (min(0, further[0]) * (number - 1), max(0, further[1]) * (number - 1))
    return [first, (first[0] + more[0], first[1] + more[1])]


def each_known(rule: Each, records: list[tuple[Range, RuleRanges]]) -> Scored:
    """Read `each` over known records, of which some may count or not."""
    if all(when[0] == when[1] for when, _ in records):
        counted = [inside for when, inside in records if when[0]]
        values = [inside.record(rule, first=index == 0) for index, inside in enumerate(counted)]
        return Scored(combine(rule.combine, values), len(values))
    sure = [hull(i.record(rule, first=True), i.record(rule, first=False)) for when, i in records if when[0]]
    perhaps = [hull(i.record(rule, first=True), i.record(rule, first=False)) for when, i in records if not when[0] and when[1]]
    if rule.combine == "highest":
        return Scored(best(sure, perhaps), None)
    number = len(records) if rule.combine == "sum" else int(rule.combine)
    room = max(0, number - len(sure))
    low = top([v[0] for v in sure], number) + sum(sorted(min(0, v[0]) for v in perhaps)[:room])
    high = top([*(v[1] for v in sure), *(max(0, v[1]) for v in perhaps)], number)
    return Scored((low, high), None)


def combine(how: Combine, values: list[Range]) -> Range:
    """Add all, or take the highest, or add the n highest; of none, 0."""
    number = len(values) if how == "sum" else 1 if how == "highest" else how
    return (top([v[0] for v in values], number), top([v[1] for v in values], number))


def top(values: list[int], number: int) -> int:
    """Add the *number* highest."""
    return sum(sorted(values, reverse=True)[:number])


def add(scored: list[tuple[Simple, Scored]]) -> Scored:
    """Add one rule over several subjects; the row tells how many units, or how many subjects, counted."""
    points = (sum(s.points[0] for _, s in scored), sum(s.points[1] for _, s in scored))
    rows = [s.row if s.row is None or isinstance(rule, Per) else min(s.row, 1) for rule, s in scored]
    known = [row for row in rows if row is not None]
    return Scored(points, sum(known) if len(known) == len(rows) else None)
