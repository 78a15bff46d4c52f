"""A balance: of each of some groups, what share loses, to the left of the middle, and what share gains, to the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from scoring.charts.places import WHOLE, percent

ROW, BAR = 68, 16  # of a group: its height, and that of its bar
NAME, SHARES, TOP = 20, 40, 46  # below the top of a group: where its name, its shares and its bar stand
MIDDLE = WHOLE // 2


@dataclass(frozen=True, slots=True)
class Balance:
    """One group: how many of so many people lose and gain; None where that is withheld."""

    label: str
    lose: int | None
    gain: int | None
    people: int | None


def balance_chart(title: str, groups: Sequence[Balance]) -> str:
    """Draw *groups*, of which there is one at least, as an SVG element that *title* describes.

    The longest bar reaches the edge. A group of which nothing is known has no bar and a dash. Classes: `app-balance`, and
    `app-balance__` with `lose`, `gain`, `middle`, `label`.
    """
    height = ROW * len(groups)
    shares = [(_share(each.lose, each.people), _share(each.gain, each.people)) for each in groups]
    widest = max((share for pair in shares for share in pair if share), default=Decimal(1))
    parts = [part for place, each in enumerate(groups) for part in _group(place, each.label, shares[place], widest)]
    head = f'<svg class="app-balance" width="100%" height="{height}" role="img" aria-label="{escape(title)}">'
    return "".join((head, f"<title>{escape(title)}</title>", *parts, "</svg>"))


def _share(count: int | None, people: int | None) -> Decimal | None:
    return Decimal(count) / people if count is not None and people else None


def _group(place: int, label: str, shares: tuple[Decimal | None, Decimal | None], widest: Decimal) -> Iterator[str]:
    top = ROW * place + TOP
    yield f'<text class="app-balance__label" x="50%" y="{ROW * place + NAME}" text-anchor="middle">{escape(label)}</text>'
    for name, share, edge, anchor in (("lose", shares[0], "0%", "start"), ("gain", shares[1], "100%", "end")):
        width = int(MIDDLE * (share or 0) / widest)
        x = percent(MIDDLE - width if name == "lose" else MIDDLE)
        yield f'<rect class="app-balance__{name}" x="{x}" y="{top}" width="{percent(width)}" height="{BAR}"/>'
        shown = "–" if share is None else f"{100 * share:.1f}%"
        yield f'<text class="app-balance__label" x="{edge}" y="{ROW * place + SHARES}" text-anchor="{anchor}">{shown}</text>'
    yield f'<line class="app-balance__middle" x1="50%" x2="50%" y1="{top - 4}" y2="{top + BAR + 4}"/>'
