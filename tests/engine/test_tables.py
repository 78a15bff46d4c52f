"""Tables and dated figures: what was in force on the day asked for, by option and by band, in every reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.engine.prose import condition, rule_rows
from tests.policy.small import HEAD, load

ON = date(2026, 3, 2)
POLICY = (
    HEAD
    + """
facts:
  test: {type: choice, label: Test, options: {none: None, ielts: IELTS, tef: TEF}, ask: {section: about, order: 1}}
  score: {type: decimal, places: 1, min: 0, max: 700, label: Score, ask: {section: about, order: 2}}
  tested_on: {type: date, min: 2023-12-10, max: 2026-12-31, label: Tested on, ask: {section: about, order: 3}}
  wage: {type: decimal, places: 2, min: 0, max: 100000, unit: CNY, label: Wage, ask: {section: about, order: 4}}
  trade: {type: choice, ordered: false, label: Trade, options: {cook: Cook, welder: Welder}, ask: {section: about, order: 5}}
  married: {type: boolean, label: Married, ask: {section: about, order: 6}}
parameters:
  average_wage: {label: average wage, values: {2023-01-01: 7832, 2025-11-01: 8211}}
  shortage: {label: trades in short supply, values: {2023-01-01: [welder], 2025-06-01: [cook]}}
tables:
  reading:
    label: {zh: 阅读对照表, en: reading levels}
    values:
      2023-12-10: {ielts: {bands: [{is: 3}, {from: 3.5, is: 4}, {from: 7, is: 8.5}]}, tef: {bands: [{is: 6}, {from: 434, is: 7}]}}
      2025-06-01: {ielts: {bands: [{is: 3}, {from: 4, is: 5}]}}
  relief: {values: {2023-01-01: {true: {bands: [{is: 1}, {from: 2025-01-01, is: 2}]}, false: 0}}}
groups:
  - id: base
    label: Base
    criteria:
      - {id: now, label: Now, formula: "reading(test, score)"}
      - {id: then, label: Then, formula: "at(reading(test, score), tested_on)"}
      - {id: pay, label: Pay, when: "wage >= 2 * at(average_wage, tested_on)", points: 10}
      - {id: scarce, label: Scarce, when: "trade in at(shortage, tested_on)", points: 5}
      - {id: relieved, label: Relieved, formula: "relief(married, tested_on)"}
selection: {threshold: 2 * average_wage}
"""
)
FACTS = {"test": "ielts", "score": "7", "tested_on": "2024-05-01", "wage": "15664", "trade": "welder", "married": True}


@pytest.fixture(scope="module")
def policy():
    return load(POLICY)


def _points(found):
    return {a.id: a.points for a in found.walk() if a.kind == "criterion"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {"now": 5, "then": Decimal("8.5"), "pay": 10, "scarce": 5, "relieved": 1}),
        ({"score": "3.4"}, {"now": 3, "then": 3}),
        ({"score": "3.5"}, {"now": 3, "then": 4}),
        ({"score": "6.9"}, {"now": 5, "then": 4}),
        ({"test": "tef", "score": "434"}, {"now": 0, "then": 7}),
        ({"test": "none"}, {"now": 0, "then": 0}),
        ({"tested_on": "2025-05-31"}, {"then": Decimal("8.5"), "scarce": 5, "relieved": 2}),
        ({"tested_on": "2025-06-01"}, {"then": 5, "scarce": 0, "pay": 10}),
        ({"tested_on": "2025-10-31", "wage": "15664"}, {"pay": 10}),
        ({"tested_on": "2025-11-01", "wage": "16421.99"}, {"pay": 0}),
        ({"tested_on": "2025-11-01", "wage": "16422"}, {"pay": 10}),
        ({"married": False, "tested_on": "2025-05-31"}, {"relieved": 0}),
    ],
)
def test_the_value_in_force_on_the_day_asked_for(policy, changed, expected):
    found = _points(assess(policy, {**FACTS, **changed}, on=ON))
    assert {id_: found[id_] for id_ in expected} == expected


def test_a_threshold_may_be_a_multiple_of_a_dated_wage(policy):
    assert assess(policy, FACTS, on=ON).threshold == 16422
    assert assess(policy, FACTS, on=date(2025, 10, 31)).threshold == 15664


def test_bounds_are_the_cells_that_can_still_be_met(policy):
    facts = {**FACTS}
    del facts["score"], facts["tested_on"]
    found = assess(policy, facts, on=ON)
    assert [(a.lowest, a.highest) for a in found.walk() if a.kind == "criterion"] == [
        (3, 5),
        (3, Decimal("8.5")),
        (0, 10),
        (0, 5),
        (1, 2),
    ]
    settled = assess(policy, {"test": "none", "wage": "1", "married": False}, on=ON)
    assert (settled.award("now").points, settled.award("then").points, settled.award("pay").points) == (0, 0, 0)
    assert settled.award("relieved").points == 0


def test_tables_are_said_by_their_names(policy):
    rule = policy.groups[0].items
    assert (
        rule_rows(policy, rule[0])[1 - 1].points.say("en") == "the value for “Test”, “Score” by the table “reading levels” (points)"
    )
    assert rule_rows(policy, rule[1])[0].points.say("zh") == "Tested on时的按“阅读对照表”由Test、Score换算的值（分）"
    assert rule_rows(policy, rule[3])[0].condition.say("en") == "“Trade” is one of trades in short supply as of “Tested on”"
    assert condition(policy, rule[4].rule.expression).say("en") == "the value for “Married”, “Tested on” by the table “relief”"


def test_facts_read_by_a_table_are_named(policy):
    assert list(assess(policy, FACTS, on=ON).award("then").facts) == ["test", "score", "tested_on"]


def test_how_a_number_is_written_is_no_part_of_a_tables_meaning(policy):
    assert load(POLICY.replace("from: 3.5, is: 4}", 'from: "3.50", is: 4.0}')).digest == policy.digest
    assert load(POLICY.replace("from: 3.5, is: 4}", "from: 3.5, is: 4.5}")).digest != policy.digest
