"""Asking departments through the pages: the officer asks, the department sees only that and answers, the workbench shows it."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from scoring.application.application import Intake
from scoring.application.identity import identity_number
from scoring.application.persons import Applicant
from scoring.casework.record_application import record_application
from scoring.records.accounts import AccountRow, officer_of
from scoring.records.tables import AgencyRequestRow, ViewRow
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.casework.stories import DEMONSTRATION
from tests.casework.test_departments import TIANJIN

FILE = "/admin/applications/"
ASKED = {"department": "human_resources", "fact": ["pension_months", "injury_months"], "purpose": "To verify insurance"}
VALUES = {"fact-pension_months": "60", "fact-injury_months": "60", "valid_from": "2026-03-02"}


def ask(desk, reference, username="officer1", **inputs):
    return desk.act(username, reference, "ask_departments", **{**ASKED, **inputs})


def answer(desk, request_id=1, username="department1", **inputs):
    return desk.send(username, f"/admin/requests/{request_id}", **{**VALUES, **inputs})


def test_a_department_sees_what_it_is_asked_and_nothing_else(desk):
    reference = desk.record()
    assert ask(desk, reference).status_code == 302
    inbox = desk.page("department1", "/admin/requests/")
    assert "ension insurance" in inbox
    assert f"{reference}/1" in inbox
    assert "张**" in inbox
    seen = desk.page("department1", "/admin/requests/1")
    assert "张示范" in seen
    assert "430103198702010002" in seen
    assert "To verify insurance" in seen
    assert "14 days left" in seen
    for hidden_word in ("李示范", "84", "230", "bachelor", "owns_home"):
        assert hidden_word not in seen, hidden_word
    assert "1 request" in desk.page("department1", "/admin/")
    assert "With a department" in desk.page("officer1", "/admin/applications/?flag=awaiting-agency")
    other = desk.as_("department2")
    assert [other.get(f"/admin/requests/1{end}").status_code for end in ("", "/decline")] == [404, 404]
    assert other.get("/admin/requests/").text.count(reference) == 0
    assert desk.as_("officer1").get("/admin/requests/1").status_code == 403


def test_what_a_department_reads_is_written_down(office, desk):
    reference = desk.record()
    ask(desk, reference)
    desk.page("department1", "/admin/requests/1")
    desk.page("department1", "/admin/requests/")
    with services_of(office).transaction() as session:
        found = session.execute(sa.select(ViewRow.page, ViewRow.application_id, ViewRow.rows).order_by(ViewRow.sequence)).all()
    assert ("requests.answer", 1, None) in found
    assert ("requests.index", None, 1) in found


def test_an_answer_stands_on_the_workbench_until_it_is_contested(desk):
    reference = desk.record()
    ask(desk, reference)
    waiting = desk.page("officer1", f"{FILE}{reference}/verify?fact=pension_months")
    assert "with a department" in waiting
    assert 'name="kind"' not in waiting
    assert answer(desk).status_code == 302
    page = desk.page("officer1", f"{FILE}{reference}/verify?fact=pension_months")
    assert "Confirmed" in page
    assert "罗人社" in page
    assert "holds from" in page
    assert 'name="kind"' not in page
    token = hidden(desk.page("officer1", f"{FILE}{reference}/note"))
    forced = desk.as_("officer1").post(
        f"{FILE}{reference}/verify",
        data={**token, "fact": "pension_months", "kind": "adjust", "fact-pension_months": "72", "reason": "x"},
    )
    assert (forced.status_code, "is with departments" in forced.text) == (422, True)
    assert desk.act("officer1", reference, "requests/1/contest", reason="The certificate says 72.").status_code == 302
    again = desk.page("department1", "/admin/requests/2")
    assert "The certificate says 72." in again
    assert "Your answer is contested" in again
    assert desk.act("officer1", reference, "requests/2/withdraw", reason="A mistake of mine.").status_code == 302
    assert desk.as_("department1").get("/admin/requests/2").status_code == 404
    assert "Answer given" in desk.page("department1", "/admin/requests/?which=answered")
    assert "Your answer" in desk.page("department1", "/admin/requests/1")


def test_a_department_declines_with_its_reason(desk):
    reference = desk.record()
    ask(desk, reference)
    empty = desk.send("department1", "/admin/requests/1/decline", reason="")
    assert (empty.status_code, "Say why your department cannot answer" in empty.text) == (422, True)
    assert desk.send("department1", "/admin/requests/1/decline", reason="Insured elsewhere.").status_code == 302
    page = desk.page("officer1", f"{FILE}{reference}/verify?fact=pension_months")
    assert "Insured elsewhere." in page
    assert 'name="kind"' in page
    late = desk.as_("department1").post("/admin/requests/1/decline", data={**hidden(desk.page("department1", "/admin/"))})
    assert late.status_code in {400, 422}


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"fact-pension_months": ""}, "Enter an answer."),
        ({"fact-pension_months": "-1"}, "There is a problem"),
        ({"valid_from": ""}, "Give the day from which"),
        ({"valid_from": "2026-03-03"}, "The answer must hold today"),
        ({"valid_from": "2026-01-01", "valid_until": "2026-03-01"}, "The last day must not be over"),
        ({"valid_from": "soon"}, "is no day"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said_beside_it(desk, inputs, words):
    ask(desk, desk.record())
    refused = answer(desk, **inputs)
    assert (refused.status_code, words in refused.text) == (422, True), refused.text[-3000:]


def test_what_came_too_late_is_shown_to_who_typed_it(desk):
    reference = desk.record()
    ask(desk, reference)
    stale = hidden(desk.page("department1", "/admin/requests/1"))
    assert desk.act("officer1", reference, "requests/1/withdraw", reason="Not needed").status_code == 302
    gone = desk.as_("department1").post("/admin/requests/1", data={**stale, **VALUES})
    assert gone.status_code == 404
    ask(desk, reference)
    stale = hidden(desk.page("department1", "/admin/requests/2"))
    assert answer(desk, 2).status_code == 302
    same = desk.as_("department1").post("/admin/requests/2", data={**stale, **VALUES})
    assert same.status_code == 302
    lost = desk.as_("department1").post("/admin/requests/2", data={**stale, **VALUES, "fact-pension_months": "61"})
    assert (lost.status_code, ">61" in lost.text) == (409, True)
    lost = desk.as_("department1").post("/admin/requests/2/decline", data={**stale, "reason": "What I had typed"})
    assert (lost.status_code, "What I had typed" in lost.text) == (409, True)


def test_what_cannot_be_asked_comes_back_and_a_stale_form_keeps_its_words(desk):
    reference = desk.record()
    stale = hidden(desk.page("officer2", f"{FILE}{reference}/ask_departments"))
    for inputs, words in (
        ({"purpose": ""}, "Say for what the departments are asked."),
        ({"department": "", "fact": []}, "Choose at least one fact"),
        ({"department": "moon"}, "There is no such department"),
        ({"fact": ["nonsense"]}, "is not to be checked"),
    ):
        refused = ask(desk, reference, **inputs)
        assert (refused.status_code, words in refused.text) == (422, True), inputs
    assert ask(desk, reference).status_code == 302
    lost = desk.as_("officer2").post(f"{FILE}{reference}/ask_departments", data={**stale, **ASKED, "purpose": "What I had typed"})
    assert (lost.status_code, "What I had typed" in lost.text) == (409, True)
    assert desk.as_("supervisor1").get(f"{FILE}{reference}/ask_departments").status_code == 403


def test_all_that_the_policy_names_is_ticked_and_sent_in_one_step(office, desk):
    services = services_of(office)
    with services.transaction() as session:
        maker = officer_of(session.scalars(sa.select(AccountRow).where(AccountRow.username == "officer1")).one())
    applicant = Applicant("张示范", identity_number("430103198702010002", on=date(2026, 3, 2)))
    intake = Intake("tianjin", "2021", applicant, (), TIANJIN, date(2021, 6, 1))
    common = {"officer": maker, "at": services.clock.now(), "here": DEMONSTRATION}
    reference = record_application(services.transaction, services.library, intake, **common).reference
    page = desk.page("officer1", f"{FILE}{reference}/ask_departments")
    assert "all of them must answer, and alike" in page
    pairs = [pair.split('"')[0] for pair in page.split('name="ask" type="checkbox" value="')[1:]]
    assert "police:birth_date" in pairs
    sent = desk.send("officer1", f"{FILE}{reference}/ask_departments", ask=pairs, purpose="All that is named")
    assert sent.status_code == 302
    with services.transaction() as session:
        departments = set(session.scalars(sa.select(AgencyRequestRow.department)))
    assert {"police", "human_resources", "central_bank"} <= departments
    assert "names no department that is still to be asked" in desk.page("officer1", f"{FILE}{reference}/ask_departments")
