"""Comparing: where everybody stands under two policies becomes what the change does to them. The order of people is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

import numpy as np

from scoring.engine.columns.widths import width_of
from scoring.inspection.impact.cuts import Cut, nice_step
from scoring.inspection.impact.places import shift
from scoring.inspection.impact.result import Bins, CutImpact, Hit, Impact, Side, Tally, Unscored
from scoring.inspection.impact.standing import Array, Standing
from scoring.policy.language import arithmetic
from scoring.ranking import Ties

MOST_BINS = 24
_WIDEST = 2**62  # a sum that stays below it fits into 64 bits


def compare(  # noqa: PLR0913 - what is asked of two standings
    before: Standing,
    after: Standing,
    cuts: Sequence[Cut] = (),
    *,
    quota: int | None = None,
    ties: tuple[Ties, Ties] = ("admit_all", "admit_all"),
    hits: int = 0,
    numbers: Array | None = None,
) -> Impact:
    """Compare where people stand.

    Args:
        before: under the one policy.
        after: under the other, the same people in the same order.
        cuts: groups to show apart.
        quota: how many places there are; None where there is no such number. Both policies rank then.
        ties: what each policy says of a tie at the last place.
        hits: how many of those who lose most are named by their row.
        numbers: those of the rows, in the order of the people; None where they are 1, 2, 3 …
    """
    both = (before.unscored == 0) & (after.unscored == 0)
    kept = slice(None) if both.all() else both  # what is taken whole is not copied
    places = max(before.places, after.places)
    totals = _Totals(
        _points(before, places, kept), _points(after, places, kept), before.admitted[kept], after.admitted[kept], places
    )
    compared = len(totals.before)
    return Impact(
        rows=len(both),
        left_out=len(both) - compared,
        unscored=(*_unscored("before", before), *_unscored("after", after)),
        everybody=totals.tally(slice(None)),
        cuts=tuple(_cut(totals, cut, kept) for cut in cuts),
        bins=totals.bins() if compared else None,
        quota=None if quota is None else shift(before, after, both, quota, ties),
        hits=tuple(totals.hits(np.flatnonzero(both) + 1 if numbers is None else numbers[both], hits)),
    )


def _points(standing: Standing, places: int, kept: Array | slice) -> Array:
    """Give the points of those whom both policies score at so many places, no wider than they need be."""
    points: Array = standing.points[kept]
    if places == standing.places:
        return points
    scaled = points.astype(np.int64) * 10 ** (places - standing.places)
    narrow: Array = scaled.astype(width_of(int(scaled.min(initial=0)), int(scaled.max(initial=0))))
    return narrow


def _unscored(side: Side, standing: Standing) -> Iterator[Unscored]:
    counts = [(why, int(np.count_nonzero(standing.unscored == number))) for number, why in enumerate(standing.reasons, 1)]
    found = [Unscored(side, why, people) for why, people in counts if people]
    yield from sorted(found, key=lambda each: (-cast("int", each.people), each.why.code, each.why.id))


def _cut(totals: _Totals, cut: Cut, kept: Array | slice) -> CutImpact:
    codes = cut.codes[kept]
    present = [code for code in range(len(cut.groups)) if (codes == code).any()]
    return CutImpact(cut.fact, cut.label, tuple((cut.groups[code], totals.tally(codes == code)) for code in present))


class _Totals:
    """The points of those whom both policies score, in one unit, and whether they are eligible."""

    def __init__(self, before: Array, after: Array, was: Array, is_: Array, places: int) -> None:
        self.before, self.after, self.was, self.is_, self.places = before, after, was, is_, places

    def tally(self, those: Array | slice) -> Tally:
        """Count what becomes of *those*."""
        before, after, was, is_ = self.before[those], self.after[those], self.was[those], self.is_[those]
        people = len(before)
        lose, gain = int((after < before).sum()), int((after > before).sum())
        lost, kept, gained = int((was & ~is_).sum()), int((was & is_).sum()), int((is_ & ~was).sum())
        counts = (people, lose, people - lose - gain, gain, lost, kept, people - lost - kept - gained, gained)
        if not people:
            return Tally(*counts)
        sums = [_sum(before), _sum(after)]
        means = [arithmetic.divide(100 * points, people, "half_up") for points in sums]
        return Tally(
            *counts,
            before=arithmetic.decode(sums[0], self.places),
            after=arithmetic.decode(sums[1], self.places),
            mean_before=arithmetic.decode(means[0], self.places + 2),
            mean_after=arithmetic.decode(means[1], self.places + 2),
            median_before=self._median(before),
            median_after=self._median(after),
        )

    def _median(self, points: Array) -> Decimal:
        middle = sorted({(len(points) - 1) // 2, len(points) // 2})
        parted = np.partition(points, middle)
        return arithmetic.decode(int(parted[middle[0]]) * 5 + int(parted[middle[-1]]) * 5, self.places + 1)

    def bins(self) -> Bins:
        """Count both in the same bins, whose step is a few times 1, 2 or 5 times a power of ten."""
        low = min(int(self.before.min()), int(self.after.min()))
        high = max(int(self.before.max()), int(self.after.max()))
        step = nice_step(high - low, MOST_BINS)
        first, number = low // step, high // step - low // step + 1
        start, width = (arithmetic.decode(points, self.places) for points in (first * step, step))
        edges = [step * (first + place) for place in range(number + 1)]
        return Bins(start, width, *(tuple(map(int, np.histogram(points, edges)[0])) for points in (self.before, self.after)))

    def hits(self, rows: Array, number: int) -> Iterator[Hit]:
        """Name those who lose most, the greatest loss first, among equals the first row."""
        lost = np.subtract(self.before, self.after, dtype=np.int64)
        order = np.argsort(-lost, kind="stable")[:number]
        for place in order[lost[order] > 0]:
            was, is_ = (arithmetic.decode(int(each[place]), self.places) for each in (self.before, self.after))
            yield Hit(int(rows[place]), was, is_)


def _sum(points: Array) -> int:
    if max(abs(int(points.min())), abs(int(points.max()))) * len(points) < _WIDEST:
        return int(points.sum(dtype=np.int64))
    return sum(points.tolist())
