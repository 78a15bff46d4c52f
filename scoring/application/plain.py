"""One canonical form of JSON values, for what is hashed, compared and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_AS_IS = frozenset({str, int, bool, type(None)})


def canonical(value: object) -> str:
    """Give *value* as JSON with sorted keys and no blanks; equal values give equal text.

    Days and moments become ISO text, decimals become plain text (`12.50`, never `1E+1`).

    Raises:
        TypeError: *value* holds something that JSON has no form for, a float included: points are never floats.
    """
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(value: object) -> str:
    """Give the SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def plain(value: object) -> Any:
    """Give *value* as the plain JSON values it stands for. Raises TypeError as `canonical` does."""
    kind = type(value)
    if kind in _AS_IS:  # first, since nearly all that is hashed with every act are these
        return value
    if kind is dict:
        return _plain_mapping(value)  # type: ignore[arg-type]  # a dict
    match value:
        case int():
            return value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return _plain_mapping(value)
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [item if type(item) in _AS_IS else plain(item) for item in value]
        case _:
            message = f"{type(value).__name__} has no canonical form"
            raise TypeError(message)


def _plain_mapping(values: Mapping[Any, object]) -> dict[str, Any]:
    return {str(key): item if type(item) in _AS_IS else plain(item) for key, item in values.items()}
