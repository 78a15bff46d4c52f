"""Outcomes, missing facts, days and rounds, entitlements, ranking, and the awards as they are spelled out."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring import errors
from scoring.engine import Outcome, assess, day_of
from scoring.engine.questions import asked
from scoring.errors import FactsRefused, OutsideForce, RoundUnknown
from tests.policy.small import HEAD, VOCABULARY, load, load_town, town

ROUNDS = (
    '- {round: "2025", policy: "1"}\n- {round: "2026", policy: "1", announced: 2026-03-01, parameters: {counted_to: 2026-02-28}}\n'
)
FACTS = {"birth_date": "1990-01-01", "age": 30, "education": "bachelor"}
ON = date(2025, 3, 1)


@pytest.fixture(scope="module")
def policy():
    return load_town(rounds=ROUNDS)


# --- days and rounds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2025-01-01", "2026-12-31"])
def test_both_ends_of_the_period_are_within(policy, day):
    assert assess(policy, FACTS, on=date.fromisoformat(day)).on == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2024-12-31", "2027-01-01"])
def test_a_day_outside_is_refused(policy, day):
    with pytest.raises(OutsideForce, match="holds from 2025-01-01 to 2026-12-31"):
        assess(policy, FACTS, on=date.fromisoformat(day))


def test_a_version_without_an_end():
    endless = load(town(("in_force: {from: 2025-01-01, until: 2026-12-31}", "in_force: {from: 2025-01-01}")), VOCABULARY, ROUNDS)
    assert assess(endless, FACTS, on=date(2999, 1, 1)).total == Decimal("40.5")
    assert day_of(endless, date(2999, 1, 1)) == (date(2999, 1, 1), False)
    with pytest.raises(OutsideForce, match=r"holds from 2025-01-01; 2024-12-31"):
        assess(endless, FACTS, on=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("today", "day", "ended"),
    [
        ("2024-06-01", "2025-01-01", False),
        ("2025-06-01", "2025-06-01", False),
        ("2026-12-31", "2026-12-31", False),
        ("2027-01-01", "2026-12-31", True),
    ],
)
def test_the_day_when_none_is_named(policy, today, day, ended):
    assert day_of(policy, date.fromisoformat(today)) == (date.fromisoformat(day), ended)


def test_the_round_is_named_or_chosen(policy):
    assert [assess(policy, FACTS, on=ON, round_id=r).round.id for r in (None, "2025", "2026")] == ["2025", "2025", "2026"]
    assert assess(policy, FACTS, on=date(2026, 3, 1)).round.id == "2026"
    with pytest.raises(RoundUnknown, match="no round 2027"):
        assess(policy, FACTS, on=ON, round_id="2027")
    with pytest.raises(RoundUnknown, match="no value for counted_to in round –"):
        assess(load_town(), FACTS, on=ON)


# --- outcomes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "eligible"),
        ({"education": "none"}, "below_threshold"),
        ({"education": "none", "age": 17}, "requirements_not_met"),
        ({"education": "bachelor", "age": 17}, "requirements_not_met"),
        ({"age": 101, "married": True}, "vetoed"),
        ({"age": 101, "married": True, "education": "none"}, "vetoed"),
    ],
)
def test_of_several_outcomes_the_first(policy, facts, outcome):
    found = assess(policy, {**FACTS, **facts}, on=ON)
    assert found.outcome is Outcome(outcome)
    assert [e.id for e in found.entitlements] == (["housing"] if outcome == "eligible" else [])
    assert found.total is not None, "points are given whatever the outcome"


@pytest.mark.parametrize(("points", "outcome"), [("19.99", "below_threshold"), ("20", "eligible"), ("20.01", "eligible")])
def test_the_threshold_itself_is_enough(points, outcome):
    edited = load_town(
        ("bachelor: 30.5", f"bachelor: {points}"), ("{from: 18, points: 10}", "{from: 18, points: 0}"), rounds=ROUNDS
    )
    found = assess(edited, FACTS, on=ON)
    assert (found.outcome, found.threshold) == (outcome, 20)


def test_without_a_threshold_all_who_meet_the_conditions_are_eligible():
    edited = load_town(("selection: {threshold: 20}\n", ""), rounds=ROUNDS)
    found = assess(edited, {**FACTS, "education": "none"}, on=ON)
    assert (found.outcome, found.threshold, found.ranking, found.ranking_keys) == ("eligible", None, None, None)


def test_who_is_admitted_without_points_and_a_waived_requirement():
    edited = load_town(
        ("selection: {threshold: 20}", "selection: {threshold: 20, unless: married}"),
        ("require: adult}", "require: adult, unless: married}"),
        rounds=ROUNDS,
    )
    found = assess(edited, {**FACTS, "education": "none", "age": 17, "married": True}, on=ON)
    assert found.outcome == "eligible"
    assert [(v.state, v.waived) for v in found.requirements] == [("met", True)]
    other = assess(edited, {**FACTS, "education": "none"}, on=ON)
    assert (other.outcome, other.requirements[0].waived) == ("below_threshold", False)


# --- missing facts ----------------------------------------------------------------------------------------------------


def test_nothing_is_known(policy):
    found = assess(policy, {}, on=ON)
    assert found.missing == ("birth_date", "age", "education")
    assert (found.outcome, found.total, found.lowest, found.highest) == ("provisional", None, 1, Decimal("40.5"))
    awards = {a.id: (a.points, a.lowest, a.highest) for a in found.walk()}
    assert awards == {
        "base": (None, 1, Decimal("40.5")),
        "age_points": (None, 1, 10),
        "school": (None, 0, Decimal("30.5")),
        "honoured": (0, 0, 0),
    }
    assert found.award("age_points").facts == {"age": None}
    assert found.award("age_points").row is None
    assert [v.state for v in found.requirements + found.vetoes] == ["open", "not_met"]
    assert found.entitlements == ()
    assert found.variables == {"adult": None}
    assert "provisional, None" in repr(found)


def test_what_is_known_has_its_points(policy):
    found = assess(policy, {"age": 30}, on=ON)
    assert found.missing == ("birth_date", "education")
    assert (found.award("age_points").points, found.award("age_points").row.label.say("en")) == (10, "≥ 18")
    assert (found.award("school").points, found.total, found.outcome) == (None, None, "provisional")
    assert found.requirements[0].state == "met"


def test_a_missing_fact_that_can_change_nothing_leaves_the_result_whole(policy):
    found = assess(policy, {"age": 30, "education": "bachelor"}, on=ON)
    assert (found.missing, found.outcome, found.total) == (("birth_date",), "eligible", Decimal("40.5"))
    assert [e.id for e in found.entitlements] == ["housing"]


def test_the_outcome_is_given_as_soon_as_no_answer_can_change_it(policy):
    assert assess(policy, {"age": 17}, on=ON).outcome == "requirements_not_met"
    assert assess(policy, {"education": "none"}, on=ON).outcome == "provisional"
    assert assess(policy, {"age": 101, "married": True}, on=ON).outcome == "vetoed"
    assert assess(policy, {"education": "none", "married": True}, on=ON).outcome == "provisional"


def test_an_open_veto_keeps_a_refusal_open():
    edited = load_town(("when: married and age > 100", "when: age > 100 or birth_date < '1900-01-01'"), rounds=ROUNDS)
    assert assess(edited, {"age": 17}, on=ON).outcome == "provisional"


def test_missing_lists_and_records():
    text = town(
        ("    default: []\n", "    ask: {section: about, order: 5}\n"), ("points: 2, max: 6}", "points: 2, max: 6, min: 1}")
    )
    policy = load(text, VOCABULARY, ROUNDS)
    found = assess(policy, FACTS, on=ON)
    award = found.award("honoured")
    assert (award.points, award.lowest, award.highest, award.facts) == (None, 1, 6, {"honours": None})


@pytest.mark.parametrize(
    ("rule", "lowest", "highest"),
    [
        ("where: won_in >= 2000 or age > 50, points: 2", 2, 4),
        ("where: won_in >= 2000 or age > 50, points: -2", -4, -2),
        ("where: age > 50, points: 2", 0, 4),
        ("where: age > 50 or won_in > 2000, formula: won_in - 2000, combine: highest", 10, 10),
        ("where: age > 50, formula: won_in - 2000, combine: highest", -10, 10),
        ("where: age > 50 and won_in < 2000, formula: won_in - 2000, combine: highest", -10, 0),
        ("where: age > 50 or won_in < 2000, formula: won_in - 2000, combine: highest", -10, 10),
        ("where: age > 50 or won_in > 2000, formula: won_in - 2000, combine: {highest: 1}", 10, 10),
        ("where: age > 50 or won_in > 2000, formula: won_in - 2000, combine: {highest: 2}", 0, 10),
        ("where: age > 50 or won_in > 2000, first: 9, further: 1", 1, 18),
        ("where: won_in > 2020, points: age", 0, 0),
    ],
)
def test_known_records_of_which_some_may_count(rule, lowest, highest):
    edited = load_town(("where: won_in > 2000, points: 2, max: 6}", f"{rule}}}"), rounds=ROUNDS)
    records = [{"level": "city", "won_in": year, "name": str(year)} for year in (1990, 2010)]
    award = assess(edited, {"honours": records}, on=ON).award("honoured")
    assert (award.lowest, award.highest) == (lowest, highest)
    whole = [assess(edited, {**FACTS, "honours": records, "age": age}, on=ON).award("honoured").points for age in (0, 50, 51, 120)]
    assert all(lowest <= points <= highest for points in whole)


@pytest.mark.parametrize(
    ("combine", "first", "further", "lowest", "highest"),
    [
        ("sum", 5, 20, 0, 85),
        ("highest", 5, 20, 0, 20),
        ("{highest: 2}", 5, 20, 0, 40),
        ("highest", 5, -20, -20, 5),
        ("{highest: 9}", 5, 1, 0, 9),
        ("sum", -5, 2, -5, 3),
    ],
)
def test_unknown_records(combine, first, further, lowest, highest):
    text = town(
        ("    default: []\n", "    ask: {section: about, order: 5}\n"),
        ("where: won_in > 2000, points: 2, max: 6}", f"first: {first}, further: {further}, combine: {combine}}}"),
    )
    policy = load(text, VOCABULARY, ROUNDS)
    award = assess(policy, FACTS, on=ON).award("honoured")
    assert (award.lowest, award.highest) == (lowest, highest)
    for count in range(6):
        records = [{"level": "city", "won_in": 2000, "name": str(i)} for i in range(count)]
        assert lowest <= assess(policy, {**FACTS, "honours": records}, on=ON).award("honoured").points <= highest


def test_a_list_that_no_record_can_enter_gives_nothing():
    text = town(("    default: []\n", "    ask: {section: about, order: 5}\n"), ("where: won_in > 2000", "where: won_in > 2026"))
    assert assess(load(text, VOCABULARY, ROUNDS), FACTS, on=ON).award("honoured").points == 0


def test_folds_over_records_of_which_some_may_count():
    more = "  folds: best(honours, won_in, age > 50 or won_in > 2000)\n  total_won: sum(honours, 1, age > 50)\n"
    more += "  none: best(honours, -won_in, age > 50)"
    policy = load(town(("adult: age >= 18", f"adult: age >= 18\n{more}")), VOCABULARY, ROUNDS)
    records = [{"level": "city", "won_in": year, "name": str(year)} for year in (1990, 2010)]
    assert assess(policy, {"honours": records}, on=ON).variables == {"adult": None, "folds": 2010, "total_won": None, "none": None}


def test_contradictions_are_refused_only_where_they_are_certain(policy):
    with pytest.raises(FactsRefused):
        assess(policy, {"age": 13, "married": True}, on=ON)
    assert assess(policy, {"married": True}, on=ON).outcome == "provisional"


# --- questions --------------------------------------------------------------------------------------------------------

QUESTIONS = load(
    HEAD
    + """\
