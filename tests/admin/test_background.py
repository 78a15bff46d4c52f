"""Administrators see background work, have workers tried, cancel and try again, and are told when what they saw has gone on."""

from __future__ import annotations

import pytest

from scoring.application.background import JobState, Order
from scoring.casework.draft_queries import officer_named
from scoring.casework.job_queries import read_job
from scoring.casework.watch_jobs import beat
from scoring.web.services import services_of

PAGE = "/admin/background/"


@pytest.fixture
def services(office, tmp_path):
    from dataclasses import replace

    found = services_of(office)
    desk = found.background.desk
    found.background.desk = replace(desk, settings=replace(desk.settings, instance=tmp_path))  # a queue of this test's own
    found.background.__dict__.pop("queue", None)
    yield found
    found.background.desk = desk
    found.background.__dict__.pop("queue", None)


@pytest.fixture
def administrator(services):
    return officer_named(services.transaction, "administrator1")


def test_before_anything_was_ordered_the_page_says_so(desk, services):
    page = desk.page("administrator1", PAGE)
    assert "No worker was ever seen" in page
    assert "No job was ordered yet." in page
    beat(services.transaction, "w", at=services.clock.now())
    assert "A worker was last seen on 2026-03-02" in desk.page("administrator1", PAGE)


def test_workers_are_tried(desk, services, administrator):
    answer = desk.as_("administrator1").post(f"{PAGE}try", data=_token(desk, PAGE))
    assert answer.location == PAGE
    assert "Job 1 was ordered" in desk.page("administrator1", PAGE)
    services.background.run(1)
    page = desk.page("administrator1", f"{PAGE}?state=done&kind=try_out")
    assert "5 of 5" in page
    assert "counting" in page
    assert "No job matches" in desk.page("administrator1", f"{PAGE}?state=failed")
    assert read_job(services.transaction, 1, officer=administrator).state is JobState.DONE
    assert "Background job ordered" in desk.page("auditor1", "/admin/journal/")


def test_a_job_is_cancelled_after_a_question(desk, services, administrator):
    number = services.background.order(Order("try_out"), officer=administrator)
    assert "Cancel this job?" in desk.page("administrator1", f"{PAGE}{number}/cancel")
    assert desk.send("administrator1", f"{PAGE}{number}/cancel").location == PAGE
    page = desk.page("administrator1", PAGE)
    assert "Cancelled." in page
    assert desk.as_("administrator1").get(f"{PAGE}{number}/cancel").status_code == 409
    assert f"{PAGE}{number}/retry" in page
    assert "Cancelled" in desk.page("administrator1", f"{PAGE}{number}/retry")
    assert desk.as_("administrator1").get(f"{PAGE}99/cancel").status_code == 404


def test_a_job_that_went_on_meanwhile_is_not_cancelled(desk, services, administrator):
    number = services.background.order(Order("try_out", {"steps": 1, "pause": 0}), officer=administrator)
    token = _token(desk, f"{PAGE}{number}/cancel")
    services.background.run(number)
    assert desk.as_("administrator1").post(f"{PAGE}{number}/cancel", data=token).status_code == 409
    assert read_job(services.transaction, number, officer=administrator).state is JobState.DONE


def test_a_failed_job_says_why_and_is_tried_again(desk, services, administrator):
    number = services.background.order(Order("of_tomorrow"), officer=administrator)
    services.background.run(number)
    page = desk.page("administrator1", f"{PAGE}?state=failed")
    assert "This version does not know this kind of work" in page
    assert desk.send("administrator1", f"{PAGE}{number}/retry").location == PAGE
    assert read_job(services.transaction, number, officer=administrator).state is JobState.QUEUED
    assert desk.as_("administrator1").get(f"{PAGE}{number}/retry").status_code == 409


def test_the_page_speaks_chinese(desk, services, administrator):
    services.background.order(Order("try_out"), officer=administrator)
    client = desk.as_("administrator1")
    client.set_cookie("lang", "zh")
    page = client.get(PAGE).text
    assert "后台任务" in page
    assert "试运行后台进程" in page
    assert "每小时" in page or "每 1 小时" in page


def test_undelivered_notices_are_counted_and_sent_again(desk, services):
    from scoring.application.background import Failure
    from scoring.application.notice import Channel, NoticeKind
    from scoring.casework.notify import notify
    from scoring.casework.outbox import keep_failed, take_parcel

    assert "No notice was sent yet" in desk.page("administrator1", PAGE)
    at = services.clock.now()
    with services.transaction() as session:
        notify(session, account_by_contact(session, at), NoticeKind.ACCEPTED, {"reference": "2026-000001"}, at)
    parcel = take_parcel(services.transaction, set(Channel), at=at)
    assert "Being sent" in desk.page("administrator1", PAGE)
    keep_failed(services.transaction, parcel, Failure("recipient_refused_550", "", is_final=True), at=at, most=9)
    page = desk.page("administrator1", PAGE)
    assert "Not delivered" in page
    answer = desk.as_("administrator1").post(f"{PAGE}revive", data=_token(desk, PAGE))
    assert answer.location == PAGE
    page = desk.page("administrator1", PAGE)
    assert "1 delivery is tried again." in page
    assert "Waiting to be sent" in page
    assert "Undelivered notices sent again" in desk.page("auditor1", "/admin/journal/")


def test_an_officer_sees_how_the_notices_of_a_file_fared(desk, services):
    from scoring.application.background import Failure
    from scoring.application.notice import Channel, NoticeKind
    from scoring.casework.notify import notify
    from scoring.casework.outbox import keep_failed, take_parcel
    from scoring.records.applications import ApplicationRow

    reference = desk.record()
    assert "Notices to the applicant" not in desk.page("officer1", f"/admin/applications/{reference}")
    at = services.clock.now()
    with services.transaction() as session:
        number = session.query(ApplicationRow.id).filter_by(reference=reference).scalar()
        account = account_by_contact(session, at)
        notify(session, account, NoticeKind.ACCEPTED, {"reference": reference}, at, application_id=number)
        notify(session, 1, NoticeKind.DELAYED, {"reference": reference}, at, application_id=number)
    parcel = take_parcel(services.transaction, set(Channel), at=at)
    keep_failed(services.transaction, parcel, Failure("recipient_refused_550", ""), at=at, most=9)
    page = desk.page("officer1", f"/admin/applications/{reference}")
    for words in ("Application accepted", "the mail server knows no such mailbox (550)", "tried once", "in the account alone"):
        assert words in page


def account_by_contact(session, at):
    """The account of an applicant who is reached by mail, at an address that is proven."""
    from scoring.records.holders import ContactRow

    row = session.query(ContactRow).filter_by(kind="email").order_by(ContactRow.account_id).first()
    row.proven_at = at
    return row.account_id


@pytest.mark.parametrize(
    "code", ["no_contact", "not_proven", "code_over", "no_trust", "sign_in_refused", "timeout", "unreachable", "gateway_said_400"]
)
def test_every_way_to_fail_has_its_words(office, code):
    from admin.notice_words import say_delivery_error

    with office.test_request_context(headers={"Accept-Language": "en"}):
        assert say_delivery_error(code) != code


def _token(desk, address):
    from tests.admin.steps import hidden

    return hidden(desk.page("administrator1", address))
