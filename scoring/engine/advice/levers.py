"""Which facts of a person can be changed, of those that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoring.engine.advice.dials import dial_of
from scoring.engine.advice.space import Movable
from scoring.engine.facts_read import fact_ids, facts_read
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import full_range


def costs_of(fact: Fact) -> tuple[str, ...]:
    """Give what changing *fact* costs beside effort; what may be chosen freely costs nothing."""
    return () if fact.elective or fact.attainable is None else fact.attainable.costs


def movable(policy: Policy, facts: Mapping[str, Any], day: int) -> Iterator[Movable]:
    """Give the facts that can be changed, in the policy's order, from the coded *facts* on the coded *day*.

    What is added to a list bears that day; a list whose records cannot is left as it is.
    """
    read = _read(policy)
    for rank, fact in enumerate(policy.facts.values()):
        dial = dial_of(fact, facts[fact.id])
        if dial is not None and fact.id in read and all(_may_hold(field, day) for field in fact.fields):
            yield Movable(rank, fact, dial, facts[fact.id])


def _may_hold(field: Fact, day: int) -> bool:
    if field.kind != "date":
        return True
    first, last = full_range(field)
    return first <= day <= last


@lru_cache(maxsize=256)
def _read(policy: Policy) -> frozenset[str]:
    """Give the facts on which outcome, total and ranking sum rest."""
    selection = policy.selection
    parts = [check.require for check in policy.checks]
    parts += [part for part in (selection.threshold, selection.unless) if part is not None]
    parts += [selection.ranking.by] if selection.ranking is not None else []
    return resting_on(policy, [*fact_ids(policy, parts), *(id_ for ids in facts_read(policy).values() for id_ in ids)])


def resting_on(policy: Policy, ids: Iterable[str]) -> frozenset[str]:
    """Give the facts *ids* and those that decide whether they are asked."""
    found: set[str] = set()
    pending = list(ids)
    while pending:
        id_ = pending.pop()
        ask = policy.facts[id_].ask
        if id_ not in found and ask is not None and ask.when is not None:
            pending += fact_ids(policy, [ask.when])
        found.add(id_)
    return frozenset(found)
