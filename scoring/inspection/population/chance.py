"""The only chance in the core: numbers that look drawn, and follow from a seed, a name and a row on every machine for ever.

Each is worked out by itself from its counter, so that any part of a population can be made without the rest. The mixing is that of
SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014) with its constants.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from scoring.engine.columns.records import Array

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)


def words(seed: int, name: str, *counters: Array) -> Array:
    """Give a 64-bit word for each place of *counters*: whole numbers not below 0, such as row and attempt."""
    key = hashlib.sha256(f"{seed}/{name}".encode()).digest()[:8]
    word = np.full(len(counters[0]), int.from_bytes(key, "big"), np.uint64)
    for counter in counters:
        word = _mixed(word + (counter.astype(np.uint64) + np.uint64(1)) * _STEP)
    return word


def _mixed(word: Array) -> Array:
    word = (word ^ (word >> _30)) * _FIRST
    word = (word ^ (word >> _27)) * _SECOND
    mixed: Array = word ^ (word >> _31)
    return mixed


def below(word: Array, ends: Array | int) -> Array:
    """Give a number from 0 to *ends* - 1 for each word, all as likely; *ends* are far below 2**63."""
    found: Array = (word % np.asarray(ends, np.uint64)).astype(np.int64)
    return found


def picked(word: Array, weights: Sequence[int]) -> Array:
    """Give a place in *weights* for each word, as likely as its weight says; not all are 0."""
    sums = np.cumsum(np.array(weights, np.int64))
    found: Array = np.searchsorted(sums, below(word, int(sums[-1])), side="right")
    return found
