"""Agencies on the console: registered, given a token and a secret that are shown once, changed, closed; parked messages sent again."""

from __future__ import annotations

import re

import sqlalchemy as sa

from scoring.records.agency_access import AgencyMessageRow
from scoring.web.services import services_of
from tests.admin.steps import hidden

NEW = {"name": "第一小学", "kind": "school", "office": "", "contact": "020-12345678", "webhook_url": ""}
URL = "https://school.example.cn/luohu"


def registered(desk, **changes):
    """Register an agency; gives the address of its page."""
    answer = desk.send("administrator1", "/admin/agencies/new", **NEW | changes)
    assert answer.status_code == 302, answer.text[-2000:]
    return answer.location


def shown_once(answer):
    assert answer.status_code == 200
    return re.search(r'id="shown-once">([^<]+)<', answer.text)[1]


def test_an_administrator_registers_a_school_gives_a_token_revokes_it_and_closes(office, desk):
    page = registered(desk)
    assert "第一小学" in desk.page("administrator1", "/admin/agencies/?q=小学")
    assert "No agency matches." in desk.page("administrator1", "/admin/agencies/?q=中学")
    token = shown_once(desk.send("administrator1", f"{page}/token", days="30"))
    secret = shown_once(desk.send("administrator1", f"{page}/secret"))
    assert len(secret) == 64
    shown = desk.page("administrator1", page)
    assert f"…{token[-4:]}" in shown
    assert token not in shown
    assert secret not in shown
    ask = {"json": {"identity_number": "430103198702010002", "purpose": "x"}, "headers": {"Authorization": f"Bearer {token}"}}
    assert office.test_client().post("/api/v1/agencies/school/look-ups", **ask).status_code == 200
    assert "Look-up by an agency: School" in desk.page("auditor1", "/admin/access/")
    [revoke] = set(re.findall(r'href="([^"]+/revoke)"', shown))
    assert desk.send("administrator1", revoke).status_code == 302
    assert office.test_client().post("/api/v1/agencies/school/look-ups", **ask).status_code == 401
    assert desk.send("administrator1", f"{page}/change", contact="王老师", webhook_url=URL).status_code == 302
    assert URL in desk.page("administrator1", page)
    assert desk.send("administrator1", f"{page}/close").status_code == 302
    assert desk.as_("administrator1").get(f"{page}/token").status_code == 409
    for said in (
        "Agency registered",
        "Token issued",
        "Token revoked",
        "New secret of an agency",
        "Agency changed",
        "Agency closed",
    ):
        assert said in desk.page("auditor1", "/admin/journal/"), said


def test_what_is_wrong_comes_back_and_a_stale_page_changes_nothing(desk):
    wrong = desk.send("administrator1", "/admin/agencies/new", **NEW | {"name": "", "webhook_url": "http://x.example.cn"})
    assert (wrong.status_code, "at most 80 characters" in wrong.text) == (422, True)
    wrong = desk.send("administrator1", "/admin/agencies/new", **NEW | {"webhook_url": "http://x.example.cn"})
    assert "begins with https://" in wrong.text
    page = registered(desk)
    assert desk.send("administrator1", f"{page}/token", days="1000").status_code == 422
    old = hidden(desk.page("administrator1", f"{page}/change"))
    shown_once(desk.send("administrator1", f"{page}/secret"))
    stale = desk.as_("administrator1").post(f"{page}/change", data={**old, "contact": "Kept words", "webhook_url": ""})
    assert (stale.status_code, "Kept words" in stale.text) == (409, True)
    assert desk.as_("administrator1").get("/admin/agencies/agency-0").status_code == 404


def test_a_parked_message_is_seen_and_sent_again(office, desk):
    page = registered(desk, kind="housing", webhook_url=URL)
    reference = desk.granted()
    assert desk.act("officer1", reference, "register", number="0", on="2026-03-02", office="越秀派出所").status_code == 302
    assert "Begins" in desk.page("administrator1", page)
    services = services_of(office)
    with services.transaction() as session:
        session.execute(sa.update(AgencyMessageRow).values(state="dead", error_code="agency_said_500", attempts=30))
    shown = desk.page("administrator1", page)
    assert "The agency answered 500." in shown
    assert "1 parked" in desk.page("administrator1", "/admin/agencies/")
    [again] = re.findall(r'action="([^"]+/again)"', shown)
    token = {"csrf_token": hidden(shown)["csrf_token"]}
    assert desk.as_("administrator1").post(again, data=token).status_code == 302
    assert desk.as_("administrator1").post(again, data=token).status_code == 409
    with services.transaction() as session:
        assert session.execute(sa.select(AgencyMessageRow.state, AgencyMessageRow.attempts)).one() == ("waiting", 0)
