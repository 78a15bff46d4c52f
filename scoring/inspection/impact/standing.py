"""Where people stand under one policy: a table of arrays, a row for each person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a policy cannot score somebody: a fact that is missing or not allowed, a check that fails, a row that is no row.

    `id` is that of the fact or check; of a row that cannot be read the code of the reason.
    """

    code: Literal["missing", "refused", "contradicted", "unreadable"]
    id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What one policy says of each person, in the order of the table.

    `points` are totals in units of 10**-`places`, no wider than the policy's bounds ask for; `admitted` says who is eligible:
    requirements met, no veto, and the threshold reached where there is one. `keys` sort those whom the policy ranks, lowest first,
    as `Assessment.ranking_keys` does; None where it ranks nobody. `unscored` is 0 where the person was scored, else the place in
    `reasons`, counted from 1; all else says nothing of them then.
    """

    places: int
    points: Array
    admitted: Array
    unscored: Array
    reasons: tuple[Why, ...] = ()
    keys: tuple[Array, ...] | None = None

    def __len__(self) -> int:
        return len(self.points)


class Parts:
    """The standings of one policy, found part by part, of which there is one at least. Put together they hold nothing twice."""

    def __init__(self) -> None:
        self._places = 0
        self._reasons: dict[Why, int] = {}  # each with its number
        self._points, self._admitted, self._unscored = list[Array](), list[Array](), list[Array]()
        self._keys: list[list[Array]] | None = None

    def add(self, part: Standing) -> None:
        """Add what was found of the next people."""
        self._places = part.places
        numbers = np.array([0, *(self._reasons.setdefault(why, len(self._reasons) + 1) for why in part.reasons)], np.int16)
        self._unscored.append(numbers[part.unscored])
        self._points.append(part.points)
        self._admitted.append(part.admitted)
        if part.keys is not None:
            self._keys = self._keys or [[] for _ in part.keys]
            for gathered, key in zip(self._keys, part.keys, strict=True):
                gathered.append(key)

    def whole(self) -> Standing:
        """Give them as one, once."""
        return Standing(
            places=self._places,
            points=taken(self._points),
            admitted=taken(self._admitted),
            unscored=taken(self._unscored),
            reasons=tuple(self._reasons),
            keys=None if self._keys is None else tuple(map(taken, self._keys)),
        )


def taken(arrays: list[Array]) -> Array:
    """Join *arrays*, and let go of them: with ten million people they are no small thing."""
    whole = np.concatenate(arrays)
    arrays.clear()
    return whole
