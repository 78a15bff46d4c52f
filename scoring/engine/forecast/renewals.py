"""Evidence that does not last: what must be got again before the day on which the aim is reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, islice

from scoring.engine.forecast.figures_ahead import ONE_DAY
from scoring.engine.forecast.growing import Person
from scoring.engine.forecast.result import Renewal
from scoring.policy.language import calendar

_SATURDAY = 5


def renewals(person: Person, reached: date | None) -> Iterator[Renewal]:
    """Give the evidence of the facts given that, got on the first day, is no longer valid on the day *reached*."""
    for evidence in person.policy.evidence.values():
        facts = tuple(id_ for id_ in person.taken if evidence.id in person.policy.facts[id_].evidence)
        if reached is None or not facts or not evidence.valid_for:
            continue
        last = valid_until(person.on, evidence.valid_for)
        if last < reached:
            yield Renewal(evidence.id, last, facts)


def valid_until(since: date, duration: str) -> date:
    """Give the last day of *duration* (`30 days`, `10 working_days`, `12 months`, `2 years`); the day it begins does not count.

    Working days are Monday to Friday: with holidays among them the evidence lasts longer, never shorter.
    """
    digits, unit = duration.split()
    number = int(digits)
    match unit:
        case "days":
            return since + number * ONE_DAY
        case "working_days":
            return next(islice(_working_days(since), number - 1, None))
        case _:
            months = number * (12 if unit == "years" else 1)
            return calendar.to_date(calendar.add_months(calendar.from_date(since), months))


def _working_days(since: date) -> Iterator[date]:
    """Give each working day after *since*."""
    return (day for day in (since + number * ONE_DAY for number in count(1)) if day.weekday() < _SATURDAY)
