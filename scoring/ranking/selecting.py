"""Ranking candidates by their keys and drawing the line at the quota, ties at the line by the published rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

Keys: TypeAlias = tuple[int, ...]
Ties: TypeAlias = Literal["admit_all", "admit_none", "draw_line"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application in the round.

    `keys` are what `Assessment.ranking_keys` gives: the lowest comes first, so points stand negated, in units of the policy's
    precision. Equal keys are a tie.
    """

    reference: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with the rank: 1, 1, 3 where two share the first place."""

    candidate: Candidate
    rank: int


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The result of a round, in rank order; candidates of one rank in the order of their references.

    `cut_off` are the keys of the last one admitted, None where nobody was. `tied_at_cut_off` is how many share those keys, whether
    admitted or not; `above_cut_off` how many were admitted with better ones. Under `draw_line` the line falls inside a tie,
    and `undecided` names those of whom the authority's own further rule admits `places_left`.
    """

    admitted: tuple[Placed, ...]
    not_selected: tuple[Placed, ...]
    undecided: tuple[Placed, ...]
    places_left: int
    cut_off: Keys | None
    above_cut_off: int
    tied_at_cut_off: int


def select(candidates: Iterable[Candidate], *, quota: int, ties_at_cut_off: Ties) -> RoundResult:
    """Rank *candidates* and admit up to *quota* of them; a tie at the line is admitted whole, not at all, or left to be drawn.

    Raises:
        ValueError: *quota* is negative, two candidates have one reference, or keys differ in length.
    """
    ranked = _ranked(candidates, quota)
    ties = _tie_at(ranked, quota)
    if not ties:
        return _result([], ranked, [], 0)
    before = [p for p in ranked if p.rank < ties[0].rank]
    after = [p for p in ranked if p.rank > ties[0].rank]
    places = quota - len(before)
    if len(ties) <= places or ties_at_cut_off == "admit_all":
        return _result([*before, *ties], after, [], 0)
    if ties_at_cut_off == "draw_line":
        return _result(before, after, ties, places)
    return _result(before, [*ties, *after], [], 0)


def _ranked(candidates: Iterable[Candidate], quota: int) -> list[Placed]:
    ordered = sorted(candidates, key=lambda c: (c.keys, c.reference))
    if quota < 0:
        message = f"the quota is {quota}; it cannot be negative"
        raise ValueError(message)
    if len({c.reference for c in ordered}) < len(ordered):
        message = "two candidates have the same reference"
        raise ValueError(message)
    if len({len(c.keys) for c in ordered}) > 1:
        message = "all candidates need the same number of keys"
        raise ValueError(message)
    placed: list[Placed] = []
    for _, tied in groupby(ordered, key=lambda c: c.keys):
        rank = len(placed) + 1
        placed += [Placed(candidate, rank) for candidate in tied]
    return placed


def _tie_at(ranked: Sequence[Placed], quota: int) -> list[Placed]:
    """Give all who share the keys of the last place within the quota; with no place or nobody, none."""
    if quota == 0 or not ranked:
        return []
    last = ranked[min(quota, len(ranked)) - 1]
    return [placed for placed in ranked if placed.rank == last.rank]


def _result(admitted: list[Placed], refused: list[Placed], undecided: list[Placed], places_left: int) -> RoundResult:
    at_line = undecided[0] if undecided else admitted[-1] if admitted else None
    everyone = (*admitted, *undecided, *refused)
    return RoundResult(
        admitted=tuple(admitted),
        not_selected=tuple(refused),
        undecided=tuple(undecided),
        places_left=places_left,
        cut_off=at_line.candidate.keys if at_line else None,
        above_cut_off=sum(p.rank < at_line.rank for p in admitted) if at_line else 0,
        tied_at_cut_off=sum(p.rank == at_line.rank for p in everyone) if at_line else 0,
    )
