"""The two secrets of an instance and what is done with them: wrapping data keys, and the blind index.

A master key only ever wraps data keys; a data key encrypts the personal columns of one application. Destroying the
wrapped data key erases what it encrypted, in append-only rows and in backups alike.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from scoring.application.identity import IdentityNumber
from scoring.errors import SettingsRefused

KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_CHARACTERS = 8
CIPHER = b"aes256gcm"
"""The algorithm of what is encrypted now; what names none was encrypted with it before algorithms were named."""

BLIND_INDEX = "hmac-sha256"
"""The algorithm of blind indexes."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The master key and the key of the blind index, 32 bytes each."""

    master: bytes = field(repr=False)
    index: bytes = field(repr=False)
    old: bytes | None = field(repr=False, default=None)  # the master key before, while data keys are rewrapped

    def wrap(self, data_key: bytes, context: str) -> bytes:
        """Encrypt a data key for storage in the place that *context* names."""
        return seal(self.master, data_key, context)

    def unwrap(self, wrapped: bytes, context: str) -> bytes:
        """Give the data key back.

        Raises:
            SettingsRefused: it was wrapped by another master key, or does not belong to this place.
        """
        for master in (self.master, self.old):
            if master is not None and is_sealed_by(master, wrapped):
                with suppress(InvalidTag):
                    return unseal(master, wrapped, context)
        raise SettingsRefused("LUOHU_MASTER_KEY", _OTHER_KEY.format(key_id(self.master)))

    def blind(self, number: IdentityNumber) -> bytes:
        """Give the 32 bytes by which an identity number is found without being readable."""
        return hmac.new(self.index, b"identity_number:" + number.reveal().encode(), hashlib.sha256).digest()

    def blind_award(self, scheme: str, version: str, name: str) -> bytes:
        """Give the 32 bytes by which decisions are found that a criterion, or a row of it, gave points."""
        return hmac.new(self.index, f"award:{scheme}@{version}:{name}".encode(), hashlib.sha256).digest()


_OTHER_KEY = "these records were written under another master key than {}. Set the key this database was made with."


def new_data_key() -> bytes:
    """Make a data key at random."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def key_id(key: bytes) -> str:
    """Give the eight characters that stand before what *key* encrypted; they tell nothing about the key."""
    return hashlib.sha256(b"key id:" + key).hexdigest()[:_ID_CHARACTERS]


def prefix(key: bytes) -> bytes:
    """Give what stands before everything that *key* encrypts now: algorithm, a colon, key id, a dot."""
    return CIPHER + b":" + key_id(key).encode() + b"."


def is_sealed_by(key: bytes, sealed: bytes) -> bool:
    """Whether what was encrypted names this key, with its algorithm or, as was usual before, without."""
    return sealed.startswith((prefix(key), key_id(key).encode() + b"."))


def seal(key: bytes, plain: bytes, context: str) -> bytes:
    """Encrypt: prefix, nonce, ciphertext. *context* (`table.column/row`) must be the same when it is read."""
    nonce = os.urandom(_NONCE_BYTES)
    return prefix(key) + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """Decrypt.

    Raises:
        InvalidTag: another key, another place, or a changed byte.
    """
    if not is_sealed_by(key, sealed):
        raise InvalidTag
    body = sealed.removeprefix(CIPHER + b":")[_ID_CHARACTERS + 1 :]
    return AESGCM(key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], context.encode())
