"""What a reading of a policy found, in one form for both readers: `program` (all facts known) and `bounds` (some missing)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from scoring.engine.places import places_of
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN, Reading
from scoring.policy.point_sums import NONE


class PointTable(NamedTuple):
    """The point table as it was found: columns, whose places `places_of` gives.

    Points are coded; `points` and `raws` (before cap and floor) are None while open. Where nothing is open `points`, `lowest`
    and `highest` are one and the same tuple. `rows` are None while they or their points are open, `caps` the highest that each
    cap can be. `applies` is None while open; `yields` is "" where nothing took the place.
    """

    points: tuple[int | None, ...]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    raws: tuple[int | None, ...]
    rows: tuple[int | None, ...]
    caps: tuple[int, ...]
    applies: tuple[bool | None, ...]
    yields: tuple[str, ...]


class States(NamedTuple):
    """Whether each condition holds, None while open, in the policy's order; and which requirements are waived.

    An entitlement holds where an admission certainly unlocks it.
    """

    requirements: Sequence[bool | None]
    waivers: Sequence[bool]
    vetoes: Sequence[bool | None]
    entitlements: Sequence[bool]


class FoundOpen(NamedTuple):
    """What `bounds` found: ranges everywhere; where nothing is open both ends are the same.

    `facts` are the coded values as they hold (a fact that is open is absent), `variables` those that certainly have a value,
    `table` the point table, `requirements`, `vetoes` and `entitlements` conditions by id, `ranking` the sum and the keys.
    """

    facts: Mapping[str, Any]
    variables: Mapping[str, tuple[Any, Any]]
    requirements: Mapping[str, Range]
    waivers: Mapping[str, Range]
    vetoes: Mapping[str, Range]
    table: PointTable
    total: Range
    threshold: Range | None
    reached: Range
    entitlements: Mapping[str, Range]
    ranking: tuple[Range, ...]

    @property
    def met(self) -> Range:
        """Whether all the requirements hold."""
        return _each(min, self.requirements.values(), CERTAIN)

    @property
    def vetoed(self) -> Range:
        """Whether any veto does."""
        return _each(max, self.vetoes.values(), NONE)

    @property
    def states(self) -> States:
        """The same conditions, each one value."""
        return States(
            [_condition(range_) for range_ in self.requirements.values()],
            [range_ == CERTAIN for range_ in self.waivers.values()],
            [_condition(range_) for range_ in self.vetoes.values()],
            [range_ == CERTAIN for range_ in self.entitlements.values()],
        )

    def held(self, policy: Policy) -> list[Any]:
        """Give the facts as they hold in the order of *policy*, None where one is open."""
        return list(map(self.facts.get, policy.facts))


def _each(join: Callable[[Iterable[int]], int], conditions: Iterable[Range], empty: Range) -> Range:
    """Join conditions, of which there may be none."""
    given = [*conditions, empty]
    return (join(low for low, _ in given), join(high for _, high in given))


def from_readings(policy: Policy, readings: Mapping[str, Reading]) -> PointTable:
    """Give the table of what `bounds` read."""
    columns = places_of(policy)
    given = [readings[id_] for id_ in columns.points]
    return PointTable(
        points=tuple(_settled(r.points) for r in given),
        lowest=tuple(r.points[0] for r in given),
        highest=tuple(r.points[1] for r in given),
        raws=tuple(_settled(readings[id_].raw) for id_ in columns.raws),
        rows=tuple(_row(readings[id_]) for id_ in columns.rows),
        caps=tuple(cap[1] for id_ in columns.caps if (cap := readings[id_].cap) is not None),
        applies=tuple(_condition(readings[id_].applies) for id_ in columns.applies),
        yields=tuple(readings[id_].yields for id_ in columns.yields),
    )


def _row(reading: Reading) -> int | None:
    return None if _settled(reading.points) is None else reading.row


def _settled(range_: Range) -> int | None:
    return range_[0] if range_[0] == range_[1] else None


def _condition(range_: Range) -> bool | None:
    return None if range_[0] != range_[1] else bool(range_[0])
