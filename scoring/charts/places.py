"""Where things stand on a chart: places along the width in percent, and the distance of the lines."""

from __future__ import annotations

from decimal import Decimal

WHOLE = 10_000
"""The width of a chart in ten-thousandths."""


def percent(part: int) -> str:
    """Give *part*, in ten-thousandths of the width, as a percentage."""
    return f"{part // 100}.{part % 100:02}%"


def step_of(span: Decimal, most: int) -> Decimal:
    """Give the distance of the lines: 1, 2 or 5 times a power of ten, so that *most* of them go into *span* at the most."""
    unit = Decimal(1).scaleb((span or Decimal(1)).adjusted() - 1)
    return next(step for step in (unit * n for n in (1, 2, 5, 10, 20, 50)) if span <= step * most)
