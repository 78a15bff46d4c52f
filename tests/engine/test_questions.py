"""Which questions are asked follows from the answers so far; a question whose condition is still open waits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.engine.questions import asked
from scoring.errors import FactsRefused
from scoring.policy import load_policy

ON = date(2025, 11, 1)
POLICIES = Path(__file__).parent.parent.parent / "policies"


@pytest.fixture(scope="module")
def guangzhou():
    return load_policy(POLICIES / "guangzhou/2025.yaml")


def test_what_has_no_condition_is_always_asked(guangzhou):
    assert {"birth_date", "patents", "hard_trade_now"} <= asked(guangzhou, {}, on=ON)


def test_a_fact_that_an_officer_enters_is_never_asked(guangzhou):
    assert "nominated_skilled_worker" not in asked(guangzhou, {"nominated_skilled_worker": True}, on=ON)


@pytest.mark.parametrize(
    ("answers", "is_asked"), [({}, False), ({"hard_trade_now": False}, False), ({"hard_trade_now": True}, True)]
)
def test_a_condition_decides(guangzhou, answers, is_asked):
    assert ("hard_trade_months" in asked(guangzhou, answers, on=ON)) is is_asked


def test_a_condition_on_an_open_answer_waits():
    beijing = load_policy(POLICIES / "beijing/2020.yaml")
    on = date(2020, 12, 31)
    assert "study_overlap_months" not in asked(beijing, {}, on=on)
    assert "study_overlap_months" in asked(beijing, {"education": "bachelor"}, on=on)
    assert "study_overlap_months" not in asked(beijing, {"education": "senior_secondary"}, on=on)


def test_a_value_that_is_not_allowed_is_refused(guangzhou):
    with pytest.raises(FactsRefused) as refused:
        asked(guangzhou, {"hard_trade_now": "yes"}, on=ON)
    assert [problem.pointer for problem in refused.value.problems] == ["/hard_trade_now"]
