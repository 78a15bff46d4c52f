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


class Column:
    """A column that grows where it lies: joining its parts at the end would hold all of them twice."""

    def __init__(self) -> None:
        self._array: Array | None = None
        self._rows = 0

    def add(self, part: Array) -> None:
        """Add the next rows, of one width always."""
        rows = self._rows + len(part)
        if self._array is None:
            self._array = np.empty(0, part.dtype)
        if rows > len(self._array):
            self._array.resize(rows + rows // 8, refcheck=False)
        self._array[self._rows : rows] = part
        self._rows = rows

    def whole(self) -> Array:
        """Give all rows; one part at least was added."""
        assert self._array is not None  # noqa: S101 - see above
        return self._array[: self._rows]


class Parts:
    """The standings of one policy, found part by part, of which there is one at least."""

    def __init__(self) -> None:
        self._places = 0
        self._reasons: dict[Why, int] = {}  # each with its number
        self._points, self._admitted, self._unscored = Column(), Column(), Column()
        self._keys: tuple[Column, ...] | None = None

    def add(self, part: Standing) -> None:
        """Add what was found of the next people."""
        self._places = part.places
        numbers = np.array([0, *(self._reasons.setdefault(why, len(self._reasons) + 1) for why in part.reasons)], np.int16)
        self._unscored.add(numbers[part.unscored])
        self._points.add(part.points)
        self._admitted.add(part.admitted)
        if part.keys is not None:
            self._keys = self._keys or tuple(Column() for _ in part.keys)
            for column, key in zip(self._keys, part.keys, strict=True):
                column.add(key)

    def whole(self) -> Standing:
        """Give them as one."""
        return Standing(
            places=self._places,
            points=self._points.whole(),
            admitted=self._admitted.whole(),
            unscored=self._unscored.whole(),
            reasons=tuple(self._reasons),
            keys=None if self._keys is None else tuple(column.whole() for column in self._keys),
        )
