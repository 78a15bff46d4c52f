"""What of a comparison may be written: small groups are withheld, and what they could be worked out from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from scoring.inspection.impact.hiding import Cell, K, hide
from scoring.inspection.impact.result import COUNTS, LINES, Bins, CutImpact, Impact, Places, QuotaShift, Tally, Unscored
from scoring.policy.wording import Text

__all__ = ["K", "withhold"]

NOTHING = Tally(**dict.fromkeys((field.name for field in fields(Tally)), None))
"""All of it is withheld."""


def withhold(impact: Impact, k: int = K) -> Impact:
    """Give *impact* as it may be written: no number of people from 1 to *k* - 1 in it, none to be worked out, no single row.

    Each cell is None that is withheld. Where fewer than *k* people were compared, nothing is left but whom one cannot compare.
    """
    left_out, people, rows = _row([_given(impact.left_out), _given(impact.everybody.people), _given(impact.rows)], k)
    unscored = _unscored(impact, k)
    few = people is None or people == 0
    everybody = NOTHING if people is None else _everybody(impact.everybody, k)
    return replace(
        impact,
        rows=rows,
        left_out=left_out,
        unscored=unscored,
        everybody=everybody,
        cuts=() if few else tuple(_cut(cut, impact.everybody, everybody, k) for cut in impact.cuts),
        bins=None if few or impact.bins is None else _bins(impact.bins, k),
        quota=None if few or impact.quota is None else _quota(impact.quota, everybody, k),
        hits=(),
    )


def _given(count: int | None) -> int:
    assert count is not None  # noqa: S101 - only what was withheld is None, and that is not withheld again
    return count


def _row(counts: Sequence[int], k: int, hidden: Collection[Cell] = ()) -> list[int | None]:
    """Withhold cells of one row, the last of which is the sum of the others."""
    found = hide([counts], hidden, k)
    return [None if (0, place) in found else count for place, count in enumerate(counts)]


def _unscored(impact: Impact, k: int) -> tuple[Unscored, ...]:
    counts = [_given(each.people) for each in impact.unscored]
    shown = _row([*counts, sum(counts)], k)  # whom both cannot score counts twice, so that these add up to more than are left out
    return tuple(replace(each, people=people) for each, people in zip(impact.unscored, shown, strict=False))


def _counts(tally: Tally, names: Sequence[str]) -> list[int]:
    return [_given(getattr(tally, name)) for name in (*names, "people")]


def _everybody(tally: Tally, k: int) -> Tally:
    for names in (COUNTS, LINES):
        shown: dict[str, Any] = dict(zip(names, _row(_counts(tally, names), k), strict=False))
        tally = replace(tally, **shown)
    return tally


def _cut(cut: CutImpact, everybody: Tally, written: Tally, k: int) -> CutImpact:
    """Withhold of the groups of one fact; where all are in one group there is nothing to tell apart."""
    tallies = [tally for _, tally in cut.groups]
    if len(tallies) < 2:  # noqa: PLR2004 - a comparison takes two
        return replace(cut, groups=())
    people = _row([*(_given(tally.people) for tally in tallies), _given(everybody.people)], k)
    dark = {place for place, count in enumerate(people[:-1]) if count is None}
    shown = [NOTHING if place in dark else tally for place, tally in enumerate(tallies)]
    for names in (COUNTS, LINES):
        table = [_counts(tally, names) for tally in (*tallies, everybody)]
        last = len(names)
        sums = {(len(tallies), c) for c, name in enumerate(names) if getattr(written, name) is None}
        hidden = hide(table, sums | {(r, c) for r in dark for c in range(last + 1)}, k)
        for r, tally in enumerate(shown):
            gone: dict[str, Any] = dict.fromkeys((name for c, name in enumerate(names) if (r, c) in hidden), None)
            shown[r] = replace(tally, **gone)
    labels: list[Text] = [label for label, _ in cut.groups]
    return replace(cut, groups=tuple(zip(labels, shown, strict=True)))


def _bins(bins: Bins, k: int) -> Bins:
    def written(counts: Sequence[int | None]) -> tuple[int | None, ...]:
        given = [_given(count) for count in counts]
        return tuple(_row([*given, sum(given)], k)[:-1])

    return replace(bins, before=written(bins.before), after=written(bins.after))


def _quota(shift: QuotaShift, everybody: Tally, k: int) -> QuotaShift:
    counts = [_given(count) for count in (shift.both, shift.lose, shift.gain)]
    both, lose, gain = [None] * 3 if any(0 < count < k for count in counts) else counts
    before = _places(shift.before, (everybody.lose_line, everybody.keep_line), k)
    after = _places(shift.after, (everybody.gain_line, everybody.keep_line), k)
    return replace(shift, before=before, after=after, both=both, lose=lose, gain=gain)


def _places(places: Places, eligible: tuple[int | None, int | None], k: int) -> Places:
    """Withhold of one side; how many are ranked is the sum of two numbers, and would give one away where that is withheld."""

    def written(count: int | None) -> int | None:
        return None if 0 < _given(count) < k else count

    ranked = None if None in eligible else written(places.ranked)
    return replace(places, ranked=ranked, within=written(places.within), open=written(places.open))
