"""The sums that decide, each with its bar: the total against the threshold, and the sum that ranks where it is another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.engine.assessment import Assessment
from scoring.policy.language.tree import PointsOf
from scoring.policy.wording import EMPTY, Text

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """Widths in thousandths: what is sure, what is still possible beyond it, and where the threshold stands."""

    sure: int
    possible: int
    mark: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: settled where `points` is not None, else from `lowest` to `highest`. `label` is empty for the total.

    `has_open_threshold`: there is a threshold, but what it is depends on answers that are missing.
    """

    label: Text
    points: Decimal | None
    lowest: Decimal
    highest: Decimal
    threshold: Decimal | None
    does_rank: bool
    bar: Bar
    has_open_threshold: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether the threshold is reached whatever is still open."""
        return self.threshold is not None and self.lowest >= self.threshold

    @property
    def short_by(self) -> Decimal:
        """How many points are lacking at least, 0 if none."""
        return max(Decimal(0), self.threshold - self.highest) if self.threshold is not None else Decimal(0)


def sums(assessment: Assessment) -> tuple[Sum, ...]:
    """Give the total first, then the sum that ranks where it is another one."""
    ranking = assessment.policy.selection.ranking
    by = ranking.by if ranking else None
    is_total = isinstance(by, PointsOf) and by.id is None
    total = _sum(EMPTY, assessment.total, assessment.lowest, assessment.highest, assessment.threshold, does_rank=is_total)
    if assessment.threshold is None and assessment.policy.selection.threshold is not None:
        total = replace(total, has_open_threshold=True)
    if by is None or is_total:
        return (total,)
    return total, _ranking_sum(assessment, by.id if isinstance(by, PointsOf) else None)


def _ranking_sum(assessment: Assessment, name: str | None) -> Sum:
    if name is not None:
        award = assessment.award(name)
        return _sum(award.label, award.points, award.lowest, award.highest, None, does_rank=True)
    value = assessment.ranking[0] if assessment.ranking else None
    points = value if isinstance(value, Decimal) else None
    return _sum(EMPTY, points, points or Decimal(0), points or Decimal(0), None, does_rank=True)


def _sum(
    label: Text, points: Decimal | None, lowest: Decimal, highest: Decimal, threshold: Decimal | None, *, does_rank: bool
) -> Sum:
    top = max(highest, threshold or Decimal(0), Decimal(1)) * Decimal("1.1")
    sure = _part(lowest, top)
    bar = Bar(sure, _part(highest, top) - sure, None if threshold is None else _part(threshold, top))
    return Sum(label, points, lowest, highest, threshold, does_rank, bar)


def _part(points: Decimal, top: Decimal) -> int:
    return max(0, int(points * WIDTH / top))
