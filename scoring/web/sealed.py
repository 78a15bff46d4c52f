"""Plain values as a short sealed text that a page or a cookie carries: JSON, compressed, encrypted and authenticated (AES-GCM)."""

from __future__ import annotations

import json
import secrets
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Mapping

NONCE = 12
KEY = 32


def derive_key(secret: str, purpose: str) -> bytes:
    """Derive the key of one *purpose* from the installation's secret, which serves others too."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose.encode()).derive(secret.encode())


def close_text(key: bytes, bound_to: bytes, packed: Mapping[str, object]) -> str:
    """Seal *packed*, plain values by name, as URL-safe text that opens for the same *bound_to* only."""
    compressed = zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode(), level=9)
    nonce = secrets.token_bytes(NONCE)
    return urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, compressed, bound_to)).rstrip(b"=").decode()


def open_text(key: bytes, bound_to: bytes, text: str) -> dict[str, Any] | None:
    """Give back what `close_text` sealed with the same *key* and *bound_to*; None for anything else."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        compressed = AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound_to)
    except (InvalidTag, NotBase64, ValueError):
        return None
    packed: dict[str, Any] = json.loads(zlib.decompress(compressed))
    return packed
