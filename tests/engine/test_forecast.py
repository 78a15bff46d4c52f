"""A forecast says, day by day, what assessing each of those days would say."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from scoring.engine.forecast import Between, forecast
from scoring.engine.forecast.steps import level_of
from scoring.errors import FactsRefused, OutsideForce, RoundUnknown
from scoring.policy import load_policy
from tests.engine.ahead import ONE_ALONE, PERSON, TWO_AFTER, days, oracle
from tests.engine.generated import FACTS as ANY_FACTS
from tests.engine.generated import REQUIRED, policies
from tests.policy.small import load

POLICIES = Path(__file__).parents[2] / "policies"
ON = date(2025, 12, 31)
BOTH = {date(2025, 1, 1): ONE_ALONE, date(2026, 9, 15): TWO_AFTER}
ALONE = {date(2025, 1, 1): ONE_ALONE}


def levels(found):
    """Give the level of every day."""
    assert all((later.first - one.last).days == 1 for one, later in pairwise(found.stretches))
    assert all(one.level != later.level for one, later in pairwise(found.stretches))
    return {day: stretch.level for stretch in found.stretches for day in days(stretch.first, stretch.last)}


def changes(found):
    """Give day and award changes of every rise and cliff."""
    return {step.on: {a.id: (a.before, a.after) for a in step.awards} for step in (*found.rises, *found.cliffs)}


def expected_changes(read):
    """Give, from one assessment a day, the award changes of the days on which total, conditions or outcome change."""
    found = {}
    for (_, one), (day, other) in pairwise(read):
        states = [{v.id: v.state for v in (*a.requirements, *a.vetoes)} for a in (one, other)]
        plain = {"adult": "met", "not_old": "met", "insured": "met", "resident": "met", "barred": "not_met", "idle": "not_met"}
        turned = {**plain, **states[0]} != {**plain, **states[1]}
        eligible = [a.outcome == "eligible" for a in (one, other)]
        if (one.lowest, one.highest) != (other.lowest, other.highest) or turned or eligible[0] != eligible[1]:
            points = [{a.id: Between(a.lowest, a.highest) for a in x.walk()} for x in (one, other)]
            ids = [id_ for id_ in points[0] | points[1] if points[0].get(id_) != points[1].get(id_)]
            found[day] = {id_: (points[0].get(id_), points[1].get(id_)) for id_ in ids}
    return found


@pytest.mark.parametrize("born", ["1988-02-29", "1986-12-31", "2007-08-31"])
@pytest.mark.parametrize(("by_day", "until"), [(BOTH, date(2029, 3, 2)), (ALONE, date(2029, 3, 2))])
def test_every_day_is_what_an_assessment_of_that_day_says(born, by_day, until):
    facts = {**PERSON, "born": born}
    found = forecast(tuple(by_day.values()), facts, on=ON, until=until)
    read = list(oracle(by_day, facts, ON, until))
    assert levels(found) == {day: level_of(a) for day, a in read}
    assert changes(found) == expected_changes(read)
    assert found.reached == next((day for day, a in read if a.outcome == "eligible"), None)
    assert found.threshold_reached == next((day for day, a in read if a.total >= a.threshold), None)


@pytest.mark.parametrize("unknown", [{"born"}, {"level"}, {"born", "months", "level"}, {"months"}])
def test_with_facts_missing_every_day_has_the_bounds_of_that_day(unknown):
    facts = {id_: value for id_, value in PERSON.items() if id_ not in unknown}
    until = date(2027, 3, 2)
    found = forecast([TWO_AFTER, ONE_ALONE], facts, on=ON, until=until)
    read = list(oracle(BOTH, facts, ON, until))
    assert levels(found) == {day: level_of(a) for day, a in read}
    assert changes(found) == expected_changes(read)
    assert found.reached == next((day for day, a in read if a.outcome == "eligible"), None)


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(policies(), ANY_FACTS, st.sets(st.sampled_from(sorted(REQUIRED))), st.dates(date(2024, 2, 1), date(2026, 11, 1)))
def test_any_policy_is_forecast_as_it_is_assessed(text, facts, unknown, on):
    policy = load(text.replace("default: 7, label: M,", "default: 7, grows: monthly, label: M,"))
    known = {id_: value for id_, value in facts.items() if id_ not in unknown}
    until = min(date.fromordinal(on.toordinal() + 45), date(2026, 12, 31))
    found = forecast([policy], known, on=on, until=until)
    assert levels(found) == {day: level_of(a) for day, a in oracle({date(2024, 1, 1): policy}, known, on, until)}


def test_cliffs_and_rises_are_told_apart():
    found = forecast([ONE_ALONE], PERSON, on=ON, until=date(2030, 1, 1))
    on_first = {step.on for step in found.rises} & {step.on for step in found.cliffs}
    assert {(t.id, s.on, t.after) for s in found.cliffs for t in s.turns} == {("not_old", date(2028, 2, 29), "not_met")}
    assert {(t.id, s.on, t.after) for s in found.rises for t in s.turns} == {("barred", date(2027, 2, 28), "not_met")}
    assert date(2026, 12, 24) in {step.on for step in found.rises}  # the holiday, moved on by a year
    assert date(2026, 12, 25) in {step.on for step in found.cliffs}
    assert on_first == set()
    assert not [turn for step in found.rises for turn in step.turns if turn.worse]


def test_a_birthday_on_29_february_comes_on_28_february_in_other_years():
    facts = {**PERSON, "born": "1988-02-29", "penalties": []}
    found = forecast([ONE_ALONE], facts, on=date(2026, 12, 31), until=date(2028, 3, 1))
    assert [(s.on, t.id) for s in found.cliffs for t in s.turns] == [(date(2028, 2, 29), "not_old")]
    younger = forecast([ONE_ALONE], {**facts, "born": "1987-02-28"}, on=date(2026, 12, 31), until=date(2027, 3, 1))
    leap = forecast([ONE_ALONE], {**facts, "born": "1992-02-29"}, on=date(2026, 12, 31), until=date(2032, 3, 1))
    assert date(2027, 2, 28) in {s.on for s in younger.cliffs}
    assert date(2028, 2, 29) in {s.on for s in leap.cliffs if any(a.id == "age_points" for a in s.awards)}


def test_a_month_ends_on_its_last_day_and_a_fact_never_exceeds_its_maximum():
    found = forecast([TWO_AFTER], {"born": "2000-05-05", "months": 35, "years": 3}, on=date(2027, 1, 31), until=date(2030, 1, 1))
    steps = {step.on: [award.id for award in step.awards] for step in found.rises}
    assert steps[date(2027, 2, 28)] == ["base", "month_points"]
    assert steps[date(2028, 1, 31)] == ["base", "year_points"]
    assert date(2029, 1, 31) not in steps  # years are 4, the maximum
    assert date(2028, 2, 29) not in steps  # months are 48, the points capped
    assert found.reached is None or found.reached >= date(2027, 2, 28)


def test_the_best_windows():
    found = forecast([ONE_ALONE], PERSON, on=ON, until=date(2030, 1, 1))
    daily = levels(found)
    highest = max(level.total for level in daily.values())
    first = min(day for day, level in daily.items() if level.total == highest)
    assert (found.best.first, found.best.total) == (first, highest)
    assert all(daily[day].total == highest for day in days(found.best.first, found.best.last))
    after = date.fromordinal(found.best.last.toordinal() + 1)
    assert after not in daily or daily[after].total != highest
    eligible = {day: level for day, level in daily.items() if level.outcome == "eligible"}
    assert found.best_eligible.total == max(level.total for level in eligible.values()) < highest
    assert found.best_eligible.first in eligible


def test_a_window_goes_on_where_only_the_outcome_changes():
    found = forecast([TWO_AFTER], {"born": "1980-05-05", "months": 48}, on=date(2028, 6, 1), until=date(2029, 6, 1))
    assert found.best.total == Between(45, 45)
    assert (found.best.first, found.best.last) == (date(2028, 6, 1), date(2029, 6, 1))


def test_who_is_never_eligible_has_no_such_window():
    found = forecast([ONE_ALONE], {**PERSON, "born": "1980-01-01"}, on=ON, until=date(2026, 6, 1))
    assert (found.reached, found.best_eligible) == (None, None)


def test_ten_years_where_nothing_else_is_said():
    found = forecast([ONE_ALONE], PERSON, on=date(2025, 6, 30))
    assert found.until == date(2035, 6, 30) == found.stretches[-1].last
    assert found.stretches[0].first == date(2025, 6, 30)
    assert forecast([ONE_ALONE], PERSON, on=ON, until=date(2020, 1, 1)).until == ON  # at least the day itself


def test_the_calendar_ends():
    found = forecast([TWO_AFTER], {"born": "9980-01-01", "months": 40}, on=date(9995, 1, 1))
    assert found.until == date(9999, 12, 30)


def test_the_first_day_is_an_assessment_and_refuses_what_that_refuses():
    assert forecast([ONE_ALONE], PERSON, on=ON).start.total == assess(ONE_ALONE, PERSON, on=ON).total
    with pytest.raises(FactsRefused):
        forecast([ONE_ALONE], {**PERSON, "level": "middle"}, on=ON)
    with pytest.raises(OutsideForce):
        forecast([ONE_ALONE], PERSON, on=date(2027, 1, 1))
    with pytest.raises(OutsideForce):
        forecast([ONE_ALONE, TWO_AFTER], PERSON, on=date(2024, 12, 31))
    with pytest.raises(RoundUnknown):
        forecast([ONE_ALONE], PERSON, on=ON, round_id="c")


def test_guangzhou_for_five_years_is_what_each_day_says():
    policy = load_policy(POLICIES / "guangzhou/2025.yaml")
    facts = {
        "birth_date": "1981-02-28",
        "works_lawfully": True,
        "holds_valid_permit": True,
        "permit_months": 36,
        "permit_since": "2022-09-30",
        "rented_months": 30,
        "pension_months": 40,
        "medical_months": 590,
        "education": "bachelor",
        "criminal_penalties": [{"imposed_on": "2024-02-29"}],
    }
    on, until = date(2026, 3, 2), date(2031, 3, 2)
    found = forecast([policy], facts, on=on, until=until)
    assert levels(found) == {day: level_of(a) for day, a in oracle({date(2025, 7, 4): policy}, facts, on, until)}
