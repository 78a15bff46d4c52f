"""A number of places under two policies: who is within, and where the cut-off stands. Ranked as rounds are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scoring.inspection.impact.result import Places, QuotaShift
from scoring.policy.language import arithmetic
from scoring.ranking import Quota, Ties, select

if TYPE_CHECKING:
    from scoring.inspection.impact.standing import Array, Standing


class _Line(NamedTuple):
    """Who is `within` the line, how many are tied there and `open`, and the first key of the last one, None where nobody is."""

    within: Array
    open: int
    last: int | None


def shift(before: Standing, after: Standing, both: Array, quota: int, ties: tuple[Ties, Ties]) -> QuotaShift:
    """Give what becomes of the cut-off for *quota* places, one at least, among those whom *both* policies score."""
    was, is_ = (_line(each, both, Quota(quota, tie)) for each, tie in zip((before, after), ties, strict=True))
    sides = (_side(was, before, both), _side(is_, after, both))
    counts = (int(np.count_nonzero(each)) for each in (was.within & is_.within, was.within & ~is_.within, is_.within & ~was.within))
    return QuotaShift(quota, *sides, *counts)


def _line(standing: Standing, both: Array, quota: Quota) -> _Line:
    """Rank those who are eligible. Whom the first key alone puts within the places, or beyond, is not ranked one by one."""
    within = both & standing.admitted
    rows = np.flatnonzero(within)
    first = (standing.keys or (rows,))[0][rows]
    if len(rows) <= quota.places:
        return _Line(within, 0, int(first.max()) if len(rows) else None)
    line = np.partition(first, quota.places - 1)[quota.places - 1]
    sure, tied = first < line, rows[first == line]
    keys = zip(*(key[tied].tolist() for key in standing.keys or ()), strict=True)
    left = Quota(quota.places - int(np.count_nonzero(sure)), quota.ties)
    result = select(zip(keys, (f"{row:012}" for row in tied.tolist()), strict=True), left)
    within[rows[~sure]] = False
    within[[int(reference) for reference in result.admitted]] = True
    if result.cut_off is not None:
        return _Line(within, result.open, result.cut_off[0])
    return _Line(within, 0, int(first[sure].max()) if sure.any() else None)


def _side(line: _Line, standing: Standing, both: Array) -> Places:
    cut_off = None if line.last is None else arithmetic.decode(-line.last, standing.places)
    return Places(int((both & standing.admitted).sum()), cut_off, int(np.count_nonzero(line.within)), line.open)
