"""A chart of pairs: how many there were in each of some bins, and how many there are now, side by side.

Places along the width are percentages, heights are points of the page, as in the step chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from scoring.charts.places import WHOLE, percent, step_of

HEIGHT, TOP, GROUND = 260, 26, 226  # of the whole, of the highest, of zero
HALO = 4  # of the letters, in points of the page
MOST_LINES = 5
MOST_LABELS = 6  # side by side on the narrowest phone
GAP = 8  # so many of a hundred of a pair's width are left free at each side


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counts of one bin, each None where it is withheld; the label says where the bin begins."""

    label: str
    before: int | None
    after: int | None


def pair_chart(title: str, pairs: Sequence[Pair]) -> str:
    """Draw *pairs*, of which there is one at least, as an SVG element that *title* describes.

    Classes: `app-pairs`, and `app-pairs__` with `before`, `after`, `withheld`, `line`, `label`.
    """
    plot = _Plot(pairs)
    parts = [
        *plot.lines(),
        *(part for place, pair in enumerate(pairs) for part in plot.pair(place, pair)),
        *plot.labels(),
        *plot.names(),
    ]
    head = f'<svg class="app-pairs" width="100%" height="{HEIGHT}" role="img" aria-label="{escape(title)}">'
    return "".join((head, f"<title>{escape(title)}</title>", *parts, "</svg>"))


class _Plot:
    """Where on the chart a pair and a count stand."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.high = max(1, *(count or 0 for pair in pairs for count in (pair.before, pair.after)))
        self.step = max(1, int(step_of(Decimal(self.high), MOST_LINES)))

    def height(self, count: int) -> str:
        return f"{Decimal(GROUND - TOP) * count / self.high:.1f}"

    def y(self, count: int) -> str:
        return f"{GROUND - Decimal(self.height(count))}"

    def lines(self) -> Iterator[str]:
        for count in range(0, self.high + 1, self.step):
            yield f'<line class="app-pairs__line" x1="0%" x2="100%" y1="{self.y(count)}" y2="{self.y(count)}"/>'

    def labels(self) -> Iterator[str]:
        for count in range(self.step, self.high + 1, self.step):
            yield f'<text class="app-pairs__label" x="{HALO}" y="{self.y(count)}" dy="-4">{count}</text>'

    def pair(self, place: int, pair: Pair) -> Iterator[str]:
        start, end = (WHOLE * n // len(self.pairs) for n in (place, place + 1))
        free = (end - start) * GAP // 100
        middle = (start + end) // 2
        yield self._bar("before", pair.before, start + free, middle)
        yield self._bar("after", pair.after, middle, end - free)

    def _bar(self, name: str, count: int | None, start: int, end: int) -> str:
        if count is None:
            x, middle = percent((start + end) // 2), GROUND - HALO
            return f'<text class="app-pairs__withheld" x="{x}" y="{middle}" text-anchor="middle">·</text>'
        x, width = percent(start), percent(end - start)
        return f'<rect class="app-pairs__{name}" x="{x}" y="{self.y(count)}" width="{width}" height="{self.height(count)}"/>'

    def names(self) -> Iterator[str]:
        every = -(-len(self.pairs) // MOST_LABELS)
        for place in range(0, len(self.pairs), every):
            x = percent(WHOLE * place // len(self.pairs))
            label = escape(self.pairs[place].label)
            yield f'<line class="app-pairs__line" x1="{x}" x2="{x}" y1="{GROUND}" y2="{GROUND + 6}"/>'
            yield f'<text class="app-pairs__label" x="{x}" y="{GROUND + 22}">{label}</text>'
