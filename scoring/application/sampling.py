"""A sample that anybody can draw again: which of many references are taken is settled by a seed alone.

Each reference is hashed with the seed before it, SHA-256 of `seed`, a line feed and the reference in UTF-8, and those with the
smallest hashes are taken in the order of these. No generator of random numbers and no floating point takes part, so that the
same seed gives the same sample for ever, whatever the order in which the references come, and whichever program draws it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from scoring.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ALGORITHM = "sha256-order-1"
"""The name of what is described above; it stands with every sample."""

SIZE_MAX = 500
SEED_MAX = 64


@dataclass(frozen=True, slots=True)
class Drawn:
    """The references that were taken, in order, out of how many, and the SHA-256 of all of them, a line feed behind each."""

    references: tuple[str, ...]
    population: int
    digest: str


def draw(seed: str, size: int, references: Iterable[str]) -> Drawn:
    """Take at most *size* of *references*, each of which comes once.

    Raises:
        InputRefused: `seed` is empty, too long or holds a line feed; `size` is not from 1 to `SIZE_MAX`.
    """
    if not seed or len(seed) > SEED_MAX or "\n" in seed:
        raise InputRefused("seed", f"Give a seed of 1 to {SEED_MAX} characters, such as a number that was drawn in public.")
    if not 1 <= size <= SIZE_MAX:
        raise InputRefused("size", f"Give a whole number from 1 to {SIZE_MAX}.")
    whole, counts = hashlib.sha256(), [0]

    def counted() -> Iterator[str]:
        for reference in references:
            counts[0] += 1
            whole.update(f"{reference}\n".encode())
            yield reference

    taken = nsmallest(size, counted(), key=lambda reference: hashlib.sha256(f"{seed}\n{reference}".encode()).digest())
    return Drawn(tuple(taken), counts[0], whole.hexdigest())
