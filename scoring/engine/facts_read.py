"""Which facts each part of a policy rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache

from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.tree import Expression, names
from scoring.policy.model import Policy
from scoring.policy.rules import Rule
from scoring.policy.wording import Text


@lru_cache(maxsize=256)
def facts_read(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Give the facts that each requirement, veto, group and criterion of *policy* itself rests on, also through variables."""
    parts: dict[str, list[Expression]] = {item.id: list(_parts(item)) for item in policy.walk()}
    parts |= {r.id: [r.require, *([r.unless] if r.unless is not None else [])] for r in policy.requirements}
    parts |= {v.id: [v.when] for v in policy.vetoes}
    return {id_: fact_ids(policy, expressions_) for id_, expressions_ in parts.items()}


def _parts(item: Criterion | Group) -> Iterator[Expression]:
    for part in (item.applies, item.maximum, item.minimum):
        if part is not None:
            yield part
    if isinstance(item, Criterion):
        yield from expressions(item.rule)


def fact_ids(policy: Policy, parts: list[Expression]) -> tuple[str, ...]:
    """Give the facts that *parts* read, also through variables."""
    ids: dict[str, None] = {}
    pending, seen = list(parts), set[str]()
    while pending:
        part = pending.pop(0)
        ids |= dict.fromkeys(names(part, "fact"))
        fresh = [v for v in names(part, "variable") if v not in seen]
        seen.update(fresh)
        pending += [policy.variables[v] for v in fresh]
    return tuple(ids)


def expressions(part: Rule | object) -> Iterator[Expression]:
    """Give every expression of a rule, rows included; within `each`, those over the record's fields too."""
    if isinstance(part, tuple):
        for item in part:
            yield from expressions(item)
    elif is_dataclass(part) and hasattr(part, "type"):
        yield part  # type: ignore[misc]  # what has a type is an expression
    elif is_dataclass(part) and not isinstance(part, Text):
        for field in fields(part):
            yield from expressions(getattr(part, field.name))
