"""The lowest and highest points that one rule can give, and the row where it is certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from scoring.policy.language.range_functions import best, common_scale, corners, hull
from scoring.policy.language.ranges import KnownRecords, Ranges
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Choice, Range
from scoring.policy.matrix import decisions
from scoring.policy.point_sums import NONE, combine, many, top
from scoring.policy.rules import (
    Axis,
    Bands,
    Cases,
    Cell,
    Each,
    FirstFurther,
    Fixed,
    Formula,
    Guarded,
    Lookup,
    Matrix,
    Over,
    Per,
    Row,
    Rule,
    Simple,
    unguarded,
)

CERTAIN: Range = (1, 1)


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of a rule before floor and cap, and which row gave them.

    `row` is None while open; 0 where no row gave anything; else the row's number from 1, or for rules that count (per, each,
    over) how many units or records counted.
    """

    points: Range
    row: int | None


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
            case Matrix(axis=axis):
                possible = self._matrix(axis)
                numbers = {number for number, _ in possible}
                return Scored(hull(*(points for _, points in possible)), numbers.pop() if len(numbers) == 1 else None)
            case Per():
                return self._per(rule)
            case Cases(cases=cases):
                return self._decide([(self.ranges.when(case.when), case.row) for case in cases])
            case Formula(expression=expression):
                return Scored(self.points(expression), 1)
            case Guarded(given=given, rule=inner):
                return self._guarded(self.ranges.of(given), inner)
            case _:
                assert_never(rule)

    def _guarded(self, given: Range, rule: Simple) -> Scored:
        if given == NONE:
            return Scored(NONE, 0)
        found = self.simple(rule)
        return found if given == CERTAIN else Scored(hull(NONE, found.points), 0 if found.row == 0 else None)

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

    def _matrix(self, axis: Axis) -> list[tuple[int, Range]]:
        """Give number and points of every row that the answers can still meet."""
        found: list[tuple[int, Range]] = []
        for when, cell in decisions(axis):
            holds = self.ranges.when(when)
            if holds[1]:
                found += self._cell(cell)
            if holds[0]:
                return found
        return [*found, (0, NONE)]

    def _cell(self, cell: Cell | None) -> list[tuple[int, Range]]:
        if cell is None:
            return [(0, NONE)]
        return [(cell.number, self.points(cell.below.points))] if isinstance(cell.below, Row) else self._matrix(cell.below)

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


def add(scored: list[tuple[Simple, Scored]]) -> Scored:
    """Add one rule over several subjects; the row tells how many units, or how many subjects, counted."""
    points = (sum(s.points[0] for _, s in scored), sum(s.points[1] for _, s in scored))
    rows = [s.row if s.row is None or isinstance(unguarded(rule), Per) else min(s.row, 1) for rule, s in scored]
    known = [row for row in rows if row is not None]
    return Scored(points, sum(known) if len(known) == len(rows) else None)
