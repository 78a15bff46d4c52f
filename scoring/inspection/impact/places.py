"""A number of places under two policies: who is within, and where the cut-off stands. Ranked as rounds are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.inspection.impact.result import Places, QuotaShift
from scoring.policy.language import arithmetic
from scoring.ranking import Quota, RoundResult, Ties, select

if TYPE_CHECKING:
    from scoring.inspection.impact.standing import Array, Standing


def shift(before: Standing, after: Standing, both: Array, quota: int, ties: tuple[Ties, Ties]) -> QuotaShift:
    """Give what becomes of the cut-off for *quota* places, one at least, among those whom *both* policies score."""
    was, is_ = (_result(each, both, Quota(quota, tie)) for each, tie in zip((before, after), ties, strict=True))
    within, now = frozenset(was.admitted), frozenset(is_.admitted)
    sides = (_side(was, before, both), _side(is_, after, both))
    return QuotaShift(quota, sides[0], sides[1], both=len(within & now), lose=len(within - now), gain=len(now - within))


def _result(standing: Standing, both: Array, quota: Quota) -> RoundResult:
    """Rank those who are eligible; who surely lies beyond the line by the first key alone is left out of it."""
    rows = np.flatnonzero(both & standing.admitted)
    first = (standing.keys or (rows,))[0][rows]
    if len(rows) > quota.places:
        rows = rows[first <= np.partition(first, quota.places - 1)[quota.places - 1]]
    keys = zip(*(key[rows].tolist() for key in standing.keys or ()), strict=True)
    return select(zip(keys, (f"{row:012}" for row in rows.tolist()), strict=True), quota)


def _side(result: RoundResult, standing: Standing, both: Array) -> Places:
    cut_off = None if result.cut_off is None else arithmetic.decode(-result.cut_off[0], standing.places)
    return Places(int((both & standing.admitted).sum()), cut_off, result.count, result.open)
