"""Optional facts: empty gives 0 points and makes every comparison false, `given` asks about it, unknown stays unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.engine.prose import condition, fact_value, rule_rows
from scoring.errors import FactsRefused
from tests.policy.small import HEAD, codes, load, refusal

ON = date(2026, 3, 2)
POLICY = (
    HEAD
    + """
facts:
  married: {type: boolean, label: Married, ask: {section: about, order: 1}}
  spouse_born: {type: date, optional: true, default: null, label: Spouse born on, ask: {section: about, order: 2, when: married}}
  wage: {type: decimal, places: 2, min: 0, max: 99999, optional: true, label: Wage, ask: {section: about, order: 3}}
  local: {type: boolean, optional: true, default: null, label: Local}
  degree: {type: choice, optional: true, default: null, label: Degree, options: {none: None, doctor: Doctor}}
variables:
  spouse_age: years_since(spouse_born)
  half: ratio(wage, 2, 2)
  known_half: half if given(wage) else 1
  deep: spouse_age if given(spouse_born) and married else half
requirements:
  - {id: paid, label: Paid, require: wage > 100}
  - {id: unpaid, label: Unpaid, require: not (wage > 100)}
  - {id: other, label: Other, require: wage != 100}
  - {id: stranger, label: Stranger, require: not local}
  - {id: no_doctor, label: No doctor, require: "degree not in [doctor]"}
vetoes:
  - {id: mute, label: Mute, when: not given(wage)}
groups:
  - id: base
    label: Base
    criteria:
      - {id: by_age, label: By age, bands: spouse_age, points: [{points: 1}, {from: 30, points: 2}]}
      - {id: by_degree, label: By degree, lookup: degree, points: {none: 3, doctor: 9}}
      - {id: by_wage, label: By wage, per: wage, every: 1000, points: 1, max: 5}
      - {id: formula, label: Formula, formula: "round(half, 1)"}
      - {id: plain, label: Plain, when: married, points: "round_down(wage, 0)", max: 7}
      - {id: both, label: Both, matrix: [married, degree], points: {true: {doctor: 4}, false: 6}}
      - {id: some, label: Some, over: [wage, half], per: value, every: 100, points: 1}
      - {id: counted, label: Counted, formula: "count_of(wage > 1, given(local), local)"}
      - {id: firm, label: Firm, formula: known_half}
      - {id: depth, label: Depth, formula: deep}
