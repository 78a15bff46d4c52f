"""Which parts of a policy rest on the answer to one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scoring.engine.facts_read import expressions
from scoring.engine.following import Named, following, reads
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.tree import Expression
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Touch:
    """What rests on the answer to one question.

    `questions` are other facts, whose own question depends on it; `variables` and `criteria` stand in the order in which they are
    read; `parts` has the ids of all criteria, groups, requirements and vetoes.
    """

    questions: tuple[str, ...]
    variables: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    parts: frozenset[str]


@lru_cache(maxsize=256)
def touches(policy: Policy) -> Mapping[str, Touch]:
    """Give for every fact what its answer may change."""
    return {id_: _touch(policy, id_) for id_ in policy.facts}


def _touch(policy: Policy, id_: str) -> Touch:
    names = following(policy, [("fact", id_)])
    parts = {r.id for r in policy.requirements if any(reads(e, names) for e in (r.require, r.unless) if e is not None)}
    parts |= {veto.id for veto in policy.vetoes if reads(veto.when, names)}
    criteria = []
    for criterion in policy.criteria_in_order():
        own = (*expressions(criterion.rule), *limits(criterion))
        if any(reads(e, names) for e in own) or not parts.isdisjoint(criterion.yields_to):
            parts.add(criterion.id)
            criteria.append(criterion)
    for group in policy.groups:
        _mark(group, names, parts)
    return Touch(
        questions=tuple(name for kind, name in names if kind == "fact" and name != id_),
        variables=tuple(name for name in policy.variables if ("variable", name) in names),
        criteria=tuple(criteria),
        parts=frozenset(parts),
    )


def _mark(group: Group, names: frozenset[Named], parts: set[str]) -> None:
    """Add *group*, and those within it, to *parts* where something in it is there or its own limits read one of *names*."""
    for item in group.items:
        if isinstance(item, Group):
            _mark(item, names, parts)
    if any(reads(e, names) for e in limits(group)) or any(item.id in parts for item in group.items):
        parts.add(group.id)


def limits(item: Criterion | Group) -> list[Expression]:
    """Give what decides whether *item* applies, and its cap and floor, as far as it has them."""
    return [part for part in (item.applies, item.maximum, item.minimum) if part is not None]
