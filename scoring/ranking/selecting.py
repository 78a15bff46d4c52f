"""Ranking candidates by their keys and drawing the line: at the quota, ties there by the published rule, or where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice
from operator import eq, itemgetter
from typing import TypeAlias, assert_never

from scoring.ranking.places import NO_PLACES, Keys, LastPlace, Line, Places, Quota

Candidate: TypeAlias = tuple[Keys, str]
"""One application in the round: its keys and its reference.

Keys are what `Assessment.ranking_keys` gives: the lowest comes first, so points stand negated, in units of the policy's precision.
Equal keys are a tie. It is a plain tuple, since a round may have a million of them.
"""


MANY = 20_000
"""From how many on the columns of keys are sorted by NumPy: of a million in a third of the time."""

_keys: Callable[[Candidate], Keys] = itemgetter(0)
_reference: Callable[[Candidate], str] = itemgetter(1)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The result of a round: everybody in rank order, candidates of one rank in the order of their references.

    `ranks` stand beside `ordered`: 1, 1, 3 where two share the first place. The first `count` are admitted; the `open` ones after
    them are tied at the line, and the authority's own further rule admits `places_left` of those. `cut_off` are the keys of the
    last one within the places, None where nobody is; on a list measured by a round that is over, those of that round's last
    place, unless places that it left free go further. `tied_at_cut_off` is how many share those keys, whether admitted or not;
    `above_cut_off` how many have better ones. Who was `cancelled` stands in none of these, but in the last two where places stay
    empty: the line lies where it fell with them.
    """

    ordered: tuple[Candidate, ...]
    ranks: tuple[int, ...]
    count: int
    open: int
    places_left: int
    cut_off: Keys | None
    above_cut_off: int
    tied_at_cut_off: int

    @property
    def admitted(self) -> tuple[str, ...]:
        """The references of those who are in, in rank order."""
        return tuple(reference for _, reference in self.ordered[: self.count])

    @property
    def undecided(self) -> tuple[str, ...]:
        """Those of whom a further rule admits some."""
        return tuple(reference for _, reference in self.ordered[self.count : self.count + self.open])

    @property
    def not_selected(self) -> tuple[str, ...]:
        """Those beyond the line."""
        return tuple(reference for _, reference in self.ordered[self.count + self.open :])


def select(
    candidates: Iterable[Candidate], places: Places, *, cancelled: Collection[str] = (), fills_up: bool = True
) -> RoundResult:
    """Rank *candidates* and admit those within the places.

    Args:
        candidates: everybody in the round, in any order.
        places: how many there are and what becomes of a tie, the line that was set, or where that of a round fell.
        cancelled: the references of those who fell out; they get no place.
        fills_up: whether the next ones move up into the places of the cancelled; else those stay empty.

    Raises:
        ValueError: the quota is negative, two candidates have one reference, or keys differ in length.
    """
    everyone = _ordered(candidates)
    out = frozenset(cancelled)
    if fills_up and out:
        everyone = [each for each in everyone if each[1] not in out]
    result = _placed(everyone, places)
    return result if fills_up or not out else _without(result, out)


def line_of(result: RoundResult, places: Places, *, empty: int = 0) -> Line | LastPlace:
    """Give the line by which whoever comes after a round is measured, so that nobody lower than one it left out gets in.

    *empty* are places that stay so, since those who had them were cancelled.
    """
    if isinstance(places, Line) or (isinstance(places, LastPlace) and not places.free.places):
        return places
    beyond = result.ordered[result.count + result.open :][:1]
    is_left_out = result.places_left > 0 or any(keys == result.cut_off for keys, _ in beyond)  # whether to be drawn or drawn
    free = places if isinstance(places, Quota) else places.free
    left = free.places - result.count - empty
    is_free = left > 0 and not beyond and not result.open
    return LastPlace(result.cut_off, not is_left_out, Quota(left, free.ties) if is_free else NO_PLACES)


def select_each(
    candidates: Mapping[str, Iterable[Candidate]],
    places: Mapping[str, Places],
    *,
    cancelled: Collection[str] = (),
    fills_up: bool = True,
) -> dict[str, RoundResult]:
    """Hold the round district by district, each with places of its own; a district without any admits nobody. As `select`."""
    return {
        district: select(candidates.get(district, ()), places.get(district, NO_PLACES), cancelled=cancelled, fills_up=fills_up)
        for district in sorted({*candidates, *places})
    }


