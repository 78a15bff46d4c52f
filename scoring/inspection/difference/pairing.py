"""Which item of one list is which of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class Pairing:
    """Places in the old and the new list. `moved` are the pairs whose place among the others differs; they are in `pairs` too."""

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]


def pair(old: Sequence[Any], new: Sequence[Any], may_replace: Callable[[Any, Any], bool] = lambda _old, _new: False) -> Pairing:
    """Pair the equal keys of two lists; then those between the same neighbours, as many in both, where *may_replace* allows it."""
    olds, news = _unique(old), _unique(new)
    pairs = [(olds[key], news[key]) for key in news if key in olds]
    replaced = _replaced(olds, news, lambda i, j: may_replace(old[i], new[j]))
    stays = [key for key in olds if key in news], [key for key in news if key in olds]
    matcher = SequenceMatcher(None, *stays, autojunk=False)
    settled = {stays[0][block.a + n] for block in matcher.get_matching_blocks() for n in range(block.size)}
    taken = dict(replaced)
    return Pairing(
        tuple(sorted([*pairs, *replaced], key=lambda each: each[1])),
        tuple(i for key, i in olds.items() if key not in news and i not in taken),
        tuple(j for key, j in news.items() if key not in olds and j not in taken.values()),
        tuple((olds[key], news[key]) for key in stays[1] if key not in settled),
    )


def _unique(keys: Sequence[Hashable]) -> dict[tuple[Hashable, int], int]:
    """Give each key with how often it stood before, and its place."""
    seen: Counter[Hashable] = Counter()
    places = {}
    for place, key in enumerate(keys):
        places[key, seen[key]] = place
        seen[key] += 1
    return places


def _replaced(old: dict[Any, int], new: dict[Any, int], may_replace: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    before, after = _between(old, new), _between(new, old)
    blocks = [(before[key], after.get(key, [])) for key in before]
    return [(i, j) for olds, news in blocks if len(olds) == len(news) for i, j in zip(olds, news, strict=True) if may_replace(i, j)]


def _between(keys: dict[Any, int], others: dict[Any, int]) -> dict[Any, list[int]]:
    """Give the places of the keys that *others* lack, by the last one before them that it has."""
    found: dict[Any, list[int]] = {}
    last = None
    for key, place in keys.items():
        if key in others:
            last = key
        else:
            found.setdefault(last, []).append(place)
    return found
