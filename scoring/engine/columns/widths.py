"""How wide a column has to be: the narrowest machine integer that holds all it can be, Python's own integers beyond 64 bits."""

from __future__ import annotations

_BITS = {"int8": 7, "int16": 15, "int32": 31, "int64": 63}
WIDTHS = ("bool", *_BITS, "object")


def width_of(low: int, high: int) -> str:
    """Give the narrowest width that holds every integer from *low* to *high*."""
    return next((width for width, bits in _BITS.items() if -(1 << bits) <= low and high < 1 << bits), "object")


def widest(*widths: str) -> str:
    """Give the width that holds what all *widths* hold."""
    return max(widths, key=WIDTHS.index)
