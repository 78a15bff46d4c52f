"""What nobody can reach: each defect is found in a small policy that has it, and not in the one beside it that has not."""

from __future__ import annotations

import pytest

from tests.inspection.linted import FACTS, PLAIN, criterion, found, town

ROWS = [
    ("cases: [{when: 2 * age == 5, points: 1}, {when: age == 5.5, points: 2}, {otherwise: 3}]", 2, ("5.5", "5.0")),
    ("bands: assessment_date, points: [{from: 2025-06-01, points: 1}, {from: 2027-01-01, points: 2}]", 2, ("2027", "2026")),
    ("bands: age, points: [{from: months, points: 1}, {from: months + 100, points: 2}]", 2, ("+ 100", "+ 99")),
    # a rule with a row that nobody reaches, the row, and the rule without it
    ("bands: age, points: [{points: 1}, {from: 98, points: 2}, {above: 99, points: 3}]", 3, ("above: 99", "above: 98")),
    ("bands: age, points: [{points: 1}, {from: -5, points: 2}, {from: 5, points: 3}]", 1, ("from: -5", "from: 1")),
    ("lookup: level, points: {low: 1, middle: 2, high: 3}, applies: level >= middle", 1, ("level >= middle", "level >= low")),
    ("lookup: level, points: {low: 1, high: 3}, applies: 'not level == high'", 2, ("not level == high", "not level == middle")),
    ("lookup: level, points: {low: 1, high: 3}, applies: 'level in [low, middle]'", 2, ("[low, middle]", "[low, high]")),
    ("cases: [{when: age >= 18, points: 1}, {when: age >= 40, points: 2}, {otherwise: 3}]", 2, ("age >= 40", "age >= 10")),
    ("cases: [{when: age < 50, points: 1}, {when: age >= 50, points: 2}, {otherwise: 3}]", 3, ("age < 50", "age < 49")),
    ("cases: [{when: member, points: 1}, {when: 'not member', points: 2}, {otherwise: 3}]", 3, ("when: member,", "when: age < 9,")),
    ("cases: [{when: 'member or age > 5', points: 1}, {when: age > 7, points: 2}]", 2, ("age > 7", "age > 3")),
    ("cases: [{when: '5 < age < 9', points: 1}, {when: age == 7, points: 2}, {otherwise: 1}]", 2, ("age == 7", "age == 9")),
    ("cases: [{when: age != 0, points: 1}, {when: age > 0, points: 2}, {otherwise: 1}]", 2, ("age != 0", "age > 5")),
    ("matrix: [age, member], points: [{from: 5, points: {true: 1, false: 2}}, {from: 100, points: {true: 3}}]", 3, ("100", "99")),
    ("matrix: [level, age], points: {low: [{points: 1}], middle: [{from: 3, points: 2}, {above: 99, points: 9}]}", 3, ("99", "98")),
    (
        "each: medals, where: grade == gold, lookup: grade, points: {bronze: 1, gold: 2}",
        1,
        ("where: grade == gold", "where: grade >= bronze"),
    ),
    ("over: [age, months], bands: value, points: [{points: 1}, {from: 101, points: 2}]", 2, ("from: 101", "from: 100")),
]


@pytest.mark.parametrize(("rule", "row", "mended"), ROWS)
def test_a_row_that_no_facts_reach(rule, row, mended):
    assert found(town(criterion(rule) + PLAIN)) == [("row_never", "one", row)]
    assert rule.count(mended[0]) == 1
    assert found(town(criterion(rule.replace(*mended)) + PLAIN)) == [], "mended"


@pytest.mark.parametrize(
    ("rule", "mended"),
    [
        ("when: age > 99, points: 5", "when: age > 98, points: 5"),
        ("when: member, points: 0", "when: member, points: 1"),
        ("applies: age > 50 and age < 40, per: months, points: 1", "applies: age > 50 and age < 60, per: months, points: 1"),
        ("applies: level > high, per: months, points: 1", "applies: level >= high, per: months, points: 1"),
        ("per: months, every: 101, points: 1", "per: months, every: 100, points: 1"),
        ("per: months, at_least: 101, points: 1", "per: months, at_least: 100, points: 1"),
        ("each: medals, where: grade < bronze, points: 1", "each: medals, where: grade > bronze, points: 1"),
        ("each: medals, where: grade < bronze, lookup: grade, points: {gold: 1}", "each: medals, lookup: grade, points: {gold: 1}"),
        ("each: medals, where: grade < bronze, first: 2, further: 1", "each: medals, first: 2, further: 1"),
        ("formula: 'min(0, age)'", "formula: 'min(1, age)'"),
        ("per: months, points: 1, max: 0", "per: months, points: 1, max: 1"),
        ("bands: age, points: [{from: 100, points: 1}]", "bands: age, points: [{from: 99, points: 1}]"),
    ],
)
def test_a_criterion_that_nobody_gets(rule, mended):
    assert found(town(criterion(rule) + PLAIN)) == [("criterion_never", "one", None)]
    assert found(town(criterion(mended) + PLAIN)) == []


def test_a_deduction_is_no_dead_criterion():
    assert found(town(criterion("per: age, points: -1") + PLAIN)) == []


def test_a_record_that_meets_nothing_can_still_cost_points():
    rule = "each: medals, max_each: -1, when: age > 99, points: 5"
    assert found(town(criterion(rule) + PLAIN)) == [("row_never", "one", 1)]
    assert found(town(criterion(rule.replace("-1", "0")) + PLAIN)) == [("criterion_never", "one", None)]


