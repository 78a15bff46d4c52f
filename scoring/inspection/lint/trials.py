"""Trying persons from the plainest on, with the facts that matter to one another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, product
from typing import TypeAlias

from scoring.engine import Assessment, assess
from scoring.engine.facts_read import fact_ids, facts_read
from scoring.engine.figures import parameters_of, round_of
from scoring.errors import FactsRefused, RoundUnknown
from scoring.inspection.lint.edges import edges, thinned
from scoring.inspection.lint.finding import Person
from scoring.inspection.lint.whole import Whole
from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Value
from scoring.policy.model import Policy

MOST_CHANGED = 3  # facts of one person that differ from the plainest
MOST_BESIDE = 12  # values tried of a fact beside the one that is looked at

Shows: TypeAlias = Callable[[Assessment, Assessment], bool]
"""Whether two assessments, before and after one step, show what is looked for."""


@dataclass(frozen=True, slots=True)
class Trials:
    """One day's trials: the values worth trying of every fact, and the plainest persons, who answer only what has no default."""

    whole: Whole
    on: date
    values: Mapping[str, tuple[Value, ...]]
    plainest: tuple[Person, ...]

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.whole.policy

    def assess(self, person: Person) -> Assessment | None:
        """Assess *person*; None where the answers contradict each other."""
        try:
            return assess(self.policy, person, on=self.on)
        except FactsRefused:
            return None

    def persons(self, beside: Iterable[str], most: int) -> Iterator[Person]:
        """Give up to *most* persons of each plainest one: first itself, then with one of the facts *beside* changed, two, three."""
        beside = list(beside)
        width = max(2, min(MOST_BESIDE, most // (2 * len(beside) or 1)))
        choices = {id_: self._choices(id_, width) for id_ in beside}
        reads_needed = any(self.policy.facts[id_].required for id_ in choices)
        for plain in self.plainest if reads_needed else self.plainest[:1]:
            yield from islice(_changed(plain, choices), most)

    def _choices(self, fact: str, width: int) -> tuple[Value | None, ...]:
        values = thinned(self.values[fact], width)
        return (*values, None) if self.policy.facts[fact].optional else values

    def shown(self, pair: tuple[Person, Person], shows: Shows) -> tuple[Assessment, Assessment] | None:
        """Assess both persons of a *pair*; None where an answer is refused or they do not show it."""
        before, after = self.assess(pair[0]), self.assess(pair[1])
        return (before, after) if before is not None and after is not None and shows(before, after) else None


class Line:
    """One person along the answers to one fact, each assessed once."""

    def __init__(self, trials: Trials, person: Person, fact: str) -> None:
        self.trials, self.person, self.fact = trials, person, fact
        self.assessed: dict[Hashable, Assessment | None] = {}

    def shown(self, step: tuple[Value, Value], shows: Shows) -> tuple[Assessment, Assessment] | None:
        """Assess the person before and after *step*; None where an answer is refused or the two do not show it."""
        before, after = self._at(step[0]), self._at(step[1])
        return (before, after) if before is not None and after is not None and shows(before, after) else None

    def _at(self, value: Value) -> Assessment | None:
        key = tuple(tuple(record.items()) for record in value) if isinstance(value, tuple) else value
        if key not in self.assessed:
            self.assessed[key] = self.trials.assess({**self.person, self.fact: value})
        return self.assessed[key]

    def pair(self, step: tuple[Value, Value]) -> tuple[Person, Person]:
        """Give the person before and after *step*."""
        return with_step(self.person, self.fact, step)


def with_step(person: Person, fact: str, step: tuple[Value | None, Value | None]) -> tuple[Person, Person]:
    """Give *person* before and after one step of *fact*."""
    return {**person, fact: step[0]}, {**person, fact: step[1]}


def _changed(plain: Person, choices: Mapping[str, tuple[Value | None, ...]]) -> Iterator[Person]:
    for count in range(min(MOST_CHANGED, len(choices)) + 1):
        for ids in combinations(choices, count):
            for values in product(*(choices[id_] for id_ in ids)):
                yield {**plain, **dict(zip(ids, values, strict=True))}


def trials(whole: Whole) -> tuple[Trials, ...]:
    """Give the trials of the first day, and of the last where figures change by then; none where no round has the figures."""
    policy = whole.policy
    first, last = policy.in_force.first, policy.in_force.last
    changes = any(len(p.values) > 1 for p in policy.parameters.values() if not p.per_round)
    changes = changes or any(len(t.shape.values) > 1 for t in policy.tables.values())
    days = [first, last] if last is not None and changes else [first]
    return tuple(found for day in days if (found := _trials(whole, day)) is not None)


def _trials(whole: Whole, on: date) -> Trials | None:
    policy = whole.policy
    try:
        parameters = parameters_of(policy, on, round_of(policy, on, None))
    except RoundUnknown:
        return None
    values = edges(policy, parameters, on)
    needed = [fact.id for fact in policy.facts.values() if fact.required]
    lowest, highest = ({id_: values[id_][place] for id_ in needed} for place in (0, -1))
    return Trials(whole, on, values, (lowest, highest) if needed else (lowest,))


def beside(policy: Policy, facts: Iterable[str], criteria: Iterable[str] = ()) -> list[str]:
    """Give the facts that may matter where *facts* give points, or where *criteria* do: those read with them, or asked before."""
    wanted, read = set(facts), facts_read(policy)
    items = {id_ for id_ in (item.id for item in policy.walk()) if wanted & set(read[id_])} if not criteria else set(criteria)
    items |= {below for group in policy.walk() if isinstance(group, Group) and group.id in items for below in _within(group)}
    items |= {c.id for c in policy.criteria_in_order() if items & set(c.yields_to)}
    items |= {other for c in policy.criteria_in_order() if c.id in items for other in c.yields_to}
    found = {id_ for item in items for id_ in read[item]}
    for fact in policy.facts.values():
        if fact.id in found and fact.ask is not None and fact.ask.when is not None:
            found |= set(fact_ids(policy, [fact.ask.when]))
    return [id_ for id_ in policy.facts if id_ in found - wanted]


def _within(item: Criterion | Group) -> Iterator[str]:
    """Give *item* and all below it: where a group's limits or its condition move, everything in it may."""
    yield item.id
    for below in item.items if isinstance(item, Group) else ():
        yield from _within(below)
