"""A step chart: how high something stands from one whole number to another, such as points from day to day.

Places along the width are percentages, heights are points of the page: the chart is as wide as the page lets it be, and its
letters stay as large as those around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from scoring.charts.places import percent, step_of

HEIGHT, TOP, GROUND = 260, 26, 226  # of the whole, of the highest value, of zero
EDGE = 600  # in ten-thousandths: a label nearer to an edge, on the narrowest phone, would be cut off
HALO = 4  # of the letters, in points of the page
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to `last`, both included: between `lowest` and `highest`. `is_good` sets it apart by its colour."""

    first: int
    last: int
    lowest: Decimal
    highest: Decimal
    is_good: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A word below the chart, at one of the numbers it runs along."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the chart, with its word."""

    value: Decimal
    label: str


def step_chart(title: str, stretches: Sequence[Stretch], *, ticks: Sequence[Tick] = (), mark: Mark | None = None) -> str:
    """Draw *stretches*, which follow each other without a gap, as an SVG element that *title* describes.

    The ground is 0, or below it where a value is. Classes: `app-steps`, and `app-steps__` with `sure` (`…__sure--good`), `open`,
    `edge`, `line`, `mark`, `tick`, `label`.
    """
    plot = _Plot(stretches, mark)
    parts = [
        *plot.lines(),
        *(part for stretch in stretches for part in plot.stretch(stretch)),
        *plot.labels(),
        *(part for tick in ticks for part in plot.tick(tick)),
        *(plot.mark(mark) if mark else ()),
    ]
    head = f'<svg class="app-steps" width="100%" height="{HEIGHT}" role="img" aria-label="{escape(title)}">'
    return "".join((head, f"<title>{escape(title)}</title>", *parts, "</svg>"))


class _Plot:
    """Where on the chart a number and a value stand."""

    def __init__(self, stretches: Sequence[Stretch], mark: Mark | None) -> None:
        self.first, self.end = stretches[0].first, stretches[-1].last + 1
        values = [value for s in stretches for value in (s.lowest, s.highest)] + ([mark.value] if mark else [])
        self.low, self.high = min(Decimal(0), *values), max(Decimal(0), *values)
        self.step = step_of(self.high - self.low, MOST_LINES)

    def along(self, at: int) -> str:
        return percent(self.part(at))

    def part(self, at: int) -> int:
        """Give the place of *at* in ten-thousandths of the width."""
        return (at - self.first) * 10_000 // (self.end - self.first)

    def height(self, value: Decimal) -> str:
        span = self.high - self.low or Decimal(1)
        return f"{GROUND - (value - self.low) * (GROUND - TOP) / span:.1f}"

    def grid(self) -> Iterator[Decimal]:
        value = -(-self.low // self.step) * self.step
        while value <= self.high:
            yield value
            value += self.step

    def lines(self) -> Iterator[str]:
        for value in self.grid():
            y = self.height(value)
            yield f'<line class="app-steps__line" x1="0%" x2="100%" y1="{y}" y2="{y}"/>'

    def labels(self) -> Iterator[str]:
        for value in self.grid():
            text = f"{value.normalize():f}".replace("-", "−")
            yield f'<text class="app-steps__label" x="{HALO}" y="{self.height(value)}" dy="-4">{text}</text>'

    def stretch(self, stretch: Stretch) -> Iterator[str]:
        ground, good = max(Decimal(0), self.low), " app-steps__sure--good" if stretch.is_good else ""
        yield self._box(f"app-steps__sure{good}", stretch, ground, stretch.lowest)
        if stretch.highest > stretch.lowest:
            yield self._box("app-steps__open", stretch, stretch.lowest, stretch.highest)
        x1, x2, y = self.along(stretch.first), self.along(stretch.last + 1), self.height(stretch.lowest)
        yield f'<line class="app-steps__edge" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>'

    def _box(self, name: str, stretch: Stretch, one: Decimal, other: Decimal) -> str:
        top, bottom = self.height(max(one, other)), self.height(min(one, other))
        width = percent(self.part(stretch.last + 1) - self.part(stretch.first))
        height = f"{Decimal(bottom) - Decimal(top)}"
        return f'<rect class="{name}" x="{self.along(stretch.first)}" y="{top}" width="{width}" height="{height}"/>'

    def tick(self, tick: Tick) -> Iterator[str]:
        x = self.along(tick.at)
        yield f'<line class="app-steps__tick" x1="{x}" x2="{x}" y1="{GROUND}" y2="{GROUND + 6}"/>'
        if EDGE <= self.part(tick.at) <= 10_000 - EDGE:
            label = escape(tick.label)
            yield f'<text class="app-steps__label" x="{x}" y="{GROUND + 22}" text-anchor="middle">{label}</text>'

    def mark(self, mark: Mark) -> Iterator[str]:
        y = self.height(mark.value)
        yield f'<line class="app-steps__mark" x1="0%" x2="100%" y1="{y}" y2="{y}"/>'
        yield f'<text class="app-steps__label" x="100%" dx="-{HALO}" y="{y}" dy="-6" text-anchor="end">{escape(mark.label)}</text>'
