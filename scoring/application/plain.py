"""One canonical form of JSON values, for what is hashed, compared and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any


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
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [plain(item) for item in value]
        case _:
            message = f"{type(value).__name__} has no canonical form"
            raise TypeError(message)
