"""When a document was served, what must prove it, and from when on remedies run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scoring.application.document import DocumentKind, IssuedDocument, Service, ServiceChannel
from scoring.application.due import Timing
from scoring.application.serving import PROOF_MAX, Serving, remedy_clocks, serve_due, took_effect, unserved_since
from scoring.errors import InputRefused
from scoring.policy.procedure import Duration, Procedure
from tests.application.test_due import DEFAULTS, KNOWN, SILENT, terms

SEALED, TODAY = date(2026, 3, 2), date(2026, 5, 11)
TIMING = Timing(DEFAULTS, KNOWN)
ON = date(2026, 3, 5)
POST = Serving(1, ServiceChannel.POST, ON, "EMS 1234567890123")
NOTICE = Serving(1, ServiceChannel.PUBLIC_NOTICE, ON, "区政府网站", date(2026, 4, 7))


def served(serving, procedure=SILENT, timing=TIMING, today=TODAY):
    return took_effect(serving, SEALED, today, procedure, timing)


@pytest.mark.parametrize("channel", [ServiceChannel.POST, ServiceChannel.COUNTER])
@pytest.mark.parametrize("on", [SEALED, ON, TODAY])
def test_what_was_signed_for_has_effect_from_that_day(channel, on):
    assert served(replace(POST, channel=channel, on=on)) == (on, on)


def test_the_account_serves_on_the_day_itself():
    assert served(Serving(1, ServiceChannel.ACCOUNT)) == (TODAY, TODAY)


def test_a_notice_has_effect_at_the_end_of_its_term():
    assert served(NOTICE) == (ON, date(2026, 4, 7)), "thirty days end on 4 April, a holiday; the next working day is the 7th"
    assert served(replace(NOTICE, until=TODAY)) == (ON, date(2026, 4, 7))
    assert served(NOTICE, terms(public_notice=Duration(3, "days"))) == (ON, date(2026, 3, 9)), "8 March is a Sunday"
    assert served(replace(NOTICE, until=ON), timing=Timing(Procedure(), KNOWN)) == (ON, ON), "where nobody sets a term"


@pytest.mark.parametrize(
    ("serving", "field"),
    [
        (replace(POST, on=None), "on"),
        (replace(POST, on=date(2026, 3, 1)), "on"),
        (replace(POST, on=date(2026, 5, 12)), "on"),
        (replace(POST, proof="  "), "proof"),
        (replace(POST, proof="号" * (PROOF_MAX + 1)), "proof"),
        (replace(NOTICE, until=None), "until"),
        (replace(NOTICE, until=date(2026, 4, 6)), "until"),
        (replace(NOTICE, until=date(2026, 5, 12)), "until"),
    ],
)
def test_what_does_not_prove_it_is_refused(serving, field):
    with pytest.raises(InputRefused) as refused:
        served(serving)
    assert refused.value.field == field


def test_a_term_whose_working_days_are_not_known_is_not_guessed():
    with pytest.raises(InputRefused, match="2031") as refused:
        served(replace(NOTICE, on=date(2031, 5, 5)), today=date(2031, 7, 1))
    assert refused.value.field == "on"


def test_the_office_has_so_long_to_serve_a_document():
    due = serve_due(DocumentKind.ACCEPTANCE, SEALED, SILENT, TIMING)
    assert (due.kind, due.day, due.term.is_office_default) == ("serve", date(2026, 3, 16), True)
    from_decision = terms(serve=Duration(5, "days", "decision", "art. 3"))
    assert serve_due(DocumentKind.ACCEPTANCE, SEALED, from_decision, TIMING).day is None
    assert serve_due(DocumentKind.REFUSED, SEALED, from_decision, TIMING).day == date(2026, 3, 9), "the 7th is a Saturday"
    assert serve_due(DocumentKind.REFUSED, SEALED, SILENT, Timing(Procedure(), KNOWN)).term is None


def test_which_documents_are_overdue_is_told_by_the_day_of_issue():
    for procedure, of_decisions in ((SILENT, False), (terms(serve=Duration(5, "days", "decision")), True)):
        overdue = unserved_since(procedure, TIMING, TODAY)
        assert overdue.of_decisions == of_decisions
        last, first = overdue.before - timedelta(days=1), overdue.before
        assert serve_due(DocumentKind.REFUSED, last, procedure, TIMING).is_overdue(TODAY)
        assert not serve_due(DocumentKind.REFUSED, first, procedure, TIMING).is_overdue(TODAY)
    assert unserved_since(terms(serve=Duration(5, "days", "hearing")), TIMING, TODAY) is None
    assert unserved_since(SILENT, Timing(Procedure(), KNOWN), TODAY) is None


def document(service=None, *remedies):
    kept = remedies or (
        {
            "kind": "reconsideration",
            "within": {"n": 60, "unit": "days", "start": "service"},
            "organ": {"zh": "市政府", "en": "city"},
        },
        {"kind": "litigation", "within": {"n": 6, "unit": "months", "start": "decision"}},
        {"kind": "review", "within": None},
    )
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    return IssuedDocument(1, DocumentKind.REFUSED, "x", at, "", "d" * 64, {"remedies": kept}, None, service)


def test_until_it_is_served_no_term_that_runs_from_service_has_a_last_day():
    reconsideration, litigation, review = remedy_clocks(document(), KNOWN)
    assert (reconsideration.kind, reconsideration.organ.say("en"), reconsideration.due.day) == ("reconsideration", "city", None)
    assert not reconsideration.due.is_earliest
    assert (litigation.due.day, bool(litigation.organ)) == (date(2026, 9, 2), False), "this one runs from the decision"
    assert (review.due.term, review.due.day) == (None, None)


def test_from_the_day_on_which_service_has_effect_they_run():
    at = datetime(2026, 4, 8, tzinfo=UTC)
    service = Service(1, ServiceChannel.PUBLIC_NOTICE, ON, date(2026, 4, 7), date(2026, 4, 7), "网站", at, "officer")
    first, *_ = remedy_clocks(document(service), KNOWN)
    assert (first.due.start, first.due.day) == (date(2026, 4, 7), date(2026, 6, 8)), "6 June is a Saturday"