def draw(result: RoundResult, drawn: Collection[str]) -> RoundResult:
    """Give the result once the further rule admitted *drawn* of those who were undecided.

    Among one rank, who was drawn comes first.

    Raises:
        ValueError: they are none of the undecided, or not exactly as many as places are left.
    """
    chosen, undecided = frozenset(drawn), frozenset(result.undecided)
    if not chosen <= undecided or len(chosen) != result.places_left:
        message = f"exactly {result.places_left} of the {len(undecided)} undecided are drawn"
        raise ValueError(message)
    first, last = result.count, result.count + result.open
    tied = sorted(result.ordered[first:last], key=lambda each: (each[1] not in chosen, each[1]))
    ordered = (*result.ordered[:first], *tied, *result.ordered[last:])
    return _replaced(result, ordered, result.ranks, (first + len(chosen), 0, 0))


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Sort by reference, then by keys: two stable sorts take half the time of one of nested tuples."""
    by_reference = sorted(candidates, key=_reference)
    references = list(map(_reference, by_reference))
    if any(map(eq, references, islice(references, 1, None))):
        message = "two candidates have the same reference"
        raise ValueError(message)
    if len(set(map(len, map(_keys, by_reference)))) > 1:
        message = "all candidates need the same number of keys"
        raise ValueError(message)
    return _by_keys(by_reference)


def _by_keys(candidates: list[Candidate]) -> list[Candidate]:
    """Sort by keys; those of equal ones stay in the order they are in. Keys beyond 64 bits are sorted without NumPy."""
    width = len(candidates[0][0]) if candidates else 0
    if len(candidates) < MANY or not width:
        return sorted(candidates, key=_keys)
    import numpy as np  # noqa: PLC0415 - few rounds are so large that they need it

    try:
        plain = np.fromiter(chain.from_iterable(map(_keys, candidates)), np.int64, len(candidates) * width)
    except OverflowError:
        return sorted(candidates, key=_keys)
    order = np.lexsort(plain.reshape(-1, width).T[::-1])
    return [candidates[index] for index in order.tolist()]


def _ranks(everyone: Sequence[Candidate]) -> tuple[int, ...]:
    ranks, rank, before = [], 0, None
    for position, (keys, _) in enumerate(everyone, 1):
        if keys != before:
            rank, before = position, keys
        ranks.append(rank)
    return tuple(ranks)


def _placed(everyone: list[Candidate], places: Places) -> RoundResult:
    match places:
        case Quota():
            return _within(everyone, places)
        case Line(at_most):
            return _at_line(everyone, at_most)
        case LastPlace():
            return _behind(everyone, places)
        case _:
            assert_never(places)


def _within(everyone: list[Candidate], quota: Quota) -> RoundResult:
    if quota.places < 0:
        message = f"the quota is {quota.places}; it cannot be negative"
        raise ValueError(message)
    if quota.places == 0 or not everyone:
        return _result(everyone, 0, 0, 0)
    first, last = _tie(everyone, min(quota.places, len(everyone)) - 1)
    if last <= quota.places or quota.ties == "admit_all":
        return _result(everyone, last, 0, 0)
    if quota.ties == "draw_line":
        return _result(everyone, first, last - first, quota.places - first)
    return _result(everyone, first, 0, 0)


def _at_line(everyone: list[Candidate], at_most: int) -> RoundResult:
    return _result(everyone, bisect_right(everyone, at_most, key=lambda each: each[0][0]), 0, 0)


def _behind(everyone: list[Candidate], place: LastPlace) -> RoundResult:
    """Measure by the last place of another round: the cut-off is its keys, whoever of these people has them.

    Where places stayed free, those behind are ranked for what is left of them; the cut-off is then that of the last one in.
    """
    keys = place.keys
    first = bisect_left(everyone, keys, key=_keys) if keys is not None else 0
    last = bisect_right(everyone, keys, key=_keys) if keys is not None else 0
    reach = last if place.is_shared else first
    behind = _within(everyone[reach:], Quota(max(0, place.free.places - reach), place.free.ties))
    if behind.count or behind.open:
        return _result(everyone, reach + behind.count, behind.open, behind.places_left)
    return RoundResult(tuple(everyone), _ranks(everyone), reach, 0, 0, keys, first, last - first)


def _tie(everyone: list[Candidate], position: int) -> tuple[int, int]:
    """Give where those begin and end who share the keys of the one at *position*."""
    keys = everyone[position][0]
    return bisect_left(everyone, keys, key=_keys), bisect_right(everyone, keys, key=_keys)


def _result(everyone: list[Candidate], count: int, undecided: int, left: int) -> RoundResult:
    last = count + undecided
    first, end = _tie(everyone, last - 1) if last else (0, 0)
    cut_off = everyone[last - 1][0] if last else None
    return RoundResult(tuple(everyone), _ranks(everyone), count, undecided, left, cut_off, first, end - first)


def _without(result: RoundResult, out: frozenset[str]) -> RoundResult:
    """Take the cancelled out of a result; their places stay empty, and the line where it is."""
    stays = [reference not in out for _, reference in result.ordered]
    first, last = result.count, result.count + result.open
    count, undecided = sum(stays[:first]), sum(stays[first:last])
    left = min(result.places_left, undecided)
    if left == undecided:  # there is a place for each that is left
        count, undecided, left = count + undecided, 0, 0
    ordered, ranks = tuple(compress(result.ordered, stays)), tuple(compress(result.ranks, stays))
    return _replaced(result, ordered, ranks, (count, undecided, left))


def _replaced(
    result: RoundResult, ordered: tuple[Candidate, ...], ranks: tuple[int, ...], line: tuple[int, int, int]
) -> RoundResult:
    """Give a result with other people in it, and the same cut-off."""
    return RoundResult(ordered, ranks, *line, result.cut_off, result.above_cut_off, result.tied_at_cut_off)
