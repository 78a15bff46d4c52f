"""What never changes in the words of a policy: made once, so that spelling out an assessment is little more than copying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from scoring.engine.award import Award, Verdict
from scoring.engine.emit_awards import compile_awards, compile_verdicts
from scoring.engine.places import places_of
from scoring.policy.criteria import Group
from scoring.policy.facts import Value
from scoring.policy.language import arithmetic
from scoring.policy.model import Policy
from scoring.policy.values import decode_value

_CODED = frozenset({"decimal", "date", "choice"})
_KEPT = 4096


class Kept(dict[Any, Any]):
    """What coded values stand for, None for None; the commonest are kept, so that most are looked up and not worked out."""

    def __init__(self, decode: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self.decode = decode

    def __missing__(self, coded: Any) -> Any:
        value = self.decode(coded)
        if len(self) < _KEPT:
            self[coded] = value
        return value


@dataclass(frozen=True, slots=True)
class Plan:
    """The compiled words of *policy*; places count in the order of `Policy.walk`, those of facts in the policy's order."""

    policy: Policy
    awards: Callable[..., tuple[Award, ...]]  # see `compile_awards`
    requirements: Callable[..., tuple[Verdict, ...]]  # see `compile_verdicts`
    vetoes: Callable[..., tuple[Verdict, ...]]
    coded: tuple[tuple[int, Kept], ...]  # the facts whose coded form is not the value itself
    lists: tuple[tuple[int, Callable[[Any], Value | None]], ...]  # records are mappings, so no two assessments share one
    choosing: tuple[tuple[tuple[tuple[int, int], ...], int], ...]  # items, by `points` and `counts`, of which only so many count
    all_count: tuple[bool, ...]  # the column where all do
    none_waived: tuple[bool, ...]  # of the vetoes
    decimals: Kept  # of points


@lru_cache(maxsize=256)
def plan_of(policy: Policy) -> Plan:
    """Make the plan of *policy*, once for each loaded policy."""
    columns = places_of(policy)
    groups = [item for item in policy.walk() if isinstance(item, Group) and item.combine != "sum"]
    facts = list(enumerate(policy.facts.values()))
    return Plan(
        policy=policy,
        awards=compile_awards(policy),
        requirements=compile_verdicts(policy, [requirement.about for requirement in policy.requirements]),
        vetoes=compile_verdicts(policy, [veto.about for veto in policy.vetoes]),
        coded=tuple((place, Kept(partial(decode_value, fact))) for place, fact in facts if fact.kind in _CODED),
        lists=tuple((place, partial(decode_value, fact)) for place, fact in facts if fact.kind == "list"),
        choosing=tuple(
            (tuple((columns.points[i.id], columns.counts[i.id]) for i in g.items), g.combine if isinstance(g.combine, int) else 1)
            for g in groups
        ),
        all_count=(True,) * len(columns.counts),
        none_waived=(False,) * len(policy.vetoes),
        decimals=Kept(partial(arithmetic.decode, scale=policy.places)),
    )
