"""The course of an assessment: runs of days on which every award and every condition stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from scoring.engine.assessment import Assessment
from scoring.engine.compiling import compiled
from scoring.engine.exact_result import Found, FoundExactly, names_of
from scoring.engine.forecast.figures_ahead import ONE_DAY, Ahead, Figures
from scoring.engine.forecast.growing import Person, read_person
from scoring.engine.forecast.open_course import OpenReader
from scoring.engine.forecast.turning_days import TurningDays
from scoring.engine.program import Compact
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy


class Run(NamedTuple):
    """The days from `first` to `last`, both included, with the assessment of the first.

    `agrees` says of each check of the policy whether the answers, as they have grown, can agree with it.
    """

    first: date
    last: date
    assessment: Assessment
    agrees: tuple[bool, ...]


class Period(NamedTuple):
    """Days on which the same figures are read of the same facts, coded by id."""

    first: date
    last: date
    figures: Figures
    facts: Mapping[str, Any]

    def spans(self, turning: TurningDays) -> Iterator[tuple[date, date]]:
        """Give first and last day of spans that follow each other, in none of which anything can turn."""
        days = turning.between(self.first, self.last, self.figures.parameters(self.first))
        for day, following in pairwise([*days, self.last + ONE_DAY]):
            yield day, following - ONE_DAY


class Reading(NamedTuple):
    """What is found from `day` to `last`; where `key` is the same as on another day, so is every award and every condition."""

    day: date
    last: date
    period: Period
    key: tuple[Any, ...]
    agrees: tuple[bool, ...]
    find: Callable[[], Found]


class Course:
    """Reads *facts* on every day that lies *ahead*; `persons` has what each version reads of them, the first version first."""

    def __init__(self, ahead: Ahead, facts: Mapping[str, Any]) -> None:
        self.ahead = ahead
        versions = dict.fromkeys(ahead.version(day) for day in sorted(ahead.changes()))
        self.persons: Mapping[Policy, Person] = {policy: read_person(policy, facts, ahead.on) for policy in versions}

    def runs(self) -> Iterator[Run]:
        """Give the runs, one after the other."""
        for _, same in groupby(self._readings(), attrgetter("key")):
            first, *further = same
            last = further[-1] if further else first
            yield Run(first.day, last.last, self._assessment(first), first.agrees)

    def _assessment(self, reading: Reading) -> Assessment:
        figures, facts = reading.period.figures, reading.period.facts
        person = self.persons[figures.policy]
        taken = tuple(person.taken), tuple(facts.values())
        return Assessment(figures.policy, reading.day, figures.round, taken, person.missing, reading.find)

    def _readings(self) -> Iterator[Reading]:
        for policy, periods in groupby(self._periods(), lambda period: period.figures.policy):
            person = self.persons[policy]
            yield from (_open if person.missing else _closed)(person, periods)

    def _periods(self) -> Iterator[Period]:
        days = self.ahead.changes().union(*(person.changes(self.ahead.until) for person in self.persons.values()))
        for first, following in pairwise([*sorted(days), self.ahead.until + ONE_DAY]):
            figures = self.ahead.at(first)
            yield Period(first, following - ONE_DAY, figures, self.persons[figures.policy].at(first))


def _closed(person: Person, periods: Iterator[Period]) -> Iterator[Reading]:
    """Assess by the generated program every day that can differ from the one before."""
    policy = person.policy
    run, names, turning = compiled(policy).program.run, names_of(policy), TurningDays(policy, person.coded)
    for period in periods:
        coded, parameters = tuple(period.facts.values()), tuple(period.figures.parameters(period.first).values())
        for day, last in period.spans(turning):
            found = Compact(*run(coded, parameters, from_date(day)))
            key = (found.points, found.total, found.reached, found.requirements, found.vetoes, found.ranking[:1], found.checks)
            yield Reading(day, last, period, (policy, *key), found.checks, partial(FoundExactly, names, coded, found))


def _open(person: Person, periods: Iterator[Period]) -> Iterator[Reading]:
    """Read the bounds on every day that can differ from the one before."""
    policy = person.policy
    reader, turning = OpenReader(policy, [fact.id for fact in person.growing]), TurningDays(policy, person.coded)
    for period in periods:
        reader.begin(period.facts, period.figures.parameters(period.first), from_date(period.first))
        for day, last in period.spans(turning):
            found, agrees = reader.read(from_date(day))
            yield Reading(day, last, period, (policy, *_key(found), agrees), agrees, partial(_the, found))


def _key(found: Found) -> tuple[Any, ...]:
    table = found.table
    return (table.lowest, table.highest, found.total, found.reached, found.requirements, found.vetoes, found.ranking[:1])


def _the(found: Found) -> Found:
    return found
