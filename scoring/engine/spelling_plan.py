"""What never changes in the words of a policy: made once, so that spelling out an assessment is little more than copying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Generic, TypeAlias, TypeVar

from scoring.engine import emit_awards, emit_written
from scoring.engine.award import Award, Verdict
from scoring.engine.places import places_of
from scoring.engine.written_values import coded_in_json, in_json
from scoring.policy.criteria import Condition, Group
from scoring.policy.facts import Value
from scoring.policy.language import arithmetic
from scoring.policy.model import Policy
from scoring.policy.values import decode_value

_CODED = frozenset({"decimal", "date", "choice"})
_KEPT = 4096
Awards = TypeVar("Awards")
Verdicts = TypeVar("Verdicts")


class Kept(dict[Any, Any]):
    """What coded values stand for, *none* for None; the commonest are kept, so that most are looked up and not worked out."""

    def __init__(self, decode: Callable[[Any], Any], none: Any = None, most: int = _KEPT) -> None:
        super().__init__({None: none})
        self.decode, self.most = decode, most

    def __missing__(self, coded: Any) -> Any:
        value = self.decode(coded)
        if len(self) < self.most:
            self[coded] = value
        return value


@dataclass(frozen=True, slots=True)
class Plan(Generic[Awards, Verdicts]):
    """The compiled words of *policy*; places count in the order of `Policy.walk`, those of facts in the policy's order."""

    policy: Policy
    awards: Callable[..., Awards]  # see `emit_awards.compile_awards`
    requirements: Callable[..., Verdicts]  # see `emit_awards.compile_verdicts`
    vetoes: Callable[..., Verdicts]
    coded: tuple[tuple[int, Kept], ...]  # the facts whose coded form is not the value itself
    lists: tuple[tuple[int, Callable[[Any], Value | None]], ...]  # records are mappings, so no two assessments share one
    choosing: tuple[tuple[tuple[tuple[int, int], ...], int], ...]  # items, by `points` and `counts`, of which only so many count
    all_count: tuple[bool, ...]  # the column where all do
    none_waived: tuple[bool, ...]  # of the vetoes
    decimals: Kept  # of points


Spoken: TypeAlias = Plan[tuple[Award, ...], tuple[Verdict, ...]]
Written: TypeAlias = Plan[str, str]


@lru_cache(maxsize=256)
def plan_of(policy: Policy) -> Spoken:
    """Make the plan of *policy* that gives awards, once for each loaded policy."""
    facts = list(enumerate(policy.facts.values()))
    return _plan(
        policy,
        emit_awards.compile_awards(policy),
        partial(emit_awards.compile_verdicts, policy),
        coded=tuple((place, Kept(partial(decode_value, fact))) for place, fact in facts if fact.kind in _CODED),
        lists=tuple((place, partial(decode_value, fact)) for place, fact in facts if fact.kind == "list"),
        decimals=Kept(partial(arithmetic.decode, scale=policy.places)),
    )


@lru_cache(maxsize=256)
def written_plan_of(policy: Policy) -> Written:
    """Make the plan of *policy* that gives the same as JSON, once for each loaded policy."""
    return _plan(
        policy,
        emit_written.compile_awards(policy),
        partial(emit_written.compile_verdicts, policy),
        coded=tuple(
            (place, Kept(partial(coded_in_json, fact), "null", most=0 if fact.kind == "list" else _KEPT))
            for place, fact in enumerate(policy.facts.values())
        ),
        lists=(),
        decimals=Kept(lambda coded: in_json(str(arithmetic.decode(coded, policy.places))), "null"),
    )


def _plan(
    policy: Policy, awards: Callable[..., Awards], verdicts: Callable[[Sequence[Condition]], Callable[..., Verdicts]], **given: Any
) -> Plan[Awards, Verdicts]:
    columns = places_of(policy)
    groups = [item for item in policy.walk() if isinstance(item, Group) and item.combine != "sum"]
    return Plan(
        policy=policy,
        awards=awards,
        requirements=verdicts([requirement.about for requirement in policy.requirements]),
        vetoes=verdicts([veto.about for veto in policy.vetoes]),
        choosing=tuple(
            (tuple((columns.points[i.id], columns.counts[i.id]) for i in g.items), g.combine if isinstance(g.combine, int) else 1)
            for g in groups
        ),
        all_count=(True,) * len(columns.counts),
        none_waived=(False,) * len(policy.vetoes),
        **given,
    )
