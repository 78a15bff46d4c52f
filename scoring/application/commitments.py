"""Salted commitments: what is signed can be shown, or withheld, piece by piece.

A commitment is the SHA-256 over label, salt and value. Without the salt nobody can try out what is behind it, and the salt of one
piece tells nothing about another's: all of them are made of one secret, which stays with the file and goes with its key.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from scoring.application.plain import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET_BYTES = 32


def salt(secret: bytes, label: str) -> str:
    """Give the salt of the piece *label*, 64 hexadecimal digits."""
    return hmac.new(secret, b"commitment:" + label.encode(), hashlib.sha256).hexdigest()


def commitment(secret: bytes, label: str, value: object) -> str:
    """Commit to a value, 64 hexadecimal digits. Raises TypeError where it has no canonical form."""
    return sha256([label, salt(secret, label), value])


def commitments(secret: bytes, pieces: Mapping[str, object]) -> dict[str, str]:
    """Commit to each piece."""
    return {label: commitment(secret, label, value) for label, value in pieces.items()}
