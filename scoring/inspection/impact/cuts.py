"""Groups of people by one fact: the options of a choice, yes and no, bands of a number, ages by a day of birth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import numpy as np

from scoring.inspection.impact.standing import Array
from scoring.policy.facts import Fact
from scoring.policy.language import arithmetic
from scoring.policy.language.calendar import add_months, from_date
from scoring.policy.wording import Text, text

AGES = (20, 30, 40, 50, 60)
"""Where age bands begin, in full years, where nobody says otherwise."""
MOST_BANDS = 8
MOST_OPTIONS = 30
_STRETCH = 1 << 20
NOT_GIVEN = text({"zh": "未填写", "en": "not given"})
_YES_NO = (text({"zh": "否", "en": "no"}), text({"zh": "是", "en": "yes"}))


@dataclass(frozen=True, slots=True)
class Cut:
    """Everybody's group by one fact: `codes` are places in `groups`."""

    fact: str
    label: Text
    groups: tuple[Text, ...]
    codes: Array


def can_cut(fact: Fact) -> bool:
    """Whether people can be put into groups by *fact*: not by a text or a list."""
    return fact.kind not in ("text", "list")


def default_facts(before: Sequence[Fact], after: Sequence[Fact]) -> list[str]:
    """Choose the facts to cut by: what both policies take from the vocabulary, else the choices and yes-or-no questions of both.

    Of the latter there are four at most.
    """
    known = {fact.id for fact in after}
    both = [fact for fact in before if fact.id in known and can_cut(fact) and len(fact.options) <= MOST_OPTIONS]
    shared = [fact.id for fact in both if fact.shared]
    return shared or [fact.id for fact in both if fact.kind in ("choice", "boolean")][:4]


def cut(fact: Fact, coded: Array, given: Array | None, *, on: date, edges: Sequence[Decimal] = ()) -> Cut:
    """Put everybody into a group by their *coded* values of *fact*; *given* says whose is not empty.

    *edges* are where bands of a number begin, or bands of ages in full years on the day *on*; without any they are chosen.
    """
    match fact.kind:
        case "choice":
            groups, codes = tuple(option.label for option in fact.options), coded.astype(np.int16)
        case "boolean":
            groups, codes = _YES_NO, coded.astype(np.int16)
        case "date":
            groups, codes = _ages(coded, edges or [Decimal(age) for age in AGES], on)
        case _:
            groups, codes = _bands(fact, coded, edges)
    if given is not None and not given.all():
        groups, codes = (*groups, NOT_GIVEN), np.where(given, codes, len(groups))
    return Cut(fact.id, fact.label, groups, codes)


def _ages(coded: Array, edges: Sequence[Decimal], on: date) -> tuple[tuple[Text, ...], Array]:
    """Band by full years: whoever has had the birthday that begins a band is in it."""
    years = sorted({int(edge) for edge in edges})
    latest = [add_months(from_date(on), -12 * age) for age in years[::-1]]
    codes = len(years) - _places(latest, coded, "left")
    names = [
        text({"zh": f"未满{years[0]}岁", "en": f"under {years[0]} years"}),
        *(text({"zh": f"{a}–{b - 1}岁", "en": f"{a}–{b - 1} years"}) for a, b in pairwise(years)),
        text({"zh": f"{years[-1]}岁及以上", "en": f"{years[-1]} years and over"}),
    ]
    return tuple(names), codes


def _bands(fact: Fact, coded: Array, edges: Sequence[Decimal]) -> tuple[tuple[Text, ...], Array]:
    starts = sorted({_ceiling(edge, fact.places) for edge in edges}) or _even(coded)
    codes = _places(starts, coded, "right")
    shown = [f"{arithmetic.decode(start, fact.places).normalize():f}" for start in starts]
    names = [
        text({"zh": f"不足{shown[0]}", "en": f"below {shown[0]}"}),
        *(text({"zh": f"{a}至不足{b}", "en": f"{a} to below {b}"}) for a, b in pairwise(shown)),
        text({"zh": f"{shown[-1]}及以上", "en": f"{shown[-1]} and more"}),
    ]
    return tuple(names), codes


def _places(starts: Sequence[int], coded: Array, side: Literal["left", "right"]) -> Array:
    """Say how many *starts* lie before each value, a stretch at a time: NumPy answers in numbers four times as wide as are kept."""
    places, edges = np.empty(len(coded), np.int16), np.array(starts, np.int64)
    for first in range(0, len(coded), _STRETCH):
        stretch = slice(first, first + _STRETCH)
        places[stretch] = np.searchsorted(edges, coded[stretch].astype(np.int64), side)
    return places


def _ceiling(edge: Decimal, places: int) -> int:
    """Give the first coded value that is not below *edge*."""
    scaled = edge.scaleb(places)
    return int(scaled.to_integral_value("ROUND_CEILING"))


def _even(values: Array) -> list[int]:
    """Give bands of one width that hold all *values*: a few times 1, 2 or 5 times a power of ten."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    step = nice_step(high - low, MOST_BANDS)
    return list(range(step * (low // step + 1), high + 1, step)) or [low]


def nice_step(span: int, most: int) -> int:
    """Give the least of 1, 2, 5, 10, 20 … that goes into *span* fewer than *most* times."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if span < step * (most - 1):
                return step
        unit *= 10