facts:
  b: {type: boolean, label: B, ask: {section: about, order: 1}}
  n: {type: integer, min: 0, max: 9, default: 3, label: N, ask: {section: about, order: 2, when: b}}
  l:
    type: list
    label: L
    max_items: 2
    default: [{name: none}]
    ask: {section: about, order: 3, when: n > 4}
    of: {name: {type: text, label: Name}}
  entered: {type: integer, min: 0, max: 9, default: 1, label: E}
groups:
  - id: g
    label: G
    criteria:
      - {id: c, label: C, formula: n + entered}
      - {id: d, label: D, each: l, points: 1}
      - {id: k, label: K, per: n, every: entered + 1, points: 2}
"""
)


@pytest.mark.parametrize(
    ("facts", "points", "held"),
    [
        ({"b": True}, 4, 3),
        ({"b": True, "n": 7}, 8, 7),
        ({"b": False, "n": 7}, 4, 3),  # the default holds, whatever was said before
    ],
)
def test_a_question_that_is_not_asked_holds_its_default(facts, points, held):
    found = assess(QUESTIONS, facts, on=ON)
    assert (found.award("c").points, found.award("c").facts) == (points, {"n": held, "entered": 1})


def test_a_default_list_holds_while_its_question_is_not_asked():
    given = {"b": True, "n": 9, "l": [{"name": "a"}, {"name": "b"}]}
    assert assess(QUESTIONS, given, on=ON).award("d").points == 2
    for facts in ({**given, "n": 2}, {**given, "b": False}):
        found = assess(QUESTIONS, facts, on=ON).award("d")
        assert (found.points, found.facts["l"]) == (1, ({"name": "none"},))


def test_while_a_question_is_open_either_may_hold():
    found = assess(QUESTIONS, {"n": 7, "l": [{"name": "a"}, {"name": "b"}]}, on=ON)
    assert (found.award("c").lowest, found.award("c").highest, found.award("c").facts) == (4, 8, {"n": None, "entered": 1})
    assert (found.award("d").lowest, found.award("d").highest, found.award("d").facts["l"]) == (0, 2, None)
    same = assess(QUESTIONS, {"n": 3, "l": [{"name": "a"}]}, on=ON)
    assert (same.award("c").points, same.award("c").facts["n"]) == (4, 3)
    assert same.award("d").facts["l"] == ({"name": "none"},)


@pytest.mark.parametrize(
    ("facts", "ids"),
    [
        ({}, {"b"}),
        ({"b": False}, {"b"}),
        ({"b": True}, {"b", "n"}),
        ({"b": True, "n": 5}, {"b", "n", "l"}),
        ({"b": False, "n": 5}, {"b"}),
    ],
)
def test_which_questions_are_asked(facts, ids):
    assert asked(QUESTIONS, facts, on=ON) == ids


def test_questions_of_wrong_answers_are_refused():
    for facts in ({"n": 70}, {"m": 3}):
        with pytest.raises(FactsRefused):
            asked(QUESTIONS, facts, on=ON)
    with pytest.raises(OutsideForce):
        asked(QUESTIONS, {}, on=date(2024, 12, 31))


# --- ranking ----------------------------------------------------------------------------------------------------------


def test_ranking_keys_sort_the_best_first():
    then = '[-age, birth_date, "-birth_date", married, -education, "-wage + 1", colour == red]'
    policy = load_town(("selection: {threshold: 20}", f"selection: {{threshold: 20, ranking: {{then: {then}}}}}"), rounds=ROUNDS)
    found = assess(policy, FACTS, on=ON)
    assert found.ranking == (Decimal("40.5"), -30, date(1990, 1, 1), date(1990, 1, 1), False, "bachelor", Decimal("1.00"), True)
    assert found.ranking_keys == (-4050, -30, 1990_01_01, -1990_01_01, 0, -2, 100, 1)
    people = [{**FACTS, "age": a, "education": e} for a, e in ((20, "college"), (30, "bachelor"), (40, "bachelor"))]
    order = sorted(range(3), key=lambda i: assess(policy, people[i], on=ON).ranking_keys)
    assert order == [2, 1, 0]
    partial = assess(policy, {"age": 30, "education": "bachelor"}, on=ON)
    assert partial.ranking[:4] == (Decimal("40.5"), -30, None, None)
    assert partial.ranking_keys is None
    assert assess(policy, {"age": 30}, on=ON).ranking[0] is None


def test_a_key_may_be_any_expression_and_errors_in_it_are_found():
    from tests.policy.small import codes, refusal

    for key, code in (
        ("-agee", "name_unknown"),
        ("-(", "expression_syntax"),
        ("-honours", "type_expected"),
        ("-colour", "type_expected"),
    ):
        assert code in codes(
            refusal(town(("selection: {threshold: 20}", f'selection: {{ranking: {{then: ["{key}"]}}}}')), VOCABULARY)
        )


# --- awards -----------------------------------------------------------------------------------------------------------


def test_an_award_says_all_it_knows():
    about = "reference: art. 2, note: Highest degree, evidence: [card]"
    rows = "{college: 20, bachelor: {points: 30.5, reference: art. 3}}"
    policy = load_town(
        (
            "{id: school, label: School, lookup: education, points: {college: 20, bachelor: 30.5}}",
            f"{{id: school, label: School, lookup: education, max: 25, applies: adult, {about}, points: {rows}}}",
        ),
        rounds=ROUNDS,
    )
    award = assess(policy, FACTS, on=ON).award("school")
    assert (award.kind, award.points, award.uncapped, award.cap, award.applies, award.counts) == (
        "criterion",
        25,
        Decimal("30.5"),
        25,
        True,
        True,
    )
    assert (award.reference, award.note.say("en"), award.evidence, award.yields_to) == ("art. 2", "Highest degree", ("card",), None)
    assert (award.row.number, award.row.label.say("en"), award.row.reference, award.row.points) == (2, "Bachelor", "art. 3", 25)
    assert award.facts == {"age": 30, "education": "bachelor"}, "facts are used through variables too"
    partial = assess(policy, {"education": "bachelor"}, on=ON).award("school")
    assert (partial.applies, partial.points, partial.lowest, partial.highest, partial.uncapped) == (None, None, 0, 25, None)


def test_an_open_cap_is_its_highest():
    policy = load_town(("    max: 100\n", "    max: 20 if adult else 5\n"), rounds=ROUNDS)
    group = assess(policy, {}, on=ON).award("base")
    assert (group.cap, group.lowest, group.highest) == (20, 1, 20)


def test_facts_as_given_and_as_held(policy):
    found = assess(policy, {**FACTS, "wage": "12.5", "honours": [{"level": "city", "won_in": 2010, "name": "A"}]}, on=ON)
    assert found.facts["wage"] == Decimal("12.50")
    assert found.facts["honours"] == ({"level": "city", "won_in": 2010, "name": "A"},)
    assert found.award("honoured").facts["honours"] == found.facts["honours"]


def test_a_computed_day_beyond_the_calendar_is_shown_as_its_last():
    policy = load(
        town(("adult: age >= 18", "adult: age >= 18\n  far: add_months(birth_date, 12)\n  early: add_months(birth_date, -12)")),
        VOCABULARY,
        ROUNDS,
    )
    assert assess(policy, {**FACTS, "birth_date": "9999-12-31"}, on=ON).variables["far"] == date(9999, 12, 31)
    assert assess(policy, {**FACTS, "birth_date": "0001-01-01"}, on=ON).variables["early"] == date(1, 1, 1)
    assert assess(policy, FACTS, on=ON).variables == {"adult": True, "far": date(1991, 1, 1), "early": date(1989, 1, 1)}


def test_choices_and_numbers_among_the_variables():
    policy = load(town(("adult: age >= 18", "adult: age >= 18\n  schooling: education\n  pay: wage * 2")), VOCABULARY, ROUNDS)
    assert assess(policy, FACTS, on=ON).variables == {"adult": True, "schooling": "bachelor", "pay": Decimal("0.00")}


# --- the same everywhere ----------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from datetime import date
from scoring.engine import assess
before = set(sys.modules)
from tests.policy.small import load_town
honours = [{"level": "city", "won_in": 2010, "name": "A"}]
found = assess(load_town(rounds=%r), {"age": 30, "education": "college", "honours": honours}, on=date(2025, 3, 1))
print(found.awards, found.found, found.policy.digest)
"""


