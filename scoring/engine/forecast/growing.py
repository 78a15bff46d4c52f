"""A person's facts on the days to come: what rises by itself does, what a later version does not take is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.engine.compiling import compiled
from scoring.engine.forecast.figures_ahead import anniversaries
from scoring.engine.reader import MISSING
from scoring.policy.facts import Fact
from scoring.policy.language import calendar
from scoring.policy.model import Policy
from scoring.policy.values import Refused, code_value, full_range

MONTHS = {"monthly": 1, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Person:
    """What *policy* reads of a person's facts as they stand on the day `on`: `coded` by id, with MISSING for what is open.

    `growing` are the facts that rise, `resting` those that would but stand at their default: the default says that it has not
    begun, and nothing begins by itself. `taken` are the facts given that this version takes, `left_out` those it does not.
    """

    policy: Policy
    on: date
    coded: Mapping[str, Any]
    growing: tuple[Fact, ...]
    resting: tuple[str, ...]
    taken: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The required facts not given."""
        return tuple(id_ for id_, value in self.coded.items() if value is MISSING)

    def at(self, day: date) -> dict[str, Any]:
        """Give the coded facts on *day*, each at most its own maximum."""
        months = calendar.months_between(calendar.from_date(self.on), calendar.from_date(day))
        grown = {f.id: min(self.coded[f.id] + months // _every(f), full_range(f)[1]) for f in self.growing}
        return {**self.coded, **grown}

    def changes(self, until: date) -> set[date]:
        """Give every day up to *until* on which a fact rises."""
        return {day for every in {_every(f) for f in self.growing} for day in anniversaries(self.on, until, every)}


def read_person(policy: Policy, facts: Mapping[str, Any], on: date) -> Person:
    """Read *facts*, leaving out those that *policy* does not know, or whose values it does not take."""
    taken = {id_: value for id_, value in facts.items() if _is_taken(policy, id_, value)}
    coded = dict(zip(policy.facts, compiled(policy).read(taken), strict=True))
    can = [f for f in policy.facts.values() if f.grows is not None and coded[f.id] is not MISSING and coded[f.id] is not None]
    resting = tuple(f.id for f in can if not f.required and coded[f.id] == code_value(f, f.default, ""))
    growing = tuple(f for f in can if f.id not in resting)
    return Person(policy, on, coded, growing, resting, tuple(taken), tuple(id_ for id_ in facts if id_ not in taken))


def _is_taken(policy: Policy, id_: str, value: object) -> bool:
    if id_ not in policy.facts:
        return False
    try:
        code_value(policy.facts[id_], value, "")
    except Refused:
        return False
    return True


def _every(fact: Fact) -> int:
    return MONTHS[str(fact.grows)]
