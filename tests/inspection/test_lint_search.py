"""Steps for the better that lower points, cliffs, and facts counted twice: always with a person in whom it can be assessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.inspection.lint import lint
from tests.inspection.linted import FACTS, PLAIN, criterion, found, only, totals, town
from tests.policy.small import HEAD, load

ATTAINABLE = FACTS.replace("label: Level}", "label: Level, attainable: {effort: 3}}").replace(
    "label: Medals,", "label: Medals, attainable: {effort: 1},"
)
ATTAINABLE = ATTAINABLE.replace("label: Member}", "label: Member, attainable: {effort: 2}}")


def steps(policy, cliff="1000"):
    """The findings of steps: code, criterion, fact, from, to."""
    searched = {"better_lowers_total", "better_lowers_ranking", "cliff"}
    findings = [f for f in lint(policy, cliff=Decimal(cliff)) if f.code in searched]
    return [(f.code, f.where, f.facts["fact"], f.facts["from"], f.facts["to"]) for f in findings]


def test_more_months_and_fewer_points():
    policy = town(criterion("bands: months, points: [{points: 5}, {from: 60, points: 3}]"))
    finding = only(policy)
    assert (finding.code, finding.kind, finding.where, finding.severity) == ("better_lowers_total", "criterion", "one", "warning")
    assert finding.facts == {"fact": "months", "from": "59", "to": "60", "before": "5", "after": "3"}
    assert (finding.example, finding.other, finding.on) == ({"months": 59}, {"months": 60}, date(2025, 1, 1))
    assert totals(policy, finding) == (5, 3)
    assert found(town(criterion("bands: months, points: [{points: 3}, {from: 60, points: 5}]"))) == []


@pytest.mark.parametrize(
    ("rule", "fact", "step"),
    [
        ("formula: 'clamp(5 + 2 * (56 - months), 0, 30)'", "months", ("43", "44")),
        ("lookup: level, points: {low: 2, middle: 1, high: 3}", "level", ("low", "middle")),
        ("cases: [{when: member, points: 1}, {otherwise: 2}]", "member", ("false", "true")),
        ("bands: count(medals), points: [{points: 2}, {from: 2, points: 1}]", "medals", ("1", "2")),
        ("each: medals, lookup: grade, points: {bronze: 1, gold: -1}", "medals", ("0", "1")),
        ("when: months < 12 or member, points: 3", "months", ("11", "12")),
    ],
)
def test_every_kind_of_fact_that_can_better(rule, fact, step):
    policy = town(
        criterion(rule),
        facts=ATTAINABLE,
        more="checks: [{id: c, label: C, require: 'not (age == 99 and level == high and member and any(medals, won_on > assessment_date and grade == gold) and months > 98)'}]\n",
    )
    (finding,) = (f for f in lint(policy) if f.code == "better_lowers_total")
    assert (finding.facts["fact"], finding.facts["from"], finding.facts["to"]) == (fact, *step)
    before, after = totals(policy, finding)
    assert before > after


def test_fewer_may_be_better():
    facts = FACTS.replace("label: Age}", "label: Age, attainable: {effort: 1, step: -1}}")
    more = "checks: [{id: c, label: C, require: 'not (member and level == high and any(medals, won_on > assessment_date and grade == gold))'}]\n"
    assert steps(town(criterion("bands: age, points: [{points: 3}, {from: 60, points: 1}]") + PLAIN, facts=facts, more=more)) == []
    assert steps(town(criterion("bands: age, points: [{points: 1}, {from: 60, points: 3}]") + PLAIN, facts=facts, more=more)) == [
        ("better_lowers_total", "one", "age", "60", "59")
    ]


def test_what_nobody_betters_is_not_searched():
    assert found(town(criterion("bands: age, points: [{points: 3}, {from: 60, points: 1}]") + PLAIN)) == []
    facts = FACTS.replace("label: Level}", "label: Level, ordered: false, attainable: {effort: 3}}")
    policy = town(
        criterion("lookup: level, points: {low: 2, middle: 1, high: 3}") + PLAIN,
        facts=facts,
        more="checks: [{id: c, label: C, require: 'not (age == 99 and member and any(medals, won_on > assessment_date and grade == gold))'}]\n",
    )
    assert found(policy) == []


def test_the_example_is_the_smallest_person():
    rule = "cases: [{when: months >= 12 and age >= 37 and level == high and not member, points: 1}, {when: age >= 30, points: 2}]"
    policy = town(criterion(rule) + criterion("when: member, points: 7", "two"))
    finding = only(policy)
    assert finding.example == {"age": 37, "level": "high", "months": 11}
    assert finding.other == {"age": 37, "level": "high", "months": 12}
    assert totals(policy, finding) == (2, 1)


def test_required_facts_stand_in_the_example_only_where_they_matter():
    facts = FACTS.replace("max: 99, default: 0,", "max: 99, ask: {section: about, order: 1},").replace(
        "default: false,", "ask: {section: about, order: 2},"
    )
    policy = town(
        criterion("cases: [{when: months >= 12 and age >= 50, points: 1}, {otherwise: 2}]"),
        facts=facts,
        more="checks: [{id: c, label: C, require: 'not (age < 40 and level == high and member and any(medals, won_on > assessment_date and grade == gold))'}]\n",
    )
    finding = only(policy)
    assert finding.example == {"age": 50, "months": 11}
    assert totals(policy, finding) == (2, 1)


def test_a_number_is_made_smaller_between_the_edges():
    facts = "facts:\n  months: {type: integer, min: 0, max: 100, default: 0, label: M, grows: monthly}\n  age: {type: integer, min: 0, max: 99, default: 0, label: A}\n"
    policy = town(criterion("formula: 'max(20 - age, 0) + (0 if months >= 12 and age + age > 20 else 3)'"), facts=facts)
    finding = only(policy)
    assert finding.example == {"age": 11, "months": 11}
    assert totals(policy, finding) == (12, 9)


@pytest.mark.parametrize(
    ("criteria", "group", "where"),
    [
        (criterion("per: months, points: 2, applies: months < 24"), "", "one"),
        (criterion("per: months, points: 2"), "    max: 9 if months > 50 else 20\n", "all"),
        (criterion("when: member, points: 2"), "    applies: months < 24\n", "all"),
        (criterion("when: months > 5, points: 1") + criterion("when: member, points: 9, yields_to: [one]", "two"), "", "two"),
    ],
)
def test_limits_and_conditions_may_take_away_what_rows_give(criteria, group, where):
    policy = town(criteria, group=group)
    (finding,) = (f for f in lint(policy, cliff=Decimal(1000)) if f.code == "better_lowers_total")
    assert finding.where == where
    before, after = totals(policy, finding)
    assert before > after


def test_the_sum_that_ranks_may_fall_where_the_total_does_not():
    more = "selection: {ranking: {by: points(one), ties_at_cut_off: admit_all}}\n"
    criteria = criterion("bands: months, points: [{points: 2}, {from: 50, points: 1}]") + criterion("per: months, points: 1", "two")
    policy = town(criteria, more=more)
    finding = only(policy)
    assert (finding.code, finding.where, finding.facts["before"], finding.facts["after"]) == (
        "better_lowers_ranking",
        "one",
        "2",
        "1",
    )
    ranks = [assess(policy, person, on=finding.on).ranking[0] for person in (finding.example, finding.other)]
    assert ranks == [2, 1]
    assert found(town(criteria, more=more.replace("points(one)", "total"))) == []


def test_each_criterion_that_falls_is_told_once():
    criteria = criterion("bands: months, points: [{points: 9}, {from: 12, points: 8}, {from: 24, points: 7}]")
    criteria += criterion("bands: months, points: [{points: 9}, {from: 30, points: 8}]", "two")
    assert steps(town(criteria)) == [
        ("better_lowers_total", "one", "months", "11", "12"),
        ("better_lowers_total", "two", "months", "29", "30"),
    ]


def test_the_last_day_is_searched_where_figures_change():
    more = "parameters:\n  line: {values: {2025-01-01: 0, 2026-01-01: 50}}\n"
    policy = town(criterion("cases: [{when: months >= 20 and line > 0, points: 1}, {otherwise: 2}]"), more=more)
    finding = next(f for f in lint(policy) if f.code == "better_lowers_total")
    assert finding.on == date(2026, 12, 31)
    assert totals(policy, finding) == (2, 1)
    tables = "tables:\n  line: {values: {2025-01-01: {bands: [{is: 0}, {from: 20, is: 0}]}, 2026-01-01: {bands: [{is: 2}, {from: 20, is: 1}]}}}\n"
    policy = town(criterion("per: line(months), points: 1"), more=tables)
    (finding,) = (f for f in lint(policy) if f.code == "better_lowers_total")
    assert (finding.on, finding.facts["from"], finding.facts["to"]) == (date(2026, 12, 31), "19", "20")


def test_an_empty_fact_may_stand_beside():
    facts = "facts:\n  months: {type: integer, min: 0, max: 100, default: 0, label: M, grows: monthly}\n  test: {type: integer, min: 0, max: 9, optional: true, default: 5, label: T}\n"
    policy = town(criterion("cases: [{when: months >= 12 and not given(test), points: 1}, {otherwise: 2}]"), facts=facts)
    finding = only(policy)
    assert finding.example == {"test": None, "months": 11}
    assert totals(policy, finding) == (2, 1)


def test_a_step_that_changes_too_much():
    facts = FACTS + "  born: {type: date, min: 1930-01-01, max: 2020-12-31, default: 1980-01-01, label: Born}\n"
    criteria = criterion("bands: months, points: [{from: 12, points: 20}, {from: 24, points: 31}]")
    criteria += criterion("bands: years_since(born), points: [{points: 40}, {from: 50, points: 5}]", "two")
    more = "selection: {threshold: 33}\nchecks: [{id: c, label: C, require: 'not (age == 9 and level == high and member and any(medals, won_on > assessment_date and grade == gold))'}]\n"
    policy = town(criteria, facts=facts, more=more)
    assert steps(policy, "20") == [("cliff", "two", "born", "1975-01-01", "1975-01-02")]
    assert [f.facts["fact"] for f in lint(policy)] == ["months", "born"], "a third of 33 is 11: 20 points are more, 11 are not"
    finding = next(f for f in lint(policy) if f.facts["fact"] == "months")
    assert (finding.code, finding.severity, finding.facts["before"], finding.facts["after"]) == ("cliff", "note", "40", "60")
    assert totals(policy, finding) == (40, 60)
    assert [f.code for f in lint(town(criteria, facts=facts, more=more.replace("selection: {threshold: 33}\n", "")))] == []


def test_a_fact_counted_in_two_groups():
    def text(other: str, first: str = "", last: str = "", combine: str = "") -> str:
        groups = f"      - id: left\n        label: Left\n        criteria:\n    {criterion('per: months, points: 1' + first)}      - id: right\n        label: Right\n        criteria:\n    {criterion(other + last, 'two')}"
        return f"{HEAD}{FACTS}checks: [{{id: c, label: C, require: 'not (age == 9 and level == high and member and any(medals, won_on > assessment_date and grade == gold))'}}]\ngroups:\n  - id: all\n    label: All\n{combine}    criteria:\n{groups}"

    policy = load(text("per: months, every: 12, points: 1"))
    finding = only(policy)
    assert (finding.code, finding.where, finding.severity) == ("counted_twice", "one", "note")
    assert finding.facts == {"fact": "months", "other": "two", "from": "0", "to": "12"}
    assert totals(policy, finding) == (0, 13)
    for harmless in (
        text("per: age, points: 1"),
        text("per: months, points: -1"),
        text("per: months, every: 12, points: 1", last=", yields_to: [one]"),
        text("per: months, every: 12, points: 1", first=", yields_to: [two]"),
        text("per: months, every: 12, points: 1", combine="    combine: highest\n"),
        text("when: months < 1 and age > 3, points: 1"),
    ):
        assert [code for code, _, _ in found(load(harmless)) if code == "counted_twice"] == []


def test_records_of_one_kind_are_not_those_of_another():
    def text(other: str) -> str:
        one, two = (
            f"  - id: {id_}_group\n    label: G\n    criteria:\n{criterion(rule, id_)}"
            for id_, rule in (("one", "each: medals, where: grade == gold, points: 2"), ("two", other))
        )
        return f"{HEAD}{FACTS}checks: [{{id: c, label: C, require: 'not (age == 9 and level == high and member and months == 9 and any(medals, won_on > assessment_date))'}}]\ngroups:\n{one}{two}"

    assert found(load(text("each: medals, where: grade == bronze, points: 2"))) == []
    policy = load(text("each: medals, where: won_on < assessment_date, points: 3"))
    finding = only(policy)
    assert (finding.code, finding.facts["to"]) == ("counted_twice", "1")
    assert totals(policy, finding) == (0, 5)


def test_answers_that_contradict_each_other_are_no_example():
    facts = "facts:\n  months: {type: integer, min: 0, max: 100, default: 0, label: M, grows: monthly}\n"
    criteria = criterion("bands: months, points: [{points: 2}, {from: 50, points: 1}]")
    assert found(town(criteria, facts=facts)) == [("better_lowers_total", "one", None)]
    less = "checks: [{id: c, label: C, require: months < 50}]\n"
    assert found(town(criteria, facts=facts, more=less)) == []


def test_a_fall_on_both_days_is_told_once():
    more = "parameters:\n  line: {values: {2025-01-01: 20, 2026-01-01: 20}}\n"
    policy = town(criterion("cases: [{when: months >= line, points: 1}, {otherwise: 2}]"), more=more)
    assert [(f.code, f.on) for f in lint(policy)] == [("better_lowers_total", date(2025, 1, 1))]


def test_what_is_asked_before_stands_in_the_example():
    facts = (
        "facts:\n  works: {type: boolean, default: false, label: W}\n"
        "  months: {type: integer, min: 0, max: 100, default: 0, label: M, grows: monthly, ask: {section: about, order: 1, when: works}}\n"
    )
    policy = town(criterion("bands: months, points: [{points: 2}, {from: 50, points: 1}]"), facts=facts)
    finding = only(policy)
    assert finding.example == {"works": True, "months": 49}
    assert totals(policy, finding) == (2, 1)


def test_a_fact_counted_twice_beside_one_that_has_no_default():
    facts = (
        "facts:\n  months: {type: integer, min: 0, max: 100, default: 0, label: M}\n"
        "  born: {type: date, min: 1930-01-01, max: 2020-12-31, label: B, ask: {section: about, order: 1}}\n"
    )
    second = "applies: 'days_since(born) < 3000 and months > -1', per: months, points: 2"
    groups = "".join(
        f"  - id: {name}_group\n    label: G\n    criteria:\n{criterion(rule, name)}"
        for name, rule in (("one", "per: months, points: 1"), ("two", second))
    )
    policy = load(f"{HEAD}{facts}groups:\n{groups}")
    finding = only(policy)
    assert finding.example == {"born": date(2016, 10, 16), "months": 0}
    assert totals(policy, finding) == (0, 3)


@pytest.mark.parametrize(
    "span",
    ["years_between(born, '9999-12-31')", "days_between('0001-01-01', born)", "months_between(born, add_months('9999-12-31', 12))"],
)
def test_days_near_the_ends_of_the_calendar(span):
    facts = "facts:\n  born: {type: date, default: 2000-01-01, label: B}\n"
    rule = f'bands: "{span}", points: [{{points: 1}}, {{from: 3, points: 9}}]'
    policy = town(criterion(rule), facts=facts)
    for finding in (f for f in lint(policy, cliff=Decimal(5)) if f.code == "cliff"):
        before, after = totals(policy, finding)
        assert abs(after - before) == 8
