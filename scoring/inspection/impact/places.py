"""A number of places under two policies: who is within, and where the cut-off stands. Ranked as rounds are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from scoring.inspection.impact.result import Places, QuotaShift
from scoring.policy.language import arithmetic
from scoring.ranking import Candidate, Quota, RoundResult, Ties, select

if TYPE_CHECKING:
    from scoring.inspection.impact.standing import Array, Standing


def shift(before: Standing, after: Standing, both: Array, quota: int, ties: tuple[Ties, Ties]) -> QuotaShift:
    """Give what becomes of the cut-off for *quota* places among those whom *both* policies score."""
    references = [f"{row:012}" for row in np.flatnonzero(both).tolist()]
    standings = zip((before, after), ties, strict=True)
    was, is_ = (select(_candidates(standing, both, references), Quota(quota, tie)) for standing, tie in standings)
    within, now = frozenset(was.admitted), frozenset(is_.admitted)
    sides = (_side(was, before.places), _side(is_, after.places))
    return QuotaShift(quota, sides[0], sides[1], both=len(within & now), lose=len(within - now), gain=len(now - within))


def _candidates(standing: Standing, both: Array, references: list[str]) -> Iterator[Candidate]:
    """Give those who are eligible, each with the keys by which the policy ranks."""
    admitted = standing.admitted[both]
    keys = zip(*(key[both][admitted].tolist() for key in standing.keys or ()), strict=True)
    return zip(keys, compress(references, admitted.tolist()), strict=True)


def _side(result: RoundResult, places: int) -> Places:
    cut_off = None if result.cut_off is None else arithmetic.decode(-result.cut_off[0], places)
    return Places(len(result.ordered), cut_off, result.count, result.open)
