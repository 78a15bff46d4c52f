"""What is known of every name of a policy: all that its bounds allow, or what some facts leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from scoring.policy.facts import Fact, Parameter
from scoring.policy.language.calendar import from_date
from scoring.policy.language.range_functions import hull
from scoring.policy.language.ranges import KnownRecords, Ranges, UnknownRecords
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import FIRST_DAY, LAST_DAY, Number, Range, SetOf
from scoring.policy.model import Policy
from scoring.policy.values import code_value, full_range


def everything(policy: Policy) -> Ranges:
    """Give the ranges in which nothing is known: every fact, day and round that the policy allows."""
    found = _everything(policy)
    return replace(found, problems=list(found.problems))


@lru_cache(maxsize=256)
def _everything(policy: Policy) -> Ranges:
    last = policy.in_force.last
    ranges = Ranges(
        day=(from_date(policy.in_force.first), from_date(last) if last else LAST_DAY),
        facts={f.id: full_range(f) for f in policy.facts.values() if f.kind != "list"},
        lists={f.id: _unknown(f) for f in policy.facts.values() if f.kind == "list"},
        given={f.id: (0, 1) for f in policy.facts.values() if f.optional},
        parameters={p.id: _all_values(policy, p) for p in policy.parameters.values() if not isinstance(p.type, SetOf)},
        sets={p.id: None for p in policy.parameters.values() if isinstance(p.type, SetOf)},
    )
    return with_variables(policy, ranges)


def some(policy: Policy, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> Ranges:
    """Give the ranges that the coded *facts* leave: what is missing among them is open.

    While the `when` of a question is false its fact holds its default; while `when` is open, either may hold.
    """
    return as_held(policy, as_given(policy, facts, parameters, day))


def as_given(policy: Policy, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> Ranges:
    """Give the ranges that the coded *facts* leave as they are said, whatever the `when` of a question; `as_held` comes next."""
    ranges = everything(policy)
    sets = {p.id: cast("tuple[int, ...]", parameters[p.id]) for p in policy.parameters.values() if isinstance(p.type, SetOf)}
    single = {p.id: _point(parameters[p.id]) for p in policy.parameters.values() if p.id not in sets}
    known = {**ranges.facts, **{id_: held(policy.facts[id_], v) for id_, v in facts.items() if policy.facts[id_].kind != "list"}}
    given = {**ranges.given, **{id_: _point(v is not None) for id_, v in facts.items() if policy.facts[id_].optional}}
    lists = {
        **ranges.lists,
        **{id_: _records(policy.facts[id_], v) for id_, v in facts.items() if policy.facts[id_].kind == "list"},
    }
    return replace(ranges, day=(day, day), parameters=single, sets=sets, facts=known, given=given, lists=lists, problems=[])


def as_held(policy: Policy, ranges: Ranges) -> Ranges:
    """Give *ranges* with every fact as it holds, and with the variables."""
    return with_variables(policy, with_questions(policy, ranges))


def with_questions(policy: Policy, ranges: Ranges) -> Ranges:
    """Apply every question's `when`, in an order in which each finds those it reads settled."""
    defaults = _defaults(policy)
    facts, lists, given = dict(ranges.facts), dict(ranges.lists), dict(ranges.given)
    ranges = replace(ranges, facts=facts, lists=lists, given=given)  # what is settled below is read by what follows
    for fact in in_order_of_questions(policy):
        assert fact.ask is not None  # noqa: S101 - in_order_of_questions gives those with a condition
        assert fact.ask.when is not None  # noqa: S101 - the same
        asked = ranges.of(fact.ask.when)
        default = defaults[fact.id]
        if fact.kind == "list":
            lists[fact.id] = lists[fact.id] if asked[0] else _records(fact, default) if not asked[1] else _unknown(fact)
        else:
            facts[fact.id] = _either(asked, facts[fact.id], held(fact, default))
        if fact.optional:
            given[fact.id] = _either(asked, given[fact.id], _point(default is not None))
    return ranges


@lru_cache(maxsize=256)
def _defaults(policy: Policy) -> Mapping[str, Any]:
    """Give the coded default of every fact whose question has a `when`."""
    return {fact.id: code_value(fact, fact.default, "") for fact in in_order_of_questions(policy)}


def _either(asked: Range, given: Range, default: Range) -> Range:
    """Give the range of what was said where it is asked, of the default where it is not, of both while that is open."""
    return given if asked[0] else default if not asked[1] else hull(given, default)


def held(fact: Fact, coded: Any) -> Range:
    """Give the range of a known answer; while a fact is empty nothing reads its value, so that any will do."""
    return full_range(fact) if coded is None else _point(coded)


@lru_cache(maxsize=256)
def in_order_of_questions(policy: Policy) -> tuple[Fact, ...]:
    """Give the facts whose question has a `when`, each after those that its `when` reads."""
    from scoring.policy.language.tree import names  # noqa: PLC0415 - used here alone

    pending = [f for f in policy.facts.values() if f.ask and f.ask.when is not None]
    ordered: list[Fact] = []
    while pending:
        waiting = {f.id for f in pending}
        ready = [f for f in pending if not waiting & set(names(f.ask.when, "fact"))]  # type: ignore[union-attr, arg-type]  # filtered above
        ordered += ready
        pending = [f for f in pending if f not in ready]
    return tuple(ordered)


def with_variables(policy: Policy, ranges: Ranges) -> Ranges:
    """Add the ranges of the variables, which stand in an order in which each finds those it reads."""
    variables = dict(ranges.variables)
    ranges = replace(ranges, variables=variables)  # each is read by those that follow
    for name, expression in policy.variables.items():
        variables[name] = ranges.of(expression)
    return ranges


def _point(coded: Any) -> Range:
    return (int(coded), int(coded))


def _unknown(fact: Fact) -> UnknownRecords:
    return UnknownRecords({f.id: full_range(f) for f in fact.fields if f.kind != "text"}, fact.max_items)


def _records(fact: Fact, coded: Any) -> KnownRecords:
    fields = [f.id for f in fact.fields]
    texts = {f.id for f in fact.fields if f.kind == "text"}
    return KnownRecords(tuple({n: _point(v) for n, v in zip(fields, record, strict=True) if n not in texts} for record in coded))


def _all_values(policy: Policy, parameter: Parameter) -> Range:
    if not isinstance(parameter.type, Number):
        return (FIRST_DAY, LAST_DAY)
    later = (r.parameters[parameter.id] for r in policy.own_rounds if parameter.id in r.parameters)
    values = [cast("int", v) for v in (*parameter.values.values(), *later)]
    return (min(values), max(values))
