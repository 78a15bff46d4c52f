"""An applicant reads the decision whole: what decided it, the office's words, every reason, what it unlocks, how to contest it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from scoring.application.entitlement import EntitlementState
from scoring.application.verifying import Judgement
from scoring.pages.own.decision_words import say_standing
from tests.casework.stories import GRANT, REFUSE
from tests.pages.own_files import Own


@pytest.fixture
def own(app):
    return Own(app)


def decided(own, opinion, act, reason):
    own.file.begin()
    own.file.submit()
    own.decide(opinion, act, reason)


def test_a_grant_says_what_begins_when_for_whom(own):
    decided(own, GRANT, "grant", "Everything is proved.")
    page = own.get()
    for words in (
        f"Number of the decision: {own.file.reference}-D, of 2 March 2026",
        "Registration of the household by points is granted.",
        "On the published list: 2025年度入围名单.",
        "Everything is proved.",
        "186 + 44 = 230 points, the total.",
        "The threshold of 150 points is reached, by 80 points more.",
        "begins with the registration of this person",
        "Administrative reconsideration: before the administrative reconsideration authority in charge, within 60 days from service.",
        "data-print",
    ):
        assert words in page, words
    chinese = own.get(language="zh")
    for words in (
        "准予积分落户。",
        "186 + 44 = 230分（总积分）。",
        "自本人办理落户登记之日起生效",
        "自送达之日起60日内",
        "核查属实",
    ):
        assert words in chinese, words
    assert "林" not in page.split('id="decision"')[1].split('id="timeline"')[0]  # officers are not named


def test_a_refusal_says_first_what_decided_it(own):
    decided(own, REFUSE, "refuse", "No home is proved.")
    page = own.get()
    assert "Registration of the household by points is refused." in page
    assert page.index("in the office’s own words") < page.index("No home is proved.") < page.index('id="all-reasons"')
    assert 'id="entitlements"' not in page
    assert "Administrative litigation: before the people’s court in charge, within 6 months from service." in page


def test_what_contesting_it_could_change_stands_with_the_decision(own):
    own.file.begin()
    own.file.submit()
    own.decide(REFUSE, "refuse", "No home is proved.", Judgement("owns_home", "adjust", (False,), "Sold.", "art. 6"))
    page = own.get().split('id="preflight"')[1].split("</section>")[0]
    for words in (
        "claimed yes, established no",
        "If accepted as claimed: 230 points (line 150): Conditions met.",
        "Changes nothing about the outcome",
    ):
        assert words in page, words
    assert "No item, nor all together, would change the outcome." in page
    assert "By these facts the conditions are met." in page
    assert "如按申报认定：230分（合格分值150分）" in own.get(language="zh")


def test_before_it_is_decided_there_is_no_decision(own):
    own.file.begin()
    own.file.submit()
    assert 'id="decision"' not in own.get()


@pytest.mark.parametrize(
    ("state", "since", "until", "apply_until", "said"),
    [
        ("pending", None, None, None, "begins with the registration of this person"),
        ("suspended", date(2026, 3, 2), None, None, "suspended: it cannot be used until the office resumes it"),
        ("ended", None, None, None, "cancelled before it began"),
        ("ended", date(2026, 3, 2), date(2026, 3, 9), None, "ended on 9 March 2026"),
        ("in_force", None, None, None, "in force"),
        ("in_force", date(2026, 3, 2), date(2027, 3, 1), date(2026, 9, 1), "in force since 2 March 2026, until 1 March 2027, to be applied for by 1 September 2026"),
    ],
)  # fmt: skip
def test_each_entitlement_says_where_it_stands(app, state, since, until, apply_until, said):
    entry = SimpleNamespace(state=EntitlementState(state), since=since, until=until, apply_until=apply_until)
    with app.test_request_context("/en/"):
        assert say_standing(entry) == said
