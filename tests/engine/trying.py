"""Advice by brute force: every combination of efforts is assessed, one after the other.

Nothing here is shared with the search; what one effort does to a fact is written down once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations_with_replacement, product
from typing import Any

from scoring.engine import assess
from scoring.errors import FactsRefused


@dataclass(frozen=True)
class Tried:
    """One combination: by fact its place (how far it is turned) and value, the cost, and the assessment."""

    places: Mapping[str, Any]
    values: Mapping[str, Any]
    cost: int
    assessment: Any

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(id_ for id_, place in self.places.items() if place)

    @property
    def key(self) -> tuple[Any, ...]:
        order = list(self.places)
        return (self.cost, len(self.changed), tuple(order.index(id_) for id_ in self.changed))


def ladder(fact: Any, now: Any, on: Any) -> list[tuple[int, Any, Any]]:
    """Give (cost, place, value) of all a person can make of *fact*: place 0 is what it is."""
    options = [o.id for o in fact.options]
    if fact.elective:
        every = {"boolean": [False, True], "choice": options, "integer": range(fact.minimum or 0, (fact.maximum or 0) + 1)}[
            fact.kind
        ]
        return [(0, 0, now), *((0, i, v) for i, v in enumerate((v for v in every if v != now), 1))]
    effort, step = fact.attainable.effort, fact.attainable.step or 1
    match fact.kind:
        case "boolean":
            return [(0, 0, now)] + ([(effort, 1, step > 0)] if now != (step > 0) else [])
        case "choice" if not fact.type.ordered:
            return [(0, 0, now), *((effort, i, v) for i, v in enumerate((o for o in options if o != now), 1))]
        case "choice":
            return _rungs(options.index(now), step, 0, len(options) - 1, effort, lambda i: options[int(i)])
        case "list":
            records = _records(fact, on)
            return [
                (effort * n, (n, more), [*now, *more])
                for n in range(fact.max_items - len(now) + 1)
                for more in map(list, combinations_with_replacement(records, n))
            ]
    kind = int if fact.kind == "integer" else Decimal
    return _rungs(Decimal(now), step, fact.minimum, fact.maximum, effort, kind)


def _rungs(now: Any, step: Any, low: Any, high: Any, effort: int, value: Any) -> list[tuple[int, Any, Any]]:
    rungs, place, at = [(0, 0, value(now))], 0, now
    while low < at if step < 0 else at < high:
        place, at = place + 1, max(low, min(high, at + step))
        rungs.append((effort * place, place, value(at)))
    return rungs


def _records(fact: Any, on: Any) -> list[dict[str, Any]]:
    every = {
        "boolean": lambda _: [False, True],
        "choice": lambda f: [o.id for o in f.options],
        "date": lambda _: [on],
        "text": lambda _: ["new"],
        "integer": lambda f: list(range(f.minimum, f.maximum + 1)),
    }
    fields = [every[f.kind](f) for f in fact.fields]
    return [dict(zip((f.id for f in fact.fields), found, strict=True)) for found in product(*fields)]


def tried(policy: Any, facts: Mapping[str, Any], on: Any, allowed: frozenset[str]) -> Iterator[Tried]:
    """Assess every combination; those that contradict themselves are left out."""
    can = [
        f
        for f in policy.facts.values()
        if f.elective or (f.attainable and f.kind not in {"date", "text"} and set(f.attainable.costs) <= allowed)
    ]
    ladders = [ladder(f, facts.get(f.id, f.default), on) for f in can]
    for rungs in product(*ladders):
        values = {f.id: value for f, (_, _, value) in zip(can, rungs, strict=True)}
        places = {f.id: place if not isinstance(place, tuple) else place[0] for f, (_, place, _) in zip(can, rungs, strict=True)}
        changed = {id_: value for id_, value in values.items() if places[id_]}
        try:
            found = assess(policy, {**facts, **changed}, on=on)
        except FactsRefused:
            continue
        yield Tried(places, changed, sum(cost for cost, _, _ in rungs), found)


def ways(all_tried: list[Tried], reaches: Any, most: int = 5) -> list[Tried]:
    """Give the cheapest that reach the aim, none of which changes all that one before it changes."""
    found: list[Tried] = []
    for one in sorted(all_tried, key=lambda t: t.key):
        if len(found) < most and reaches(one.assessment) and not any(set(f.changed) <= set(one.changed) for f in found):
            found.append(one)
    return found
