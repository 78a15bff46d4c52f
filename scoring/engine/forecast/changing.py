"""Which parts of a policy change by themselves: with the day, with a fact that grows, with a figure that another day replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from scoring.engine.facts_read import expressions
from scoring.engine.following import DAY, following, reads
from scoring.policy.criteria import Criterion
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.rule_ranges import RuleRanges
from scoring.policy.rules import Rule

Part: TypeAlias = Callable[[Ranges], Range]


@dataclass(frozen=True, slots=True)
class Changing:
    """Parts that change.

    `daily`: all that reads the day itself, questions and variables too. `final`: what decides awards, outcome, ranking sum and
    checks, and rests on anything that changes, directly or through questions and variables.
    """

    daily: tuple[Part, ...]
    final: tuple[Part, ...]


def changing(policy: Policy, growing: Iterable[str]) -> Changing:
    """Find the parts of *policy* that change, *growing* being the facts that grow."""
    names = following(policy, {DAY, *(("fact", id_) for id_ in growing), *(("parameter", id_) for id_ in policy.parameters)})
    between: list[tuple[Part, list[Expression]]] = [(partial(_range, e), [e]) for e in _questions_and_variables(policy)]
    final: list[tuple[Part, list[Expression]]] = [(partial(_range, e), [e]) for e in _conditions_and_limits(policy)]
    rules = [item.rule for item in policy.walk() if isinstance(item, Criterion)]
    final += [(partial(_score, rule, policy.places), list(expressions(rule))) for rule in rules]
    return Changing(
        daily=tuple(part for part, read in (*between, *final) if any(reads(expression, {DAY}) for expression in read)),
        final=tuple(part for part, read in final if any(reads(expression, names) for expression in read)),
    )


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
