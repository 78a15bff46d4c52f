"""A fact known to be empty is recorded as such: null is kept, shown, and told apart from what nobody answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.casework.seed_policy import seed_policy
from scoring.policy.source_files import read_source
from tests.admin.steps import APPLICANT

TRIAL = Path(__file__).parent.parent / "pages/trial/1.yaml"
CASES = """- {case: level alone, on: 2025-06-01, facts: {birth_date: 1990-01-01, works: true, level: high, spouse_works: null, spouse_months: null}, expect: {total: 6}, source: made up}"""
NEW = "/admin/applications/new/trial/1"
TYPED = {
    "fact-birth_date-year": "1987",
    "fact-birth_date-month": "2",
    "fact-birth_date-day": "1",
    "fact-works": "yes",
    "fact-level": "high",
    "fact-spouse_works": "~",
    "fact-spouse_months-none": "yes",
    "fact-spouse_income": "1000",
    "on": "2026-03-02",
}


@pytest.fixture
def trial_desk(office, desk):
    from scoring.web.services import services_of

    services = services_of(office)
    seed_policy(services.transaction, read_source(TRIAL), CASES, at=services.clock.now())
    services.live.refresh()  # by itself it looks once a second
    return desk


def test_null_is_kept_shown_and_offered_again(trial_desk):
    answer = trial_desk.send("officer1", NEW, **APPLICANT, **TYPED, do="record")
    assert answer.status_code == 302, answer.text[-2000:]
    page = trial_desk.page("officer1", answer.location)
    assert page.count("None, or does not apply") == 5, "two said, three by default"
    assert "Recomputed: equal" in page
    again = trial_desk.page("officer1", f"{answer.location}/amend")
    assert 'name="fact-spouse_works" type="radio" value="~" checked' in again
    assert 'name="fact-spouse_months-none" type="checkbox" value="yes" checked' in again
    assert 'name="fact-spouse_born-none" type="checkbox" value="yes" checked' not in again


def test_a_value_beside_none_is_refused_here_too(trial_desk):
    answer = trial_desk.send("officer1", NEW, **APPLICANT, **TYPED, **{"fact-spouse_months": "12"}, do="record")
    assert answer.status_code == 422
    assert "Leave only one of them" in answer.text
