"""An applicant reads the messages of the own account, says so, and sees nobody else's."""

from __future__ import annotations

import pytest

from scoring.application.notice import NoticeKind
from scoring.casework.notify import notify
from scoring.web.services import services_of
from tests.signing_in import enter_account, token_of

PAGE = "/en/account/messages"


@pytest.fixture
def tell(app, client, passwords):
    """Signs applicant 1 in; writes notices to the own account, or to another."""
    services = services_of(app)
    assert enter_account(client, "applicant1@luohu.example", passwords["applicant1"]).status_code == 302

    def write(count=1, to=0, **facts):
        with client.session_transaction() as session:
            own = _account(services, session["_user_id"])
        for _each in range(count):
            with services.transaction() as session:
                given = {"reference": "2026-000001", **facts}
                notify(session, to or own, NoticeKind.SUPPLEMENT_ASKED, given, services.clock.now())

    return write


def _account(services, uniquifier):
    from scoring.records.accounts import AccountRow

    with services.transaction() as session:
        return session.query(AccountRow.id).filter_by(fs_uniquifier=uniquifier).scalar()


def test_without_messages_the_page_says_so(client, tell):  # noqa: ARG001 - signs in
    page = client.get(PAGE).text
    assert "There is no message yet" in page
    assert " new</strong>" not in client.get("/en/account").text


def test_a_message_is_new_until_it_is_said_to_be_read(client, tell):
    tell(until="2026-03-09")
    assert "1 new" in client.get("/en/account").text
    for _twice in range(2):  # to look alone keeps nothing
        page = client.get(PAGE)
        assert "1 message is not read yet." in page.text
    assert "Do it by 9 March 2026" in page.text
    assert "请在 2026年3月9日 前" in client.get(PAGE.replace("/en/", "/zh/")).text
    sent = {"csrf_token": token_of(client.get(PAGE)), "notice": "1"}
    assert client.post(PAGE, data=sent).status_code == 302
    page = client.get(PAGE).text
    assert "All are read." in page
    assert "read on 2 March 2026" in page


def test_many_messages_have_pages(client, tell):
    tell(21)
    assert "Earlier messages" in client.get(PAGE).text
    page = client.get(f"{PAGE}?page=2").text
    assert page.count("I have read this") == 1
    assert "Newer messages" in page


def test_nobody_reads_anothers(client, tell):
    tell(to=1)
    page = client.get(PAGE)
    assert "There is no message yet" in page.text
    tell()
    sent = {"csrf_token": token_of(client.get(PAGE)), "notice": "1"}
    assert client.post(PAGE, data=sent).status_code == 404
