"""Where people stand under one policy: a table of arrays, a row for each person."""

from __future__ import annotations

from collections.abc import Sequence
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

    `points` are totals in units of 10**-`places`; `admitted` says who is eligible: requirements met, no veto, and the threshold
    reached where there is one. `keys` sort those whom the policy ranks, lowest first, as `Assessment.ranking_keys` does; None where
    it ranks nobody. `unscored` is 0 where the person was scored, else the place in `reasons`, counted from 1; all else says nothing
    of them then.
    """

    places: int
    points: Array
    admitted: Array
    unscored: Array
    reasons: tuple[Why, ...] = ()
    keys: tuple[Array, ...] | None = None

    def __len__(self) -> int:
        return len(self.points)


def joined(parts: Sequence[Standing]) -> Standing:
    """Put the standings of one policy together that were found part by part; there is one at least."""
    reasons = tuple(dict.fromkeys(why for part in parts for why in part.reasons))
    first = parts[0]
    return Standing(
        places=first.places,
        points=np.concatenate([part.points for part in parts]),
        admitted=np.concatenate([part.admitted for part in parts]),
        unscored=np.concatenate([_renumbered(part, reasons) for part in parts]),
        reasons=reasons,
        keys=None if first.keys is None else tuple(map(np.concatenate, zip(*(part.keys or () for part in parts), strict=True))),
    )


def _renumbered(part: Standing, reasons: tuple[Why, ...]) -> Array:
    numbers = np.array([0, *(reasons.index(why) + 1 for why in part.reasons)], np.int16)
    renumbered: Array = numbers[part.unscored]
    return renumbered
