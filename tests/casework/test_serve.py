"""送达: what was sealed is served once, with its proof; the record is corrected by another one beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.deadlines import local_day
from scoring.application.document import ServiceChannel
from scoring.application.electronic_service import CURRENT
from scoring.application.holder import Card
from scoring.application.serving import Serving
from scoring.application.status import Status
from scoring.casework.close_account import close_account
from scoring.casework.counter import show_code
from scoring.casework.electronic_service import (
    agree_to_service,
    is_served_by_account,
    read_service_consent,
    withdraw_service_consent,
)
from scoring.casework.lateness import recorded_days
from scoring.casework.messages import list_notices
from scoring.casework.queries import check_journal
from scoring.casework.read_document import list_documents
from scoring.casework.serve import correct_service, serve
from scoring.casework.verify_identity import verify_identity
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from tests.casework.filings import OPEN_AT, submitted
from tests.casework.stories import AT, LATER, REFUSE, TIMING
from tests.casework.test_many_at_once import MANY, at_once

TODAY = local_day(LATER)
NOTICE = Serving(1, ServiceChannel.PUBLIC_NOTICE, local_day(AT), "区政府网站", TODAY)


def document(office, application, number=1):
    return list_documents(office.transaction, application.reference, officer=office.auditor)[number - 1]


def correct(office, application, serving, *, by=None, reason="回执日期写错"):
    common = {"officer": by or office.supervisor, "at": LATER, "reason": reason}
    return correct_service(office.transaction, office.library, TIMING, office.shown(application), serving, **common)


def facts_of(office, application):
    return office.file(application).events[-1].facts


def test_it_is_kept_with_its_proof_and_written_down(office):
    application = office.record()
    office.seal(application)
    before = document(office, application)
    done = office.serve(application)
    found = document(office, application)
    service = found.service
    assert (before.service, done.version, done.status) == (None, application.version + 1, application.status)
    assert (service.channel, service.on, service.effective_on, service.until) == ("post", TODAY, TODAY, None)
    assert (service.proof, service.by, service.at, service.turn) == ("EMS 1234567890123", "officer", LATER, 1)
    facts = facts_of(office, application)
    assert (facts["document"], facts["channel"], facts["served_on"]) == (found.reference, "post", TODAY.isoformat())
    assert (facts["effective_on"], facts["pdf_digest"]) == (TODAY.isoformat(), found.seal.digest)
    assert "EMS" not in json.dumps(facts), "what proves it lies under the key of the file"
    assert office.file(application).events[-1].act == "serve"
    assert check_journal(office.transaction, officer=office.auditor) is None


@pytest.mark.commits
def test_many_at_once_serve_it_once(office):
    application = office.record()
    office.seal(application)
    shown, serving = office.shown(application), Serving(1, ServiceChannel.COUNTER, TODAY, "王小明")
    common = {"officer": office.officer, "at": LATER}
    act = [lambda: serve(office.transaction, office.library, TIMING, shown, serving, **common)] * MANY
    assert at_once(*act) == {"Application": 1, Stale.__name__: MANY - 1}
    assert [event.act for event in office.file(application).events] == ["record", "serve"]


def test_what_no_font_has_proves_nothing(office):
    application = office.record()
    office.seal(application)
    with pytest.raises(InputRefused, match=r"U\+2B740") as refused:
        office.serve(application, proof="王\U0002b740")
    assert refused.value.field == "proof"


def test_what_there_is_not_is_not_served(office):
    application = office.record()
    with pytest.raises(NotFound):
        office.serve(application, 2)


def test_a_closed_file_is_served_too(office):
    application = office.recommended(REFUSE)
    office.refuse(application)
    office.seal(application, 2)
    office.serve(application, 2)
    assert office.now(application).status is Status.REFUSED
    other = office.served()
    with office.transaction() as session:
        assert recorded_days(session, application.id)["service"] == TODAY
        assert "service" not in recorded_days(session, other.id), "what was served there is no decision"


def test_a_record_is_corrected_beside_the_one_before(office):
    application = office.served()
    earlier = replace(NOTICE, channel=ServiceChannel.COUNTER, proof="李小红（配偶）代收", until=None)
    correct(office, application, earlier)
    service = document(office, application).service
    assert (service.turn, service.channel, service.on, service.reason) == (2, "counter", local_day(AT), "回执日期写错")
    event = office.file(application).events[-1]
    assert (event.act, event.note, event.facts["turn"]) == ("correct_service", "回执日期写错", 2)
    correct(office, application, NOTICE if local_day(AT) < TODAY - timedelta(days=30) else replace(earlier, proof="本人"))
    assert document(office, application).service.turn == 3


def test_of_a_public_notice_it_says_until_when_it_hung(office):
    application = office.record()
    office.seal(application)
    at, until = LATER + timedelta(days=9), TODAY + timedelta(days=5)
    serving = replace(NOTICE, until=until)
    serve(office.transaction, office.library, TIMING, office.shown(application), serving, officer=office.officer, at=at)
    service = document(office, application).service
    assert (service.on, service.until, service.proof) == (local_day(AT), until, "区政府网站")
    assert service.on < service.effective_on <= until


def identify(applicant):
    """Verify at the counter that the account is the applicant's."""
    office, identity = applicant.office, applicant.holder.identity
    code = show_code(office.transaction, holder=applicant.holder, at=OPEN_AT).code
    card = Card(identity.name, identity.identity_number)
    verify_identity(office.transaction, code, card, officer=office.officer, at=OPEN_AT, saw_card=True)


