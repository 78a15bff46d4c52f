"""What the steps of a kernel are called, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from scoring.engine.columns import records
from scoring.engine.columns.records import Array
from scoring.engine.columns.widths import WIDTHS


def look(table: Array, codes: Array, out: Array | None = None) -> Array:
    """Look *codes* up in a table; one beyond its ends meets its first or last entry."""
    return table.take(codes, out=out, mode="clip")


def converted(values: Array, out: Array | None = None, *, width: str) -> Array:
    """Give the same numbers in another width, which is known to hold them."""
    if out is None:
        return values.astype(width)
    np.copyto(out, values, casting="unsafe")
    return out


def everywhere(value: int, owned: Array, *, width: str) -> Array:
    """Give each record the same."""
    return np.full(len(owned), value, width)


_UFUNCS = (
    "add subtract multiply floor_divide remainder minimum maximum equal not_equal less less_equal greater greater_equal "
    "bitwise_and bitwise_or logical_not"
)
_RECORDS = (records.owners, records.spread, records.held_offsets, records.held_places, records.held)
_REDUCED = (records.added, records.top, records.first)

OPERATORS: Mapping[str, Callable[..., Any]] = {
    **{name: getattr(np, name) for name in _UFUNCS.split()},
    **{function.__name__: function for function in (*_RECORDS, *_REDUCED, look)},
    **{f"to_{width}": partial(converted, width=width) for width in WIDTHS},
    **{f"all_{width}": partial(everywhere, width=width) for width in WIDTHS},
    "copyto": np.copyto,
}
