"""Pre-flight of a contest: which contested item, accepted as it was claimed, would change what was decided.

Assessed exhaustively under the pinned rules: each item alone, all together, and every combination of several as long as no more
than `MOST` are to be assessed. Nothing is predicted: what evidence proves, the office finds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Literal

from scoring.application.verifying import said, standing
from scoring.engine.assessing import assess
from scoring.engine.award import Outcome
from scoring.errors import FactsRefused
from scoring.policy.values import code_value, decode_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from scoring.application.application import Facts
    from scoring.application.verifying import Given
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

MOST = 1024
"""So many combinations of several items are assessed at most; `PreFlight.tried` says up to how many items that was."""


@dataclass(frozen=True, slots=True)
class Contestable:
    """What can be contested: facts that are established otherwise than they were claimed, and what of the paper rests on them.

    `number` counts from 1 in the order of the paper. `items` are ids of requirements, vetoes and criteria; what decides on
    admission and what ranks among equals have the ids of `scoring.application.verifying`.
    """

    number: int
    items: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WouldBe:
    """What comes out if the items of these numbers are accepted as claimed; of none: what was decided.

    `outcome` is None where what was claimed contradicts what is established. `changes`: it is another outcome, or other
    entitlements, than was decided. `total` is None while it is open, `threshold` where there is none.
    """

    numbers: tuple[int, ...]
    outcome: Outcome | None
    total: Decimal | None = None
    threshold: Decimal | None = None
    entitlements: frozenset[str] = frozenset()
    changes: bool = False


@dataclass(frozen=True, slots=True)
class PreFlight:
    """What contesting can change. `alone` is each item by itself, `together` each smallest set of several that changes it.

    `kind` is what was decided, where that is known. `everything` is None where there are not several. `tried` is the most items
    that were accepted together, besides all.
    """

    policy: Policy
    decided: WouldBe
    items: tuple[Contestable, ...]
    alone: tuple[WouldBe, ...]
    together: tuple[WouldBe, ...]
    everything: WouldBe | None
    tried: int
    claimed: Facts = field(repr=False)
    established: Facts = field(repr=False)
    on: date
    round_id: str | None
    kind: Literal["granted", "refused"] | None = None

    @property
    def is_otherwise(self) -> bool:
        """Whether it was refused for another reason than what the assessment says: no item then changes the outcome."""
        return self.kind == "refused" and self.decided.outcome == Outcome.ELIGIBLE

    @property
    def can_change(self) -> bool:
        """Whether anything that was tried changes what was decided."""
        found = (*self.alone, *self.together, *((self.everything,) if self.everything else ()))
        return any(each.changes for each in found)


def preflight(policy: Policy, claimed: Facts, established: Facts, *, on: date, round_id: str | None = None) -> PreFlight:
    """Tell what would come out if contested items were accepted as *claimed*, in place of what is *established*.

    Raises FactsRefused where one of the two contradicts itself, OutsideForce, RoundUnknown.
    """
    items = contestable(policy, claimed, established, on=on, round_id=round_id)
    trial = _Trial(policy, claimed, established, on, round_id)
    decided = trial.of(())
    alone = [trial.of((item,), decided) for item in items]
    tried = _depth(len(items))
    every = [trial.of(items, decided)] if len(items) > 1 else []
    together = tuple(_smallest(trial, items, decided, alone, tried))
    return PreFlight(
        policy, decided, items, tuple(alone), together, every[0] if every else None, tried, claimed, established, on, round_id
    )


def accepted_together(flight: PreFlight, facts: Collection[str]) -> WouldBe:
    """Tell what would come out if every item were accepted all of whose facts are among these."""
    chosen = [item for item in flight.items if set(item.facts) <= set(facts)]
    trial = _Trial(flight.policy, flight.claimed, flight.established, flight.on, flight.round_id)
    return trial.of(chosen, flight.decided)


def contestable(
    policy: Policy, claimed: Facts, established: Facts, *, on: date, round_id: str | None = None
) -> tuple[Contestable, ...]:
    """Give what differs between the two, by what of the paper rests on it; what rests on the same facts is one."""
    different = [
        id_ for id_, fact in policy.facts.items() if _held(fact, said(claimed, id_)) != _held(fact, said(established, id_))
    ]
    found: dict[tuple[str, ...], list[str]] = {}
    for item in standing(policy, claimed, (), on=on, round_id=round_id).items:
        rests = tuple(fact for fact in different if fact in item.facts)
        if rests:
            found.setdefault(rests, []).append(item.id)
    read = {fact for facts in found for fact in facts}
    found |= {(fact,): [] for fact in different if fact not in read}
    return tuple(Contestable(n, tuple(ids), facts) for n, (facts, ids) in enumerate(found.items(), 1))


def _held(fact: Fact, given: Given) -> object:
    """Give what counts where this is said of a fact, by its meaning: the default where nothing is said and there is one."""
    if not given and not fact.required:
        return fact.default
    return decode_value(fact, code_value(fact, given[0], "")) if given else ()


@dataclass(frozen=True, slots=True)
class _Trial:
    policy: Policy
    claimed: Facts
    established: Facts
    on: date
    round_id: str | None

    def of(self, items: Sequence[Contestable], decided: WouldBe | None = None) -> WouldBe:
        """Assess with *items* accepted as claimed."""
        numbers = tuple(item.number for item in items)
        try:
            found = assess(self.policy, self.facts(items), on=self.on, round_id=self.round_id)
        except FactsRefused:
            if decided is None:
                raise
            return WouldBe(numbers, None)
        unlocked = frozenset(each.id for each in found.entitlements)
        changes = decided is not None and (found.outcome, unlocked) != (decided.outcome, decided.entitlements)
        return WouldBe(numbers, found.outcome, found.total, found.threshold, unlocked, changes)

    def facts(self, items: Iterable[Contestable]) -> Mapping[str, object]:
        accepted = {fact for item in items for fact in item.facts}
        return {
            id_: given[0]
            for id_ in self.policy.facts
            if (given := said(self.claimed if id_ in accepted else self.established, id_))
        }


def _depth(count: int) -> int:
    """Give up to how many of so many items every combination is assessed."""
    depth, total = min(count, 1), 0
    while depth < count and (total := total + comb(count, depth + 1)) <= MOST:
        depth += 1
    return depth


def _smallest(
    trial: _Trial, items: Sequence[Contestable], decided: WouldBe, alone: Sequence[WouldBe], depth: int
) -> Iterator[WouldBe]:
    """Give each set of several that changes what was decided while no part of it does, small ones first."""
    found = [set(each.numbers) for each in alone if each.changes]
    for size in range(2, depth + 1):
        for chosen in combinations(items, size):
            numbers = {item.number for item in chosen}
            if any(each <= numbers for each in found):
                continue
            result = trial.of(chosen, decided)
            if result.changes:
                found.append(numbers)
                yield result
