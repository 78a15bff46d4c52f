"""A matrix: one level of nesting for each axis, what is not listed gives 0, a plain number holds for all further axes."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.engine import assess
from scoring.engine.prose import rule_rows
from scoring.engine.row_words import count_rows
from tests.policy.small import HEAD, load

ON = date(2026, 3, 2)
POLICY = (
    HEAD
    + """
facts:
  age: {type: integer, min: 0, max: 120, unit: year, label: Age, ask: {section: about, order: 1}}
  alone: {type: boolean, label: Applies alone, ask: {section: about, order: 2}}
  degree:
    type: choice
    label: Degree
    options: {none: None, bachelor: Bachelor, doctor: Doctor}
    ask: {section: about, order: 3}
  since: {type: date, label: Since, ask: {section: about, order: 4}}
groups:
  - id: base
    label: Base
    criteria:
      - id: by_age
        label: Age
        matrix: [age, alone]
        points:
          - {from: 18, points: {true: 99, false: {points: 90, label: with a spouse, reference: art. 3}}}
          - {above: 45, points: {true: 5}}
      - id: by_degree
        label: Degree
        matrix: [degree, since, alone]
        points:
          bachelor: 7
          doctor: [{points: {false: 1}}, {from: 2020-01-01, points: {true: 30, false: 20}}]
"""
)
FACTS = {"age": 30, "alone": True, "degree": "none", "since": "2019-12-31"}


@pytest.fixture(scope="module")
def policy():
    return load(POLICY)


def _row(found, id_):
    row = found.award(id_).row
    return row and (row.number, row.label.say("en"), row.reference)


@pytest.mark.parametrize(
    ("age", "alone", "points", "row"),
    [
        (17, True, 0, None),
        (18, True, 99, (1, "Age: from 18 years, 45 years or less, and Applies alone: yes", "")),
        (18, False, 90, (2, "with a spouse", "art. 3")),
        (45, True, 99, (1, "Age: from 18 years, 45 years or less, and Applies alone: yes", "")),
        (46, True, 5, (3, "Age: above 45 years, and Applies alone: yes", "")),
        (46, False, 0, None),
    ],
)
def test_bands_and_a_condition(policy, age, alone, points, row):
    found = assess(policy, {**FACTS, "age": age, "alone": alone}, on=ON)
    assert found.award("by_age").points == points
    assert _row(found, "by_age") == row


@pytest.mark.parametrize(
    ("degree", "since", "alone", "points", "number"),
    [
        ("none", "2024-01-01", True, 0, None),
        ("bachelor", "1990-01-01", False, 7, 1),
        ("doctor", "2019-12-31", True, 0, None),
        ("doctor", "2019-12-31", False, 1, 2),
        ("doctor", "2020-01-01", True, 30, 3),
        ("doctor", "2020-01-01", False, 20, 4),
    ],
)
def test_three_axes_of_which_a_plain_number_ends_the_nesting(policy, degree, since, alone, points, number):
    found = assess(policy, {**FACTS, "degree": degree, "since": since, "alone": alone}, on=ON)
    row = found.award("by_degree").row
    assert (found.award("by_degree").points, row and row.number) == (points, number)


def test_bounds_meet_just_the_cells_that_are_left(policy):
    found = assess(policy, {"age": 50, "degree": "doctor", "alone": False}, on=ON)
    assert (found.award("by_age").points, found.award("by_degree").lowest, found.award("by_degree").highest) == (0, 1, 20)
    open_age = assess(policy, {"alone": True, "degree": "bachelor"}, on=ON)
    award = open_age.award("by_age")
    assert (award.lowest, award.highest, open_age.award("by_degree").points) == (0, 99, 7)
    choice = assess(policy, {"age": 20, "alone": False, "since": "2021-01-01"}, on=ON).award("by_degree")
    assert (choice.lowest, choice.highest) == (0, 20)


def test_the_point_table_reads_as_the_paper_does(policy):
    rows = rule_rows(policy, policy.groups[0].items[1])
    assert [(r.condition.say("en"), r.points.say("en")) for r in rows] == [
        ("Degree: Bachelor", "7 points"),
        ("Degree: Doctor, and Since: below 1 January 2020, and Applies alone: no", "1 point"),
        ("Degree: Doctor, and Since: from 1 January 2020, and Applies alone: yes", "30 points"),
        ("Degree: Doctor, and Since: from 1 January 2020, and Applies alone: no", "20 points"),
    ]
    assert rows[1].condition.say("zh") == "Degree：Doctor，且Since：不足2020年1月1日，且Applies alone：否"


def test_layout_and_the_writing_of_numbers_are_no_part_of_the_meaning(policy):
    same = load(POLICY.replace("bachelor: 7", "bachelor: 7.0").replace("{true: 30, false: 20}", '{true: "30",  false: 20.00}'))
    assert same.digest == policy.digest
    assert load(POLICY.replace("{true: 30,", "{true: 31,")).digest != policy.digest


def test_a_long_axis_is_compiled_in_parts():
    bands = ", ".join(f"{{from: {age}, points: {{true: {age}, false: 1}}}}" for age in range(121))
    text = POLICY[: POLICY.index("      - id: by_degree")].split("        points:\n")[0] + f"        points: [{bands}]\n"
    policy = load(text)
    for age in (0, 49, 50, 51, 70, 120):
        assert assess(policy, {**FACTS, "age": age}, on=ON).total == age


def test_one_rule_over_several_facts_is_said_with_what_it_makes_of_them():
    facts = "".join(
        f"  {n}: {{type: integer, min: 0, max: 99, unit: month, label: {n.title()}, ask: {{section: about, order: {i}}}}}\n"
        for i, n in enumerate(("pension", "medical"))
    )
    rules = 'over: [pension, medical], per: "min(value, 60)", every: 12, points: 3'
    policy = load(
        f"{HEAD}facts:\n{facts}groups:\n  - {{id: g, label: G, criteria: [{{id: k, label: K, {rules}}}, {{id: m, label: M, over: [pension, medical], when: value > 3, points: 1}}]}}\n"
    )
    assert [r.condition.say("en") for r in rule_rows(policy, policy.groups[0].items[0])] == [
        "each of Pension, Medical by itself, at most 60 months: for every full 12 months"
    ]
    assert [r.condition.say("zh") for r in rule_rows(policy, policy.groups[0].items[1])] == ["Pension、Medical分别计算超过3个月"]


def test_every_listed_cell_is_a_row(policy):
    assert {criterion.id: count_rows(criterion) for criterion in policy.criteria_in_order()} == {"by_age": 3, "by_degree": 4}