def test_a_group_that_never_applies_is_told_once():
    assert found(town(PLAIN, group="    applies: age > 99\n    max: 5\n")) == [("group_never", "all", None)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("requirements: [{id: r, label: R, require: age >= 0}]", ("requirement_always", "r")),
        ("requirements: [{id: r, label: R, require: age >= 5, unless: age < 6}]", ("requirement_always", "r")),
        ("requirements: [{id: r, label: R, require: age > 99}]", ("requirement_never", "r")),
        ("requirements: [{id: r, label: R, require: age > 99, unless: age > 3}]", None),
        ("requirements: [{id: r, label: R, require: age >= 5}]", None),
        ("vetoes: [{id: v, label: V, when: age > 99}]", ("veto_never", "v")),
        ("vetoes: [{id: v, label: V, when: age < 100}]", ("veto_always", "v")),
        ("vetoes: [{id: v, label: V, when: 'any(medals, won_on > assessment_date)'}]", None),
        (
            "checks: [{id: c, label: C, require: 'not (age > 99) or member and level == high and any(medals, won_on > assessment_date and grade == gold)'}]",
            ("check_always", "c"),
        ),
        (
            "checks: [{id: c, label: C, require: 'age > 99 and member and level == high and any(medals, won_on > assessment_date and grade == gold)'}]",
            ("check_never", "c"),
        ),
        ("selection: {threshold: 101}", ("threshold_never", "")),
        ("selection: {threshold: 100}", None),
        ("selection: {threshold: 101 if member else 100}", None),
        (
            "entitlements: [{id: e, label: E, service: housing, beneficiaries: [applicant], when: total > 100}]",
            ("entitlement_never", "e"),
        ),
        ("entitlements: [{id: e, label: E, service: housing, beneficiaries: [applicant], when: admitted and total > 99}]", None),
    ],
)
def test_conditions_that_are_settled_beforehand(more, expected):
    codes = [(code, where) for code, where, _ in found(town(PLAIN, more=more + "\n"))]
    assert codes == ([expected] if expected else [])


def test_a_question_that_is_never_asked():
    asked = "  more: {type: integer, min: 0, max: 9, default: 0, label: More, ask: {section: about, order: 1, when: age > 99}}\n"
    for text, expected in (
        (asked, [("question_never", "more", None), ("criterion_never", "one", None)]),
        (asked.replace("> 99", "> 98"), []),
    ):
        policy = town(
            criterion("per: more, points: 1") + PLAIN,
            more="checks: [{id: r, label: R, require: 'not (member and level == high and any(medals, won_on > assessment_date and grade == gold))'}]\n",
            facts=FACTS + text,
        )
        assert found(policy) == expected


def test_conditions_are_followed_through_variables_days_and_parameters():
    more = "variables:\n  adult: age >= 18\n  old: adult and age >= 60\nparameters:\n  line: {values: {2025-01-01: 30, 2026-01-01: 40}}\n"
    rule = "cases: [{when: old, points: 1}, {when: age > 70, points: 2}, {when: not adult, points: 3}, {when: age < 18, points: 4}, {otherwise: 5}]"
    assert found(town(criterion(rule) + criterion("when: age > line and age < 32, points: 1", "two") + PLAIN, more=more)) == [
        ("row_never", "one", 2),
        ("row_never", "one", 4),
    ]
    assert found(
        town(
            criterion("when: age > line and age < 30, points: 1", "two") + PLAIN,
            more=more.replace("\n  old: adult and age >= 60", "").replace("adult: age >= 18", "adult: age >= 18 and line > 3")
            + "requirements: [{id: r, label: R, require: adult}]\n",
        )
    ) == [("criterion_never", "two", None)]
    days = "cases: [{when: 'assessment_date >= \"2026-01-01\"', points: 1}, {when: 'assessment_date > \"2026-06-01\"', points: 2}, {otherwise: 3}]"
    assert found(town(criterion(days) + PLAIN)) == [("row_never", "one", 2)]


def test_an_empty_fact_reaches_no_row():
    facts = "facts:\n  test: {type: integer, min: 0, max: 9, optional: true, default: null, label: Test}\n"
    rule = "cases: [{when: given(test) and test > 5, points: 1}, {when: 'not given(test)', points: 2}, {when: test > 6, points: 3}, {otherwise: 1}]"
    assert found(town(criterion(rule), facts=facts)) == [("row_never", "one", 3)]
    assert found(town(criterion("bands: test, points: [{points: 1}, {from: 10, points: 2}]"), facts=facts)) == [
        ("row_never", "one", 2)
    ]
    dead = "bands: test, points: [{points: 1}], applies: not given(test)"
    assert found(town(criterion(dead) + criterion("per: test, points: 1", "two"), facts=facts)) == [
        ("criterion_never", "one", None)
    ]


def test_numbers_of_different_scale_are_compared_as_numbers():
    facts = "facts:\n  wage: {type: decimal, places: 2, min: 0, max: 10, default: 0, label: Wage}\n"
    rule = "cases: [{when: wage > 5, points: 1}, {when: wage > 5.01, points: 2}, {when: 'wage in [4, 5]', points: 3}, {when: 2.5 > wage, points: 4}]"
    assert found(town(criterion(rule), facts=facts)) == [("row_never", "one", 2)]
