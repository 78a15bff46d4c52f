"""How many get in: so many places, a line that was set beforehand, or the line of a round that is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Keys: TypeAlias = tuple[int, ...]
Ties: TypeAlias = Literal["admit_all", "admit_none", "draw_line"]


@dataclass(frozen=True, slots=True)
class Quota:
    """So many places, and what becomes of a tie at the last of them."""

    places: int
    ties: Ties


NO_PLACES = Quota(0, "admit_none")
"""Of a district that has none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was set beforehand instead of a number: whoever reaches it is in. `at_most` is its first key."""

    at_most: int


@dataclass(frozen=True, slots=True)
class LastPlace:
    """The line of a round that is over, for whoever comes later: who ranks before its last place is in, nobody behind it.

    `keys` are those of that place, None where nobody was in. `is_shared` says that whoever is equal to it is in too, as long as
    the round left out nobody of that rank. Where it left out nobody at all and places stayed free, `free` are for those behind, in
    the order of rank: else somebody would be left out for having come later, and a place would be nobody's.
    """

    keys: Keys | None
    is_shared: bool
    free: Quota = NO_PLACES


Places: TypeAlias = Quota | Line | LastPlace


def reaches(keys: Keys, line: Line | LastPlace) -> bool:
    """Whether *keys* reach the line of a round that is over; places that stayed free have no part in it."""
    if isinstance(line, Line):
        return keys[0] <= line.at_most
    return line.keys is not None and (keys < line.keys or (keys == line.keys and line.is_shared))
