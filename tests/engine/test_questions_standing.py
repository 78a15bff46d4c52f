"""The points still possible, the outcome once it is certain, and the questions by which a condition may still refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.engine.assessment import Outcome
from scoring.engine.questions import next_question
from scoring.engine.questions.outcome import standing
from scoring.errors import OutsideForce
from tests.engine.test_questions_next import ALL, ON, POLICY, without
from tests.policy.small import load


def stand(facts, policy=POLICY):
    return standing(policy, facts, on=ON)


def test_a_question_not_answered_is_open_although_it_has_a_default():
    found = stand(without("wage"))
    assessed = assess(POLICY, without("wage"), on=ON)
    assert found.lowest == assessed.total < found.highest


def test_with_every_answer_it_is_the_assessment():
    found, assessed = stand(ALL), assess(POLICY, ALL, on=ON)
    assert (found.lowest, found.highest, found.outcome) == (assessed.total, assessed.total, assessed.outcome)
    assert found.threshold == Decimal(60)
    assert found.condition_facts == frozenset()


def test_the_conditions_are_open_until_they_are_answered():
    found = stand({})
    assert found.outcome is Outcome.PROVISIONAL
    assert found.condition_facts == {"penalties", "citizen", "born"}
    assert stand({"penalties": [], "citizen": True}).condition_facts == {"born"}


@pytest.mark.parametrize(
    ("answers", "outcome", "refused_by"),
    [
        ({"penalties": [{"imposed": "2024-05-01", "grave": True, "place": "X"}]}, Outcome.VETOED, ("grave",)),
        ({"penalties": [], "citizen": False}, Outcome.REQUIREMENTS_NOT_MET, ("citizen",)),
        ({**ALL, "level": "low", "wage": 0, "works": False}, Outcome.BELOW_THRESHOLD, ()),
        (ALL, Outcome.ELIGIBLE, ()),
    ],
)
def test_the_outcome_and_what_refuses(answers, outcome, refused_by):
    found = stand(answers)
    assert (found.outcome, found.refused_by) == (outcome, refused_by)
    assert found.condition_facts == frozenset()


def test_a_condition_not_met_leaves_only_what_excludes_open():
    found = stand({"citizen": False})
    assert found.outcome is Outcome.PROVISIONAL
    assert found.refused_by == ("citizen",)
    assert found.condition_facts == {"penalties"}


def test_a_threshold_that_rests_on_an_open_answer_is_not_named():
    moving = replace(POLICY, selection=replace(POLICY.selection, threshold=None))
    assert stand({}, moving).threshold is None
    by_answer = load(TOWN_BY_ANSWER)
    assert standing(by_answer, {}, on=ON).threshold is None
    assert standing(by_answer, {"old": True}, on=ON).threshold == Decimal(5)


TOWN_BY_ANSWER = """\
format: 1
scheme: town
version: "1"
title: Town
jurisdiction: "440100"
grants: registration
in_force: {from: 2025-01-01}
provenance: illustrative
sources: {measure: {title: Measure}}
sections: {about: {label: About}}
facts:
  old: {type: boolean, label: Old, ask: {section: about, order: 1}}
groups:
  - {id: base, label: Base, criteria: [{id: age, label: Age, when: old, points: 4}]}
selection: {threshold: "5 if old else 3"}
"""


def test_it_refuses_what_the_next_question_refuses():
    with pytest.raises(OutsideForce):
        standing(POLICY, {}, on=date(1999, 1, 1))
    assert next_question(POLICY, ALL, on=ON) is None
