"""What a round's row says of its places, and what a ranking says of them, read and written."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from scoring.application.plain import sha256
from scoring.application.rounds import Limit, Place, without_points
from scoring.policy.language import arithmetic
from scoring.ranking import NO_PLACES, digest_of, line_of, select_each

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from scoring.policy.model import Policy
    from scoring.ranking import Candidate, Keys, LastPlace, Line, Places, RoundResult
    from scoring.records.ranking_rounds import RankingRoundRow


@dataclass(frozen=True, slots=True)
class Entries:
    """Whom a round ranks: the candidates of each district; who is `outside`, admitted without points; which file each is."""

    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What came out: the result of each district, the references of those outside, and whose places stay `empty` by district."""

    results: dict[str, RoundResult]
    outside: tuple[str, ...]
    empty: dict[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What it is known by; the same candidates give it again."""
        return sha256({"ranked": digest_of(self.results), "outside": self.outside})

    def cuts(self, policy: Policy) -> dict[str, Any]:
        """Write down where the line fell in each district."""
        return {
            district: {**_cut(result, policy), "empty": self.empty.get(district, 0)} for district, result in self.results.items()
        }

    def lines(self, places: Mapping[str, Places]) -> dict[str, Line | LastPlace]:
        """Give by which line whoever comes later is measured in each district, after a ranking by these *places*."""
        return {
            district: line_of(result, places.get(district, NO_PLACES), empty=self.empty.get(district, 0))
            for district, result in self.results.items()
        }

    def places(self) -> Iterator[tuple[str, int | None, Place]]:
        """Give of everybody the reference, the rank and the place."""
        for reference in self.outside:
            yield reference, None, Place.OUTSIDE
        for result in self.results.values():
            last = result.count + result.open
            for index, (rank, (_, reference)) in enumerate(zip(result.ranks, result.ordered, strict=True)):
                place = Place.ADMITTED if index < result.count else Place.UNDECIDED if index < last else Place.NOT_SELECTED
                yield reference, rank, place


def limit_of(row: RankingRoundRow) -> Limit:
    """Give how many places a round has."""
    said = json.loads(row.places)
    return Limit(said["kind"], said["number"], said["districts"], Decimal(said["line"]) if said["line"] is not None else None)


def read_cuts(written: str) -> dict[str, Any]:
    """Read where the line fell in each district. Rounds ranked before empty places were counted do not say how many there were."""
    return {district: {"empty": 0, **cut} for district, cut in json.loads(written).items()}


def most_without_points(row: RankingRoundRow, policy: Policy) -> int | None:
    """Give how many a round may admit without points, as it was when the round was opened; None where there is no such number.

    Older rows do not say it: for them it is what the rules announce now.
    """
    is_said, found = said_without_points(row)
    return found if is_said else without_points(policy, row.round)


def said_without_points(row: RankingRoundRow) -> tuple[bool, int | None]:
    """Give whether the row of a round says how many it may admit without points, and what it says."""
    said = json.loads(row.places)
    return "without_points" in said, said.get("without_points")


def ranking_of(row: RankingRoundRow, places: Mapping[str, Places], entries: Entries, removed: Collection[str]) -> Ranking:
    """Rank the candidates of a round by *places*, district by district, without those who were taken out."""
    results = select_each(entries.candidates, places, cancelled=removed, fills_up=row.fills_up)
    ranked = {} if row.fills_up else entries.candidates  # ranks count them where nobody moves up
    empty = {district: sum(reference in removed for _, reference in each) for district, each in ranked.items()}
    return Ranking(results, tuple(sorted(set(entries.outside) - set(removed))), empty)


def points_of(keys: Keys, policy: Policy) -> Decimal:
    """Give the points that rank, from the keys they are the first of."""
    return arithmetic.decode(-keys[0], policy.places)


def _cut(result: RoundResult, policy: Policy) -> dict[str, Any]:
    """Say where the line fell, and who stands above and at it now: without whoever was taken out, also where ranks count them."""
    return {
        "of": len(result.ordered),
        "admitted": result.count,
        "undecided": result.open,
        "left": result.places_left,
        "points": points_of(result.cut_off, policy) if result.cut_off else None,
        "above": bisect_left(result.ordered, result.cut_off, key=itemgetter(0)) if result.cut_off else 0,
        "tied": sum(keys == result.cut_off for keys, _ in result.ordered),
    }
