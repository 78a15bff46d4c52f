"""Array operations on the records of lists: `offsets` say where the records of each row begin, the last where they end."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


def owners(offsets: Array) -> Array:
    """Name the row of each record."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def spread(values: Array, owned: Array) -> Array:
    """Give each record what its row has."""
    return values[owned]


def held_offsets(asked: Array, offsets: Array, default: int) -> Array:
    """Give the offsets where a row that is not *asked* (a truth for each row, or for all) has the *default* number of records."""
    held = np.zeros_like(offsets)
    np.cumsum(np.where(asked, np.diff(offsets), default), out=held[1:])
    return held


def held_places(asked: Array, offsets: Array, held: Array) -> Array:
    """Give the place of each record that is *held* among all that were given, followed by those of the default."""
    owned = owners(held)
    position = np.arange(len(owned)) - held[owned]
    was_asked = np.broadcast_to(asked, len(held) - 1)[owned]
    return np.where(was_asked, offsets[owned], offsets[-1]) + position


def held(values: Array, default: Array, places: Array) -> Array:
    """Give the values that *places* name among *values* and those of the *default*."""
    return np.concatenate((values, default))[places]


def added(values: Array, offsets: Array, out: Array) -> Array:
    """Add up the records of each row. Sums on the way may pass 64 bits and come back, since the last is known to fit."""
    sums = np.zeros(len(values) + 1, object if out.dtype == object else np.int64)
    np.cumsum(values, out=sums[1:])
    np.copyto(out, sums[offsets[1:]] - sums[offsets[:-1]], casting="unsafe")
    return out


def top(values: Array, kept: Array, offsets: Array, number: int, out: Array) -> Array:
    """Add up the *number* highest of the records of each row that are *kept*."""
    places = np.flatnonzero(kept)
    places = places[np.argsort(values[places], kind="stable")[::-1]]
    owned = owners(offsets)
    places = places[np.argsort(owned[places], kind="stable")]
    rows = owned[places]
    starts = np.searchsorted(rows, np.arange(len(offsets) - 1))
    counted = np.arange(len(rows)) - starts[rows] < number
    ends = np.searchsorted(rows[counted], np.arange(len(offsets)))
    return added(values[places[counted]], ends, out)


def first(kept: Array, offsets: Array) -> Array:
    """Say of each record whether it is the first of its row that is *kept*."""
    passed = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=passed[1:])
    found: Array = kept & (passed[:-1] == passed[offsets[owners(offsets)]])
    return found
