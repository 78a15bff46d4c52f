"""Which parts of a policy change by themselves: with the day, with a fact that grows, with a figure that another day replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from scoring.engine.facts_read import expressions
from scoring.engine.following import DAY, Named, following, names_read
from scoring.policy.criteria import Criterion
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.rule_ranges import RuleRanges
from scoring.policy.rules import Rule


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a policy that its expressions decide: how it is read, and all that it reads itself."""

    read: Callable[[Ranges], Range]
    names: frozenset[Named]


def changing(policy: Policy, growing: Iterable[str]) -> tuple[Part, ...]:
    """Find what decides awards, outcome, ranking sum and checks of *policy* and rests on anything that changes.

    The day changes, the facts named in *growing*, and the parameters; it may rest on them through questions and variables.
    """
    names = following(policy, {DAY, *(("fact", id_) for id_ in growing), *(("parameter", id_) for id_ in policy.parameters)})
    parts = [Part(partial(_range, e), names_read([e])) for e in _conditions_and_limits(policy)]
    rules = [item.rule for item in policy.walk() if isinstance(item, Criterion)]
    parts += [Part(partial(_score, rule, policy.places), names_read(expressions(rule))) for rule in rules]
    return tuple(part for part in parts if part.names & names)


def every_expression(policy: Policy) -> Iterator[Expression]:
    """Give every expression on which questions, awards, outcome, ranking sum and checks of *policy* rest."""
    yield from _questions_and_variables(policy)
    yield from _conditions_and_limits(policy)
    yield from (e for item in policy.walk() if isinstance(item, Criterion) for e in expressions(item.rule))


def _questions_and_variables(policy: Policy) -> Iterator[Expression]:
    yield from (fact.ask.when for fact in policy.facts.values() if fact.ask is not None and fact.ask.when is not None)
    yield from policy.variables.values()


def _conditions_and_limits(policy: Policy) -> Iterator[Expression]:
    selection = policy.selection
    parts = [part for item in policy.walk() for part in (item.applies, item.maximum, item.minimum)]
    parts += [part for r in policy.requirements for part in (r.require, r.unless)]
    parts += [selection.threshold, selection.unless, selection.ranking.by if selection.ranking is not None else None]
    yield from (part for part in parts if part is not None)
    yield from (veto.when for veto in policy.vetoes)
    yield from (check.require for check in policy.checks)


def _range(expression: Expression, ranges: Ranges) -> Range:
    return ranges.of(expression)


def _score(rule: Rule, places: int, ranges: Ranges) -> Range:
    return RuleRanges(ranges, places).score(rule).points
