"""Which version, round and figures hold on the days to come, as far as they are known, and how they are taken to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.engine.figures import parameters_of, round_of
from scoring.policy.facts import Parameter
from scoring.policy.language import calendar
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import LAST_DAY, Day, SetOf
from scoring.policy.model import Policy
from scoring.policy.rounds import Round

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is read on a day: the version, its round (None where it has none), by how many years the round's days are moved."""

    policy: Policy
    round: Round | None
    years: int

    def parameters(self, on: date) -> dict[str, Coded]:
        """Give every parameter's value on *on*, the round's days moved; RoundUnknown where the round lacks one."""
        values = parameters_of(self.policy, on, self.round)
        moved = moving(self.policy) if self.years else ()
        return values | {p.id: moved_on(values[p.id], self.years) for p in moved}


class Ahead:
    """The figures of a scheme's *versions* from the day *on* to *until*; *round_id* names the round that is used on *on*."""

    def __init__(self, versions: Sequence[Policy], on: date, until: date, round_id: str | None) -> None:
        self.versions = tuple(sorted(versions, key=lambda p: (p.in_force.first, p.version)))
        self.on, self.until, self.round_id = on, until, round_id
        self.first = self.version(on)

    def version(self, day: date) -> Policy:
        """Give the version of *day*: the latest in force, else the last that has begun, else the first of all."""
        begun = [p for p in self.versions if p.in_force.first <= day]
        holding = [p for p in begun if day in p.in_force]
        return (holding or begun or [self.versions[0]])[-1]

    def at(self, day: date) -> Figures:
        """Give what is read on *day*."""
        policy = self.version(day)
        round_ = self._round(policy, day)
        return Figures(policy, round_, self._years(policy, round_, day))

    def _round(self, policy: Policy, day: date) -> Round | None:
        """Give the round of *day*: the one named, until another is announced."""
        found = round_of(policy, day, None)
        if policy is not self.first or self.round_id is None:
            return found
        later = found is not None and found.announced is not None and found.announced > self.on
        return found if later else round_of(policy, self.on, self.round_id)

    def _years(self, policy: Policy, round_: Round | None, day: date) -> int:
        """Say by how many years the days of *round_* are moved: none until a year more than on the first day is complete.

        So the forecast's first day is what an assessment says, with the figures as they were announced.
        """
        if round_ is None or round_ is not policy.own_rounds[-1]:
            return 0
        since = calendar.from_date(day_of_round(policy, round_))
        years = calendar.years_between(since, calendar.from_date(day))
        return years if years > calendar.years_between(since, calendar.from_date(self.on)) else 0

    def changes(self) -> set[date]:
        """Give every day, from the first to the last, on which other figures may be read than the day before."""
        days = {self.on}
        for policy in self.versions:
            period = policy.in_force
            days |= {period.first} | ({period.last + ONE_DAY} if period.last is not None and period.last < date.max else set())
            days |= {date.fromisoformat(key) for p in policy.parameters.values() if not p.per_round for key in p.values}
            days |= {round_.announced for round_ in policy.own_rounds if round_.announced is not None}
            for round_ in policy.own_rounds[-1:]:
                days.update(anniversaries(day_of_round(policy, round_), self.until, 12))
        return {day for day in days if self.on <= day <= self.until}


def day_of_round(policy: Policy, round_: Round) -> date:
    """Give the day from which the years of a round are counted: announced, else the window's first, else the version's."""
    if round_.announced is not None:
        return round_.announced
    return round_.window_from.date() if round_.window_from is not None else policy.in_force.first


def anniversaries(since: date, until: date, months: int) -> Iterator[date]:
    """Give each day up to *until* on which so many months more since *since* are complete."""
    start, number = calendar.from_date(since), months
    while (day := calendar.add_months(start, number)) <= min(calendar.from_date(until), LAST_DAY):
        yield calendar.to_date(day)
        number += months


def moving(policy: Policy) -> tuple[Parameter, ...]:
    """Give the parameters whose days move on by whole years from one round to the next."""
    return tuple(p for p in policy.parameters.values() if p.per_round and _has_days(p))


def _has_days(parameter: Parameter) -> bool:
    type_ = parameter.type.element if isinstance(parameter.type, SetOf) else parameter.type
    return isinstance(type_, Day)


def moved_on(coded: Coded, years: int) -> Coded:
    """Move a coded day, or each of a set, on by whole years; 29 February becomes the last of its month."""
    if isinstance(coded, tuple):
        return tuple(calendar.add_months(day, 12 * years) for day in coded)
    return calendar.add_months(coded, 12 * years)
