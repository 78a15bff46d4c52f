"""Forecasting: an assessment carried on, day by day and exactly, as if nothing were done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from scoring.engine.assessing import assess
from scoring.engine.assessment import Outcome
from scoring.engine.forecast.assumptions import assumptions
from scoring.engine.forecast.course import Course
from scoring.engine.forecast.figures_ahead import Ahead
from scoring.engine.forecast.renewals import renewals
from scoring.engine.forecast.result import Forecast
from scoring.engine.forecast.steps import best_window, eligible_from, falls, rises, steps, stretches, threshold_from
from scoring.policy.language import calendar
from scoring.policy.language.types import LAST_DAY
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN

MONTHS = 120  # how far it looks


def forecast(
    versions: Sequence[Policy], facts: Mapping[str, Any], *, on: date, until: date | None = None, round_id: str | None = None
) -> Forecast:
    """Say how *facts* will be assessed on each day from *on* to *until* (ten years later), both included.

    *versions* are those of one scheme that are known. Nothing is done, but life goes on: facts that grow do, people get older,
    figures and versions known for later days come into force. What is not known is taken to go on, and said in the
    assumptions. While required facts are missing there is a lowest and a highest total on each day. A day takes
    some 30 µs; while facts are missing some 100 µs where rules read the day, less where they do not. Raises what `assess` raises.
    """
    last = until if until is not None else ten_years_after(on)
    ahead = Ahead(versions, on, max(on, min(last, calendar.to_date(LAST_DAY - 1))), round_id)
    start = assess(ahead.first, facts, on=on, round_id=round_id)
    course = Course(ahead, facts)
    runs = tuple(course.runs())
    found, changes = stretches(runs), tuple(steps(runs))
    best, reached = best_window(found), eligible_from(found)
    assert best is not None  # noqa: S101 - there is a first day
    return Forecast(
        start=start,
        until=ahead.until,
        versions={policy.version: policy for policy in course.persons},
        stretches=found,
        reached=reached,
        threshold_reached=threshold_from(runs),
        best=best,
        best_eligible=best_window(stretch for stretch in found if stretch.level.outcome is Outcome.ELIGIBLE),
        cliffs=tuple(filter(falls, changes)),
        rises=tuple(filter(rises, changes)),
        renewals=tuple(renewals(course.persons[ahead.first], reached)),
        assumptions=tuple(assumptions(course, runs)),
    )


class FirstDays(NamedTuple):
    """The first day on which the outcome is certain to be eligible, and on which the threshold is certain to be reached, if any."""

    eligible: date | None
    threshold: date | None


def first_days(versions: Sequence[Policy], facts: Mapping[str, Any], *, on: date, until: date) -> FirstDays:
    """Give only the first days of `forecast`, and read no further than the later of them. Raises what `assess` raises."""
    ahead = Ahead(versions, on, until, None)
    assess(ahead.first, facts, on=on)
    found = FirstDays(None, None)
    for run in Course(ahead, facts).runs():
        reached = run.assessment.found.threshold is not None and run.assessment.found.reached == CERTAIN
        is_eligible = run.assessment.outcome is Outcome.ELIGIBLE
        found = FirstDays(
            run.first if found.eligible is None and is_eligible else found.eligible,
            run.first if found.threshold is None and reached else found.threshold,
        )
        if found.eligible is not None and (found.threshold is not None or run.assessment.found.threshold is None):
            break
    return found


def ten_years_after(on: date) -> date:
    """Give the last day that a forecast from *on* looks at, where none is named; the calendar ends with the year 9999."""
    return calendar.to_date(min(calendar.add_months(calendar.from_date(on), MONTHS), LAST_DAY))
