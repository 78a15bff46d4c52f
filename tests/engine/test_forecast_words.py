"""What a forecast takes for granted, what must be renewed, and the words and JSON of all of it."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from datetime import date

import pytest

from scoring.engine.forecast import (
    Assumption,
    Renewal,
    as_document,
    assumption_sentence,
    forecast,
    forecast_sentences,
    renewal_sentence,
    step_sentence,
)
from scoring.engine.forecast.figures_ahead import Ahead
from scoring.engine.forecast.renewals import valid_until
from scoring.engine.forecast.texts import TEXTS
from scoring.policy.model import Period
from tests.engine.ahead import ONE, ONE_ALONE, PERSON, ROUNDS, TWO, TWO_AFTER, town

ON = date(2025, 12, 31)


@pytest.fixture(scope="module")
def both():
    return forecast([ONE_ALONE, TWO_AFTER], PERSON, on=ON, until=date(2029, 6, 1))


@pytest.fixture(scope="module")
def alone():
    return forecast([ONE_ALONE], PERSON, on=ON, until=date(2029, 6, 1))


def test_the_assumptions_of_one_version(alone):
    moved = date(2026, 11, 30)
    assert alone.assumptions == (
        Assumption("version_goes_on", "1", on=date(2027, 1, 1)),
        Assumption("round_moved", "1", ("counted_to",), moved, "b", date(2025, 8, 31), date(2026, 8, 31)),
        Assumption("round_moved", "1", ("holidays",), moved, "b"),
        Assumption("parameter_stays", "1", ("wage", "bonus")),
        Assumption("facts_grow", "1", ("months", "years")),
        Assumption("facts_rest", "1", ("rests",)),
        Assumption("facts_stay", "1", ("level", "penalties")),
        Assumption("answers_contradict", "1", ("plausible",), date(2028, 4, 30)),
    )


def test_the_assumptions_of_two_versions(both):
    codes = [(a.code, a.version) for a in both.assumptions]
    assert codes == [
        ("version_changes", "1"),
        ("version_stays", "2"),
        ("parameter_stays", "1"),
        ("parameter_stays", "2"),
        ("facts_grow", "1"),
        ("facts_rest", "1"),
        ("facts_stay", "1"),
        ("facts_left_out", "2"),
    ]
    assert both.assumptions[0] == Assumption("version_changes", "1", on=date(2026, 9, 15), to="2")
    assert both.assumptions[-1].ids == ("level",)
    assert list(both.versions) == ["1", "2"]


def test_a_figure_known_for_later_is_no_assumption():
    found = forecast([TWO_AFTER], {"born": "1990-01-01", "months": 3}, on=date(2027, 1, 1), until=date(2027, 6, 30))
    assert "parameter_stays" not in [a.code for a in found.assumptions]


def test_what_a_later_version_needs_and_what_it_does_not_take():
    later = town(
        "2",
        "{from: 2026-09-15}",
        TWO.replace("default: here, ", "ask: {section: about, order: 6}, "),
    )
    found = forecast([ONE_ALONE, later], {**PERSON, "months": 50}, on=ON, until=date(2027, 1, 1))
    assert Assumption("facts_missing", "2", ("place",)) in found.assumptions
    first = forecast([ONE_ALONE], {"months": 50}, on=ON, until=date(2026, 1, 2))
    assert Assumption("facts_missing", "1", ("born", "level")) in first.assumptions
    renamed = ONE.replace("high: High", "top: Top").replace("{high: 4}", "{top: 4}")
    successor = town("2", "{from: 2026-09-15, until: 2026-12-31}", renamed, ROUNDS.replace('policy: "1"', 'policy: "2"'))
    lost = forecast([ONE_ALONE, successor], PERSON, on=ON, until=date(2026, 12, 31))
    assert Assumption("facts_left_out", "2", ("level",)) in lost.assumptions
    assert Assumption("facts_missing", "2", ("level",)) in lost.assumptions


def test_a_version_goes_on_until_the_next_one_begins():
    early = replace(ONE_ALONE, in_force=Period(date(2025, 1, 1), date(2026, 3, 31)))
    found = forecast([early, TWO_AFTER], PERSON, on=ON, until=date(2027, 1, 1))
    assert found.assumptions[:2] == (
        Assumption("version_changes", "1", on=date(2026, 9, 15), to="2"),
        Assumption("version_goes_on", "1", on=date(2026, 4, 1)),
    )


def test_an_empty_fact_does_not_grow_and_a_given_one_does():
    def change(other):
        facts = {**PERSON, "months": 0, "other": other}
        found = forecast([ONE_ALONE], facts, on=ON, until=date(2026, 2, 1))
        return found.stretches[-1].level.total.lowest - found.stretches[0].level.total.lowest

    assert (change(None), change(3), change(9)) == (0, 0.5, 0)


# --- rounds -----------------------------------------------------------------------------------------------------------
def figures(day, round_id=None, on=date(2025, 3, 15), policy=ONE_ALONE):
    found = Ahead([policy], on, date(2030, 1, 1), round_id).at(day)
    return found.round.id, found.years


@pytest.mark.parametrize(
    ("day", "round_id", "found"),
    [
        (date(2025, 3, 15), None, ("a", 0)),
        (date(2025, 11, 29), None, ("a", 0)),
        (date(2025, 11, 30), None, ("b", 0)),
        (date(2026, 11, 29), None, ("b", 0)),
        (date(2026, 11, 30), None, ("b", 1)),
        (date(2028, 11, 30), None, ("b", 3)),
        (date(2025, 3, 15), "b", ("b", 0)),
        (date(2025, 11, 29), "a", ("a", 0)),
        (date(2025, 11, 30), "a", ("b", 0)),
    ],
)
def test_the_round_of_a_day_and_how_far_it_is_moved(day, round_id, found):
    assert figures(day, round_id) == found


def test_a_round_that_is_named_holds_until_another_is_announced():
    assert figures(date(2028, 1, 1), "a", on=date(2025, 12, 1)) == ("a", 0)


def test_the_first_day_is_never_moved():
    on = date(2027, 1, 10)  # a year after the last known round, whose figures an assessment of that day uses
    assert [figures(day, on=on) for day in (on, date(2027, 11, 29), date(2027, 11, 30))] == [("b", 0), ("b", 0), ("b", 2)]


@pytest.mark.parametrize(
    ("rounds", "moves"),
    [
        ('- {round: "a", policy: "1", window: {from: "2025-02-01 09:00", until: "2025-03-01 17:00"}}\n', date(2026, 2, 1)),
        ('- {round: "a", policy: "1"}\n', date(2026, 1, 1)),
    ],
)
def test_a_round_without_an_announcement(rounds, moves):
    policy = town("1", "{from: 2025-01-01, until: 2026-12-31}", ONE, rounds)
    before = date.fromordinal(moves.toordinal() - 1)
    assert [figures(day, policy=policy)[1] for day in (before, moves)] == [0, 1]


# --- evidence ---------------------------------------------------------------------------------------------------------
def test_evidence_that_runs_out_before_the_aim():
    facts = {"born": "1990-01-01", "works": True, "months": 30, "years": 1}
    found = forecast([TWO_AFTER], facts, on=date(2027, 1, 1), until=date(2028, 1, 1))
    assert found.reached == date(2027, 7, 1)
    assert found.renewals == (
        Renewal("statement", date(2027, 1, 31), ("works",)),
        Renewal("check", date(2027, 1, 15), ("works",)),
    )
    later = forecast([TWO_AFTER], {**facts, "months": 29}, on=date(2027, 1, 1), until=date(2028, 1, 1))
    assert [r.evidence for r in later.renewals] == ["statement", "check", "health"]  # half a year is over on 1 July


def test_nothing_need_be_renewed_for_an_aim_that_is_not_reached():
    found = forecast([TWO_AFTER], {"born": "1990-01-01", "works": True, "months": 0}, on=date(2027, 1, 1), until=date(2027, 9, 1))
    assert (found.reached, found.renewals) == (None, ())


@pytest.mark.parametrize(
    ("duration", "last"),
    [
        ("30 days", date(2028, 1, 30)),
        ("1 working_days", date(2028, 1, 3)),
        ("5 working_days", date(2028, 1, 7)),
        ("6 working_days", date(2028, 1, 10)),
        ("2 months", date(2028, 2, 29)),
        ("1 years", date(2028, 12, 31)),
    ],
)
def test_how_long_evidence_lasts(duration, last):
    assert valid_until(date(2027, 12, 31), duration) == last


# --- words ------------------------------------------------------------------------------------------------------------
def test_both_languages_have_the_same_places():
    for zh, en in TEXTS.values():
        zh_places, en_places = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en))
        assert zh_places == en_places


def test_every_text_is_said(both, alone):
    missing = forecast([ONE_ALONE], {"months": 3}, on=ON, until=date(2026, 6, 1))
    said = {a.code for found in (both, alone, missing) for a in found.assumptions} | {"round_moved_set"}
    assert said == {code for code in TEXTS if code.startswith(("version", "round", "parameter", "facts", "answers"))}


def test_the_words_of_assumptions(alone, both):
    words = {(a.code, a.ids): assumption_sentence(alone, a) for a in alone.assumptions}
    assert words["round_moved", ("counted_to",)].as_dict() == {
        "zh": "之后年度的通知尚未公布；假定“截止日”每年顺延：自2026年11月30日起由2025年8月31日改为2026年8月31日，此后每满一年再延一年。",
        "en": "Notices of later rounds are not known. “Counted to” is taken to be 31 August 2026 instead of 31 August 2025 from 30 "
        "November 2026, and to move on yearly.",
    }
    assert words["round_moved", ("holidays",)].say("en") == (
        "Notices of later rounds are not known. From 30 November 2026 the days of “Holidays” are taken to move on by a year with each year."
    )
    assert words["facts_grow", ("months", "years")].as_dict() == {
        "zh": "假定以下各项随时间累计：月数、年数。",
        "en": "These are taken to go on rising with time: Months, Years.",
    }
    assert (
        words["answers_contradict", ("plausible",)].say("zh")
        == "自2028年4月30日起，累计后的答案不再符合“月数合理”；此后的结果仅供参考。"
    )
    assert assumption_sentence(both, both.assumptions[0]).as_dict() == {
        "zh": "自2026年9月15日起按新版本2（此前为1）计算。",
        "en": "From 15 September 2026 the new version 2 is used (before that, 1).",
    }
    assert assumption_sentence(both, both.assumptions[-1]).say("en") == "Version 2 does not take these answers: Level."


def test_what_has_no_label_is_named_by_its_id():
    bare = town("2", "{from: 2026-09-15}", TWO.replace("label: {zh: 工资, en: Wage}, ", ""))
    found = forecast([bare], {"born": "1990-01-01", "months": 3}, on=date(2027, 1, 1))
    stays = next(a for a in found.assumptions if a.code == "parameter_stays")
    assert assumption_sentence(found, stays).say("en").endswith("stay: wage.")


def test_the_words_of_a_step(alone, both):
    old = next(step for step in alone.cliffs if step.on == date(2028, 2, 29))
    assert step_sentence(alone, old).as_dict() == {
        "zh": "2028年2月29日：总积分由70.5分变为70.5分。“年龄上限”由“符合”变为“不符合”。",
        "en": "29 February 2028: the total goes from 70.5 points to 70.5 points. “Not too old” turns from “met” to “not met”.",
    }
    change = next(step for step in (*both.cliffs, *both.rises) if step.on == date(2026, 9, 15))
    english = step_sentence(both, change).say("en")
    assert " “Gone” goes from 1 point to none." in english
    assert " “Added” goes from none to 0 points." in english
    assert " “Resident” turns from “none” to “not met”." in english


def test_the_words_of_open_points():
    found = forecast([ONE_ALONE], {"born": "1995-01-01", "months": 11}, on=date(2026, 1, 1), until=date(2026, 3, 1))
    step = next(step for step in found.rises if any(turn.id == "insured" for turn in step.turns))
    assert "the total from 40 points to 44 points to 50 points to 54 points." in step_sentence(found, step).say("en").replace(
        "goes ", ""
    )


@pytest.mark.parametrize(
    ("facts", "until", "expected"),
    [
        (
            {"born": "1990-01-01", "months": 36},
            date(2027, 2, 1),
            [
                "The outcome is eligible now.",
                "While eligible, the total is highest from 1 January 2027 to 1 February 2027: 45 points.",
            ],
        ),
        (
            {"born": "1990-01-01", "months": 35},
            date(2027, 3, 1),
            [
                "If life goes on as it is, the outcome is eligible from 1 February 2027.",
                "While eligible, the total is highest from 1 February 2027 to 1 March 2027: 45 points.",
            ],
        ),
        (
            {"born": "1990-01-01", "months": 1},
            date(2027, 2, 1),
            [
                "If life goes on as it is, it is not certain to be eligible on any day up to 1 February 2027.",
                "The total is highest from 1 January 2027 to 1 February 2027: 0 points; the outcome is not certain to be eligible then.",
            ],
        ),
    ],
)
def test_what_it_comes_to(facts, until, expected):
    found = forecast([TWO_AFTER], facts, on=date(2027, 1, 1), until=until)
    assert [sentence.say("en") for sentence in forecast_sentences(found)] == expected


def test_the_document():
    facts = {"born": "1990-01-01", "works": True, "months": 34}
    found = forecast([TWO_AFTER], facts, on=date(2027, 1, 1), until=date(2027, 4, 1))
    document = as_document(found)
    assert json.loads(json.dumps(document)) == document
    assert (document["on"], document["until"], document["round"]) == ("2027-01-01", "2027-04-01", None)
    assert (document["reached"], document["threshold_reached"]) == ("2027-03-01", "2027-03-01")
    assert document["best"] == document["best_eligible"]
    assert document["stretches"][-1] == {
        "first": "2027-03-01",
        "last": "2027-04-01",
        "total": {"lowest": "45.00", "highest": "45.00"},
        "outcome": "eligible",
        "ranked": None,
    }
    (rise,) = document["rises"]
    assert rise["awards"][1] == {
        "id": "month_points",
        "before": {"lowest": "30.00", "highest": "30.00"},
        "after": {"lowest": "45.00", "highest": "45.00"},
    }
    assert rise["turns"] == [{"id": "resident", "kind": "requirement", "before": "not_met", "after": "met", "worse": False}]
    assert document["renewals"][0]["sentence"]["en"] == "“Statement” is valid until 31 January 2027 and must be got again."
    assert document["renewals"][0]["sentence"] == renewal_sentence(found, found.renewals[0]).as_dict()
    assert document["cliffs"] == []


def test_the_document_of_what_is_not_reached():
    document = as_document(forecast([ONE_ALONE], {**PERSON, "born": "1980-01-01"}, on=ON, until=date(2026, 9, 30)))
    assert (document["reached"], document["best_eligible"], document["round"]) == (None, None, "b")
    change = as_document(forecast([ONE_ALONE, TWO_AFTER], PERSON, on=ON, until=date(2026, 9, 30)))
    step = next(step for step in (*change["cliffs"], *change["rises"]) if step["on"] == "2026-09-15")
    assert {"id": "added", "before": None, "after": {"lowest": "0.00", "highest": "0.00"}} in step["awards"]
    moved = next(a for a in document["assumptions"] if a["code"] == "facts_grow")
    assert (moved["on"], moved["ids"]) == (None, ["months", "years"])
