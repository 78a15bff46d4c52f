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


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was set beforehand instead of a number: whoever reaches it is in. `at_most` is its first key."""

    at_most: int


@dataclass(frozen=True, slots=True)
class LastPlace:
    """The line of a round that is over, for whoever comes later: who ranks before its last place is in, nobody behind it.

    `keys` are those of that place, None where nobody was in: then nobody is. `is_shared` says that whoever is equal to it is in
    too, as long as the round left out nobody of that rank.
    """

    keys: Keys | None
    is_shared: bool


Places: TypeAlias = Quota | Line | LastPlace


def reaches(keys: Keys, line: Line | LastPlace) -> bool:
    """Whether *keys* reach the line of a round that is over."""
    if isinstance(line, Line):
        return keys[0] <= line.at_most
    return line.keys is not None and (keys < line.keys or (keys == line.keys and line.is_shared))
