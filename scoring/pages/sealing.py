"""Answers as a short sealed text: JSON, compressed, encrypted and authenticated (AES-GCM).

The seal binds the format, the policy's name and its digest, so that a text that was changed, or made for another policy or
by another service, does not open. A profile, which serves every policy, is bound to the format alone. Nothing of it is kept here.
"""

from __future__ import annotations

import json
import secrets
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

FORMAT = "luohu answers 1"
PROFILE = f"{FORMAT}|".encode()  # what a profile is bound to; a policy's name and digest are never empty
NONCE = 12
KEY = 32


def key_from(secret: str) -> bytes:
    """Derive the key of the answers from the installation's secret; the secret serves other purposes too."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=FORMAT.encode()).derive(secret.encode())


def seal(key: bytes, policy: Policy, answers: Mapping[str, object]) -> str:
    """Give *answers* (plain values by fact id) as URL-safe text."""
    return close_text(key, _bound_to(policy), {fact: _pack(policy.facts[fact], value) for fact, value in answers.items()})


def unseal(key: bytes, policy: Policy, text: str) -> dict[str, object] | None:
    """Give the answers back; None where the text was not sealed with *key* for this very policy."""
    packed = open_text(key, _bound_to(policy), text)
    return None if packed is None else {fact: _unpack(policy.facts[fact], value) for fact, value in packed.items()}


def seal_profile(key: bytes, answers: Mapping[str, object]) -> str:
    """Give answers that serve every policy as URL-safe text; records keep the names of their fields, for no policy reads them."""
    return close_text(key, PROFILE, answers)


def unseal_profile(key: bytes, text: str) -> dict[str, object] | None:
    """Give the answers of a profile back; None where the text was not sealed with *key* as one."""
    return open_text(key, PROFILE, text)


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


def _bound_to(policy: Policy) -> bytes:
    return f"{FORMAT}|{policy.name}|{policy.digest}".encode()


def _pack(fact: Fact, value: object) -> object:
    """Write records as rows of values, without the names of their fields."""
    if not isinstance(value, list | tuple):
        return value
    return [[record.get(part.id) for part in fact.fields] for record in value]


def _unpack(fact: Fact, value: Any) -> object:
    if not isinstance(value, list):
        return value
    return [{part.id: item for part, item in zip(fact.fields, row, strict=True) if item is not None} for row in value]
