"""Two criteria of different groups that give points for the same fact: one answer raises both, and the total by both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from scoring.engine import Assessment
from scoring.engine.facts_read import expressions, fact_ids
from scoring.inspection.lint.edges import thinned
from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.smallest import Smallest
from scoring.inspection.lint.steps import said
from scoring.inspection.lint.trials import Line, Trials, beside
from scoring.policy.criteria import Criterion, Group

MOST_PERSONS = 40  # for each plainest person, each pair of criteria and each fact they share
MOST_VALUES = 8  # of that fact; once it shows, the lowest of all values is looked for

Placed = tuple[Criterion, tuple[Group, ...]]


@dataclass(frozen=True, slots=True)
class _Both:
    """Whether an answer raises both criteria, and the total by more than one of them."""

    one: str
    other: str

    def __call__(self, before: Assessment, after: Assessment) -> bool:
        if before.total is None or after.total is None or after.total <= before.total:
            return False
        rises = [_points(after, id_) - _points(before, id_) for id_ in (self.one, self.other)]
        return min(rises) > 0 and after.total - before.total > max(rises)


def _points(assessment: Assessment, id_: str) -> Decimal:
    return assessment.award(id_).points or Decimal(0)


def find_overlaps(trials: Trials) -> Iterator[LintFinding]:
    """Find the pairs of criteria that count one fact twice."""
    for one, other in combinations(trials.whole.criteria(), 2):
        if not _are_apart(trials, one, other):
            continue
        shared = [id_ for id_ in _facts(trials, one[0]) if id_ in _facts(trials, other[0])]
        for fact in shared:
            if finding := _overlap(trials, fact, one[0], other[0]):
                yield finding


def _are_apart(trials: Trials, one: Placed, other: Placed) -> bool:
    """Whether two criteria can give points side by side, in different groups."""
    (first, first_in), (second, second_in) = one, other
    common = [group for group in first_in if group in second_in]
    is_sum = all(group.combine == "sum" for group in common[-1:])
    give = all(trials.whole.readings[c.id].points[1] > 0 for c in (first, second))
    yields = first.id in second.yields_to or second.id in first.yields_to
    return give and is_sum and not yields and first_in[-1].id != second_in[-1].id


def _facts(trials: Trials, criterion: Criterion) -> tuple[str, ...]:
    return fact_ids(trials.policy, list(expressions(criterion.rule)))


def _overlap(trials: Trials, fact: str, one: Criterion, other: Criterion) -> LintFinding | None:
    both, values = _Both(one.id, other.id), trials.values[fact]
    for person in trials.persons(beside(trials.policy, [fact], [one.id, other.id]), MOST_PERSONS):
        line = Line(trials, person, fact)
        for value in thinned(values, MOST_VALUES)[1:]:
            if line.shown((values[0], value), both):
                lowest = next(v for v in values[1:] if line.shown((values[0], v), both))
                before, after = Smallest(trials, fact, both).of(line.pair((values[0], lowest)))
                facts = {"fact": fact, "other": other.id, "from": said(before[fact]), "to": said(after[fact])}
                return LintFinding("counted_twice", "criterion", one.id, None, facts, "note", before, after, trials.on)
    return None
