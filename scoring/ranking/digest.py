"""What a result is known by: the SHA-256 of its canonical bytes, which anybody makes anew from the same candidates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.ranking.selecting import RoundResult

AT_ONCE = 10_000
"""How many lines are hashed in one go."""


def digest_of(results: Mapping[str, RoundResult]) -> str:
    """Give the digest of the results of each district, "" for a round without any.

    The bytes are UTF-8 lines, each a JSON array without blanks: for each district in order its name, counts and cut-off, then for
    each candidate in order the rank, whether they are in (1), undecided (0) or out (-1), the reference, and the keys.
    """
    made = hashlib.sha256()
    for district in sorted(results):
        result = results[district]
        head = [district, result.count, result.open, result.places_left, result.cut_off]
        made.update(_line([*head, result.above_cut_off, result.tied_at_cut_off]))
        out = len(result.ordered) - result.count - result.open
        states = chain([1] * result.count, [0] * result.open, [-1] * out)
        lines = zip(result.ranks, states, result.ordered, strict=True)
        while block := "".join(
            f"[{rank},{state},{json.dumps(reference)},[{','.join(map(str, keys))}]]\n"
            for rank, state, (keys, reference) in islice(lines, AT_ONCE)
        ):
            made.update(block.encode())
    return made.hexdigest()


def _line(values: list[object]) -> bytes:
    return f"{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}\n".encode()
