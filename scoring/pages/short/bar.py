"""The range of points as a bar: what is still possible, what the last answer took away, and where the threshold stands.

What is possible at first reaches far beyond what anybody has, and what matters lies around the threshold. So the bar is not to
scale: a place is the logarithm of the distance from 0, and any narrowing, far out or near, can be seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from scoring.engine.questions.outcome import Standing, standing
from scoring.policy.model import Policy

WIDTH = 1000
THINNEST = 6  # of the width: a range of one point can be seen too
Window = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Bar:
    """Places in thousandths of the width. `before_…`: before the last answer, `mark`: the threshold, `zero`: no points."""

    start: int
    width: int
    before_start: int
    before_width: int
    mark: int | None
    zero: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """From the lowest to the highest total that the rules allow; `unit` points are drawn alike, more closer together."""

    first: float
    last: float
    unit: float

    def place(self, points: Decimal) -> int:
        """Give the place of so many points."""
        first, last = self._bent(self.first), self._bent(self.last)
        bent = self._bent(min(max(float(points), self.first), self.last))
        return round((bent - first) * WIDTH / (last - first))

    def _bent(self, points: float) -> float:
        return math.copysign(math.log1p(abs(points) / self.unit), points)


def bar(policy: Policy, stands: Standing, before: Window | None, *, on: date) -> Bar:
    """Draw what *stands*, and what it was *before* the last answer."""
    scale = _scale(policy, on)
    start, width = _stretch(scale, (stands.lowest, stands.highest))
    before_start, before_width = _stretch(scale, before) if before else (start, width)
    mark = None if stands.threshold is None else scale.place(stands.threshold)
    return Bar(start, width, before_start, before_width, mark, scale.place(Decimal(0)))


@lru_cache(maxsize=256)
def _scale(policy: Policy, on: date) -> _Scale:
    all_open = standing(policy, {}, on=on)
    first, last = float(min(all_open.lowest, 0)), float(max(all_open.highest, all_open.threshold or 0, 1))
    return _Scale(first, last, float(all_open.threshold or last / 4) / 2 or 1.0)


def _stretch(scale: _Scale, window: Window) -> tuple[int, int]:
    start, end = map(scale.place, window)
    start = min(start, WIDTH - THINNEST)
    return start, max(end - start, THINNEST)
