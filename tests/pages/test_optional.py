"""A fact that may be known to be empty: “none, or does not apply” is an answer, told apart from an open question."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from scoring.engine import assess
from scoring.engine.assessment import Outcome
from scoring.pages.fields import NONE
from scoring.pages.forms import as_form_data, facts_form, received
from scoring.pages.result import proofs
from scoring.pages.sealing import seal, unseal
from scoring.pages.steps import steps
from scoring.pages.values import answer_sections, because, say_default
from scoring.policy.facts import Evidence
from scoring.policy.wording import text

DAY = date(2026, 3, 2)
FACTS = ("spouse_works", "spouse_level", "spouse_months", "spouse_income", "spouse_born", "spouse_region")
CHOSEN = ("spouse_works", "spouse_level", "spouse_region")
TICKED = ("spouse_months", "spouse_income", "spouse_born")


def filled(trial, **typed):
    sent = {f"fact-{name}": value for name, value in typed.items()}
    asked = [trial.facts[name] for name in FACTS]
    form, _press = received(facts_form(asked, "en"), MultiDict(sent))
    return form


@pytest.fixture(autouse=True)
def english(in_language):
    with in_language("en"):
        yield


@pytest.mark.parametrize("fact", FACTS)
def test_none_is_an_answer_and_open_is_none(trial, fact):
    form = filled(trial, **({fact: NONE} if fact in CHOSEN else {f"{fact}-none": "yes"}))
    assert form.validate()
    assert form.answers() == {fact: None}
    assert filled(trial).answers() == {}


@pytest.mark.parametrize("fact", FACTS)
def test_an_answer_of_none_is_shown_again(trial, fact):
    form = facts_form([trial.facts[fact]], "en")(formdata=None, data=as_form_data({fact: None}))
    assert form.answers() == {fact: None}
    html = form.find(fact)()
    assert "None, or does not apply" in html
    assert len(re.findall(r" (?:checked|selected)", html)) == 1
    assert facts_form([trial.facts[fact]], "en")(formdata=None).answers() == {}


def test_what_may_not_be_empty_offers_nothing_of_the_kind(trial):
    for fact in ("works", "months", "income", "birth_date", "level", "region"):
        form, _ = received(facts_form([trial.facts[fact]], "en"), MultiDict({f"fact-{fact}": NONE, f"fact-{fact}-none": "yes"}))
        assert "does not apply" not in form.find(fact)()
        assert None not in form.answers().values()
    form = facts_form([trial.facts["works"]], "en")(formdata=MultiDict({"fact-works": NONE}))
    assert not form.validate()


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        ("spouse_months", {"spouse_months": "12"}),
        ("spouse_months", {"spouse_months": "twelve"}),
        ("spouse_income", {"spouse_income": "0"}),
        ("spouse_born", {"spouse_born-year": "1990"}),
        ("spouse_born", {"spouse_born-year": "1990", "spouse_born-month": "2", "spouse_born-day": "3"}),
    ],
)
def test_a_value_beside_none_contradicts_it(trial, fact, typed):
    form = filled(trial, **typed, **{f"{fact}-none": "yes"})
    assert not form.validate()
    (error,) = form.problems()
    label = trial.facts[fact].label.say("en")
    assert error.text == f"{label}: You gave an answer and also ticked “None, or does not apply”. Leave only one of them."
    assert error.focus_id.startswith(f"fact-{fact}")
    html = form.find(fact)()
    assert f'value="{next(iter(typed.values()))}"' in html, "what was typed is kept"
    assert " checked" in html


def test_a_value_takes_the_place_of_none(trial):
    known = as_form_data(dict.fromkeys(FACTS))
    typed = {
        "spouse_works": "no",
        "spouse_months": "12",
        "spouse_born-year": "1990",
        "spouse_born-month": "2",
        "spouse_born-day": "3",
    }
    sent = MultiDict({f"fact-{name}": value for name, value in typed.items()})
    form = facts_form([trial.facts[name] for name in FACTS], "en")(formdata=sent, data=known)
    assert form.validate()
    assert form.answers() == {"spouse_works": False, "spouse_months": 12, "spouse_born": "1990-02-03"}


def test_a_default_of_none_is_said(trial):
    assert say_default(trial, trial.facts["spouse_works"], "en") == "", "it has no default"
    assert say_default(trial, trial.facts["spouse_born"], "en") == "Left open, it counts as “None, or does not apply”."


def test_the_cookie_keeps_none(trial):
    answers = {"spouse_works": None, "spouse_months": 3, "spouse_born": None}
    assert unseal(bytes(32), trial, seal(bytes(32), trial, answers)) == answers


def test_the_check_of_the_answers_tells_none_from_open(trial):
    answers = {"spouse_works": None, "spouse_income": "1.00"}
    family = answer_sections(trial, answers, FACTS, "en")[0]
    told = {row.fact.id: (row.lines[0], row.is_open, row.is_default) for row in family.rows}
    none = "None, or does not apply"
    assert told == {
        "spouse_works": (none, False, False),
        "spouse_level": (none, False, True),
        "spouse_months": ("Not answered yet", True, False),
        "spouse_income": ("1 yuan", False, False),
        "spouse_born": (none, False, True),
        "spouse_region": (none, False, True),
    }
    assert family.step == steps(trial)[2]


def test_a_condition_says_which_answers_are_none_and_which_open(trial):
    said = because(trial, {"spouse_works": None, "spouse_months": None}, ["spouse_months"], "en")
    assert said == "Does your spouse work: None, or does not apply; Months of your spouse: open"


def test_none_settles_what_was_open(trial):
    known = {"birth_date": "1990-01-01", "works": True, "level": "high"}
    open_ = assess(trial, known, on=DAY)
    assert open_.missing == ("spouse_works", "spouse_months")
    assert open_.total is None
    none = assess(trial, {**known, "spouse_works": None, "spouse_months": None}, on=DAY)
    assert (none.total, none.outcome) == (open_.lowest, Outcome.ELIGIBLE)


def test_nothing_proves_that_there_is_nothing(trial):
    paper = Evidence("card", text({"en": "Card"}))
    fact = dataclasses.replace(trial.facts["spouse_works"], evidence=(paper.id,))
    policy = dataclasses.replace(trial, facts={**trial.facts, fact.id: fact}, evidence={paper.id: paper})
    assert proofs(policy, {"spouse_works": None}) == ()
    assert [proof.evidence.id for proof in proofs(policy, {"spouse_works": True})] == [paper.id]