@pytest.fixture
def applicant(office):
    applicant = submitted(office)
    applicant.accept()
    office.seal(applicant)
    identify(applicant)
    return applicant


def agree(applicant, version=CURRENT):
    agree_to_service(applicant.office.transaction, version, holder=applicant.holder, at=LATER)


def by_account(applicant, **changes):
    said = {"channel": ServiceChannel.ACCOUNT, "on": None, "proof": ""} | changes
    return applicant.office.serve(applicant, **said)


def test_who_agreed_is_served_by_the_account_at_once(applicant, office):
    asked = {"officer": office.auditor}
    assert not is_served_by_account(office.transaction, applicant.reference, **asked)
    agree(applicant)
    assert is_served_by_account(office.transaction, applicant.reference, **asked)
    by_account(applicant)
    service = document(office, applicant).service
    assert (service.channel, service.on, service.effective_on, service.proof) == ("account", TODAY, TODAY, "")
    told = [message.kind for message in list_notices(office.transaction, applicant.holder).items]
    assert "served" in told
    with pytest.raises(NotAllowed, match="served"):
        correct(office, applicant, replace(NOTICE, channel=ServiceChannel.COUNTER, until=None))


def test_what_was_typed_does_not_become_a_service_by_the_account(applicant, office):
    agree(applicant)
    office.serve(applicant)
    with pytest.raises(NotAllowed, match="served"):
        correct(office, applicant, Serving(1, ServiceChannel.ACCOUNT))


def test_consent_can_be_withdrawn_and_given_again(applicant, office):
    common = {"holder": applicant.holder, "at": LATER}
    assert read_service_consent(office.transaction, holder=applicant.holder) is None
    withdraw_service_consent(office.transaction, **common)
    assert read_service_consent(office.transaction, holder=applicant.holder) is None, "nothing was given that could be withdrawn"
    for _ in range(2):
        agree(applicant)
    given = read_service_consent(office.transaction, holder=applicant.holder)
    assert (given.turn, given.version, given.is_given, given.at) == (1, CURRENT, True, LATER)
    for _ in range(2):
        withdraw_service_consent(office.transaction, **common)
    withdrawn = read_service_consent(office.transaction, holder=applicant.holder)
    assert (withdrawn.turn, withdrawn.version, withdrawn.is_given) == (2, CURRENT, False)
    with pytest.raises(NotAllowed, match="service_agreed"):
        by_account(applicant)
    agree(applicant)
    by_account(applicant)
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_only_the_text_of_today_is_agreed_to(applicant):
    with pytest.raises(InputRefused, match="agreed"):
        agree(applicant, "0")


def test_an_account_that_is_not_verified_as_the_applicants_serves_nobody(office):
    applicant = submitted(office)
    applicant.accept()
    office.seal(applicant)
    agree(applicant)
    with pytest.raises(NotAllowed, match="service_agreed"):
        by_account(applicant)


def test_an_account_that_was_closed_serves_nobody(office):
    applicant = submitted(office)
    applicant.propose()
    applicant.not_accept()
    office.seal(applicant)
    identify(applicant)
    agree(applicant)
    close_account(office.transaction, holder=applicant.holder, at=LATER)
    with pytest.raises(NotAllowed, match="service_agreed"):
        by_account(applicant)
