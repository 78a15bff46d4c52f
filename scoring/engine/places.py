"""Which items of a policy stand in which column of a point table: each column has only those of which it says something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from scoring.policy.criteria import Criterion, Group
from scoring.policy.model import Policy

Item: TypeAlias = Criterion | Group
Places: TypeAlias = Mapping[str, int]


class PointPlaces(NamedTuple):
    """The place of every item in each column, by id, all in the order of `Policy.walk`."""

    points: Places  # of every item
    raws: Places  # of those whose points something can change after the rule
    rows: Places  # of criteria
    caps: Places
    applies: Places
    yields: Places
    counts: Places  # of those in whose place another of the same group may be counted


def is_limited(item: Item) -> bool:
    """Whether cap, floor or another criterion can change the points that the rule gave."""
    return item.maximum is not None or item.minimum is not None or yields(item)


def yields(item: Item) -> bool:
    """Whether another criterion can take the place of *item*."""
    return isinstance(item, Criterion) and bool(item.yields_to)


@lru_cache(maxsize=256)
def places_of(policy: Policy) -> PointPlaces:
    """Give the columns of *policy*."""
    groups = (item for item in policy.walk() if isinstance(item, Group) and item.combine != "sum")
    chosen = {item.id for group in groups for item in group.items}

    def those(has: Callable[[Item], bool]) -> Places:
        return {id_: place for place, id_ in enumerate(item.id for item in policy.walk() if has(item))}

    return PointPlaces(
        points=those(lambda _: True),
        raws=those(is_limited),
        rows=those(lambda item: isinstance(item, Criterion)),
        caps=those(lambda item: item.maximum is not None),
        applies=those(lambda item: item.applies is not None),
        yields=those(yields),
        counts=those(lambda item: item.id in chosen),
    )
