"""A forecast reads only the days on which something can turn: whatever reads the day, no other day differs from the one before."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from scoring.engine import assess
from scoring.engine.forecast import first_days, forecast
from scoring.engine.forecast.steps import level_of
from scoring.engine.forecast.turning import turnings
from tests.engine.ahead import days
from tests.policy.small import HEAD, load

FACTS = """\
facts:
  since: {type: date, min: 2000-01-01, label: Since, ask: {section: about, order: 1}}
  until: {type: date, optional: true, default: null, min: 2000-01-01, max: 2025-08-31, label: Until, ask: {section: about, order: 2}}
  here: {type: boolean, label: Here, ask: {section: about, order: 3}}
  moved: {type: date, default: 2025-02-28, label: Moved, ask: {section: about, order: 4, when: here}}
  months: {type: integer, min: 0, max: 99, grows: monthly, label: Months, ask: {section: about, order: 5}}
  stays: {type: list, max_items: 3, default: [], label: Stays, of: {began: {type: date, min: 2000-01-01, label: Began}, weight: {type: integer, min: 0, max: 9, label: Weight}}}
parameters:
  counted: {values: {2025-01-01: 2025-05-31, 2025-09-09: 2025-09-30}}
  feasts: {values: {2025-01-01: [2025-05-01, 2025-10-01]}}
tables:
  level: {values: {2024-01-01: {bands: [{is: 1}, {from: 30, is: 2}]}, 2025-07-07: {bands: [{is: 3}, {from: 30, is: 4}]}}}
variables:
  later: max(since, moved)
  this_month: date(year(assessment_date), month(assessment_date), 1)
groups: [{id: all, label: All, criteria: [{id: given_days, label: Days, formula: %s}]}]
"""
BY_KNOWN_DAYS = (
    "years_since(since)",
    "months_since(since)",
    "months_since(later)",
    "months_since(since if here else moved)",
    "years_between(since, this_month)",
    "year(assessment_date) + month(assessment_date)",
    "(3 if assessment_date < since else 4) + (1 if moved <= assessment_date else 0)",
    "5 if given(until) and until >= assessment_date else 6",
    "7 if assessment_date in feasts else 8",
    "9 if assessment_date == counted else months",
    "level(months)",
    "level(months_since(since))",
    "count(stays, months_since(began) >= weight)",
    "sum(stays, weight, assessment_date >= began)",
)
ON_ANY_DAY = (
    "days_since(since)",
    "3 if add_months(assessment_date, -3) >= since else 4",
    "months_since(date(year(since), 2, 28))",
    "years_since(max(since, date(year(since), 2, 28)))",
    "level(days_since(since))",
    "years_since(since if days_since(moved) < 9 else moved)",
    "months if assessment_date >= add_months(since, 5) else 0",
)
ON, UNTIL = date(2025, 3, 2), date(2025, 12, 30)
PERSON = {
    "since": "2025-04-30",
    "until": "2025-08-20",
    "here": True,
    "moved": "2025-03-31",
    "months": 28,
    "stays": [{"began": "2024-08-31", "weight": 7}, {"began": "2025-05-15", "weight": 2}],
}


def policy(formula):
    return load(HEAD + FACTS % f'"{formula}"')


def day_by_day(rules, facts):
    """Assess every single day, with the months as they have grown."""
    for day in days(ON, UNTIL):
        passed = (day.year - ON.year) * 12 + day.month - ON.month - (day.day < ON.day)
        grown = {"months": min(99, facts["months"] + passed)} if "months" in facts else {}
        yield day, level_of(assess(rules, {**facts, **grown}, on=day))


@pytest.mark.parametrize("formula", [*BY_KNOWN_DAYS, *ON_ANY_DAY])
def test_no_day_is_missed(formula):
    rules = policy(formula)
    known = [PERSON, {**PERSON, "here": False, "until": None, "stays": []}]
    for facts in (*known, *({k: v for k, v in PERSON.items() if k != missing} for missing in ("since", "here", "stays"))):
        found = forecast([rules], facts, on=ON, until=UNTIL)
        read = {day: stretch.level for stretch in found.stretches for day in days(stretch.first, stretch.last)}
        assert read == dict(day_by_day(rules, facts))


@pytest.mark.parametrize(("formulas", "is_known"), [(BY_KNOWN_DAYS, True), (ON_ANY_DAY, False)])
def test_only_what_is_reckoned_from_the_day_is_read_on_each(formulas, is_known):
    assert {formula: turnings(policy(formula)) is not None for formula in formulas} == dict.fromkeys(formulas, is_known)


def test_a_year_of_monthly_growth_is_few_days():
    found = forecast([policy("months")], PERSON, on=ON, until=UNTIL)
    assert [stretch.first.day for stretch in found.stretches] == [2] * 10
    assert all((later.first - one.last).days == 1 for one, later in pairwise(found.stretches))


@pytest.mark.parametrize("facts", [PERSON, {**PERSON, "months": 0}, {k: v for k, v in PERSON.items() if k != "since"}])
@pytest.mark.parametrize("limit", ["", "selection: {threshold: 30}\n", "selection: {threshold: 90}\n"])
@pytest.mark.parametrize("condition", ["here", "months >= 33"])
def test_the_first_days_alone_are_those_of_the_whole_forecast(facts, limit, condition):
    more = f'requirements: [{{id: holds, label: Holds, require: "{condition}"}}]\n{limit}'
    rules = load(HEAD + FACTS % '"months"' + more)
    whole = forecast([rules], facts, on=ON, until=UNTIL)
    assert first_days([rules], facts, on=ON, until=UNTIL) == (whole.reached, whole.threshold_reached)