"""
)
EMPTY = {"married": True, "spouse_born": None, "wage": None, "local": None, "degree": None}
FULL = {"married": True, "spouse_born": "1990-03-02", "wage": "1500", "local": True, "degree": "doctor"}


@pytest.fixture(scope="module")
def policy():
    return load(POLICY)


def _points(found):
    return {a.id: a.points for a in found.walk() if a.kind == "criterion"}


def test_empty_facts_give_no_points(policy):
    found = assess(policy, EMPTY, on=ON)
    assert found.missing == ()
    assert _points(found) == {
        "by_age": 0,
        "by_degree": 0,
        "by_wage": 0,
        "formula": 0,
        "plain": 0,
        "both": 0,
        "some": 0,
        "counted": 0,
        "firm": 1,
        "depth": 0,
    }
    assert found.variables == {"spouse_age": None, "half": None, "known_half": 1, "deep": None}
    assert found.facts["wage"] is None
    assert found.award("by_wage").facts == {"wage": None}


def test_an_empty_fact_makes_every_comparison_false_and_what_is_not_so_true(policy):
    states = {v.id: v.state for v in assess(policy, EMPTY, on=ON).requirements}
    assert states == {"paid": "not_met", "unpaid": "met", "other": "not_met", "stranger": "met", "no_doctor": "not_met"}
    assert assess(policy, EMPTY, on=ON).outcome == "vetoed"


def test_given_facts_count_as_any_other(policy):
    found = assess(policy, FULL, on=ON)
    assert _points(found) == {
        "by_age": 2,
        "by_degree": 9,
        "by_wage": 1,
        "formula": 750,
        "plain": 7,
        "both": 4,
        "some": 22,
        "counted": 3,
        "firm": 750,
        "depth": 36,
    }
    assert found.variables["spouse_age"] == 36
    states = {v.id: v.state for v in found.requirements}
    assert states == {"paid": "met", "unpaid": "not_met", "other": "met", "stranger": "not_met", "no_doctor": "not_met"}
    assert found.outcome == "requirements_not_met"


def test_a_plain_number_of_a_matrix_does_not_ask_for_the_axes_it_ends(policy):
    assert assess(policy, {**EMPTY, "married": False}, on=ON).award("both").points == 6


def test_a_question_that_is_not_asked_holds_its_empty_default(policy):
    found = assess(policy, {**FULL, "married": False}, on=ON)
    assert found.award("by_age").points == 0
    assert found.award("by_age").facts == {"spouse_born": None}


def test_unknown_is_not_empty(policy):
    found = assess(policy, {"married": True}, on=ON)
    assert found.missing == ("wage",)
    award = found.award("by_wage")
    assert (award.points, award.lowest, award.highest) == (None, 0, 5)
    assert {v.id: v.state for v in found.requirements if v.id in {"paid", "unpaid"}} == {"paid": "open", "unpaid": "open"}
    assert found.vetoes[0].state == "open"
    assert found.variables["half"] is None
    assert found.award("by_age").points == 0


def test_a_default_may_be_a_value(policy):
    text = POLICY.replace("optional: true, default: null, label: Local", "optional: true, default: true, label: Local")
    text = text.replace("label: Local}", "label: Local, ask: {section: about, order: 9, when: married}}")
    found = assess(load(text), {**EMPTY, "married": False, "wage": "2"}, on=ON)
    assert found.award("counted").points == 3
    assert assess(policy, {**EMPTY, "married": False, "wage": "2"}, on=ON).award("counted").points == 1


def test_only_optional_facts_may_be_empty(policy):
    with pytest.raises(FactsRefused) as refused:
        assess(policy, {**FULL, "married": None}, on=ON)
    assert [(p.fact, p.code) for p in refused.value.problems] == [("married", "not_boolean")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("max: 5}", "max: half}", "optional_here"),
        ("every: 1000", "every: wage", "optional_here"),
        ("require: not local", "require: given(married)", "given_optional"),
        ("require: not local", "require: given(known_half)", "given_optional"),
        ("require: not local", "require: given(1)", "given_optional"),
        ("default: null, label: Degree", "default: nul, label: Degree", "default_refused"),
    ],
)
def test_where_a_value_is_needed(old, new, code):
    assert codes(refusal(POLICY.replace(old, new))) == [code]


def test_lists_and_fields_of_records_are_not_optional():
    rows = "  - {id: q, label: Q, when: any(l), points: 1}"
    more = "  l: {type: list, label: L, max_items: 2, optional: true, default: [], of: {a: {type: boolean, label: A, optional: true}}}\n"
    text = POLICY.replace("variables:\n", more + "variables:\n", 1)
    assert codes(refusal(text + "    " + rows)) == ["key_misplaced", "key_misplaced"]


def test_given_may_ask_about_a_variable():
    edited = load(POLICY.replace("not given(wage)", "not given(half)"))
    assert assess(edited, {**FULL, "wage": None}, on=ON).vetoes[0].state == "met"
    assert assess(edited, FULL, on=ON).vetoes[0].state == "not_met"


def test_a_fold_over_records_counts_an_empty_fact_as_nothing():
    more = "  l: {type: list, label: L, max_items: 3, default: [], of: {a: {type: integer, min: 0, max: 9, label: A}}}\n"
    text = POLICY.replace("variables:\n", more + "variables:\n", 1)
    text += '      - {id: fold, label: Fold, formula: "round(sum(l, a * wage), 2)"}\n'
    policy = load(text)
    facts = {**FULL, "l": [{"a": 2}, {"a": 1}]}
    assert assess(policy, facts, on=ON).award("fold").points == Decimal(4500)
    assert assess(policy, {**facts, "wage": None}, on=ON).award("fold").points == 0


def test_words_do_not_repeat_that_a_fact_is_given(policy):
    items = policy.groups[0].items
    assert condition(policy, policy.requirements[0].require).say("en") == "“Wage” is more than 100"
    assert condition(policy, policy.vetoes[0].when).say("zh") == "并非“已填写“Wage””"
    assert rule_rows(policy, items[1])[0].condition.say("en") == "Degree: None"
    assert (
        rule_rows(policy, items[3])[0].points.say("en")
        == "(Wage ÷ 2, rounded half up to 2 decimal places), rounded half up to 1 decimal place (points)"
    )
    assert (
        condition(policy, policy.variables["deep"])
        .say("en")
        .startswith("full years from “Spouse born on” to the day of assessment if")
    )
    assert fact_value(policy, policy.facts["wage"], None).say("en") == "not given"