def _fresh(program: str, seed: str = "0") -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_result_does_not_depend_on_the_hash_seed():
    assert len({_fresh(PROGRAM % ROUNDS, seed) for seed in ("0", "1", "4242")}) == 1


def test_importing_the_engine_loads_no_framework_and_no_file_format():
    loaded = set(_fresh("import sys, scoring.engine; print(*{m.partition('.')[0] for m in sys.modules})").split())
    assert not loaded & {"flask", "werkzeug", "sqlalchemy", "wtforms", "marshmallow", "yaml", "numpy", "babel", "hypothesis"}
    assert "scoring" in loaded


def test_importing_the_engine_loads_nothing_that_only_some_need():
    """Rules are read by who builds or compiles them; words are made, bounds read and acts on files refused only by some."""
    loaded = set(_fresh("import sys, scoring.engine; print(*sys.modules)").split())
    later = {"scoring.engine.compiling", "scoring.engine.bounds", "scoring.engine.spelling", "scoring.engine.saying"}
    assert not loaded & (later | {"scoring.policy.rules", "scoring.policy.procedure", "scoring.errors.acts", "difflib"})


def test_errors_of_acts_are_found_beside_those_of_rules():
    assert errors.NotAllowed is errors.acts.NotAllowed
    with pytest.raises(AttributeError, match=r"'scoring\.errors' has no attribute 'Nonsense'"):
        errors.Nonsense  # noqa: B018 - reading it is the test


def test_nothing_of_a_policy_becomes_code():
    """The program's namespace has the few functions that rules need, and no built-ins."""
    from scoring.engine.program import NAMESPACE, compile_program

    assert NAMESPACE["__builtins__"] == {}
    with pytest.raises(TypeError):
        compile_program(load_town(rounds=ROUNDS)).run(("x",) * 7, (0, 0), 2025_03_01)


def test_where_rank_alone_decides_an_open_total_is_provisional():
    edited = load_town(("selection: {threshold: 20}\n", ""), rounds=ROUNDS)
    assert assess(edited, {"age": 30}, on=ON).outcome == "provisional"
    settled = assess(edited, {"age": 30, "education": "bachelor"}, on=ON)
    assert (settled.missing, settled.outcome, settled.total) == (("birth_date",), "eligible", Decimal("40.5"))
    assert assess(edited, {"age": 17}, on=ON).outcome == "requirements_not_met"
