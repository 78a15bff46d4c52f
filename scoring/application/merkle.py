"""One hash over many, and the short way from each of them to it: trees of hashes as in RFC 6962, 2.1."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Step:
    """The hash that stands beside the way, in hex, and on which side."""

    side: Literal["left", "right"]
    hash: str


def root(hashes: Sequence[str]) -> str:
    """Give the one hash over one or more, all of them in hex."""
    return _root([bytes.fromhex(one) for one in hashes]).hex()


def path(hashes: Sequence[str], index: int) -> tuple[Step, ...]:
    """Give the steps from the hash at *index* to the root, from below."""
    return tuple(_path([bytes.fromhex(one) for one in hashes], index))


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = _half(len(leaves))
    return hashlib.sha256(b"\x01" + _root(leaves[:half]) + _root(leaves[half:])).digest()


def _path(leaves: Sequence[bytes], index: int) -> list[Step]:
    if len(leaves) == 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*_path(leaves[:half], index), Step("right", _root(leaves[half:]).hex())]
    return [*_path(leaves[half:], index - half), Step("left", _root(leaves[:half]).hex())]


def _half(count: int) -> int:
    """Give the largest power of two below *count*."""
    return 1 << (count - 1).bit_length() - 1
