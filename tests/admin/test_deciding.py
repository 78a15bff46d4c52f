"""Recommending, deciding, registering, lapsing through the pages."""

from __future__ import annotations

import re

import sqlalchemy as sa

from scoring.notices.recomputing import verify_bundle
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.signing_in import fresh_code


def test_a_supervisor_grants_and_the_entitlements_wait_for_the_registration(desk):
    reference = desk.granted()
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Granted" in page
    assert "Pending registration" in page
    assert "May be applied for" in page
    ledger = desk.page("auditor1", "/admin/entitlements/?state=pending")
    assert "Public rental housing or rent allowance" in ledger
    assert "0 records" in desk.page("auditor1", "/admin/entitlements/?state=ended&service=schooling")


def test_the_registration_brings_one_person_s_entitlements_into_force(desk):
    reference = desk.granted()
    address = f"/admin/applications/{reference}/register"
    done = desk.send("officer1", address, number="0", on="2026-03-02", office="天河分局")
    assert done.status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "天河分局" in page
    assert "In force" in page
    assert "Pending registration" in page  # the spouse still waits
    done = desk.send("officer2", address, number="1", on="2026-03-02", office="天河分局")
    assert done.status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Pending registration" not in page
    assert "/register" not in page


def test_a_registration_needs_person_day_and_office(desk):
    reference = desk.granted()
    address = f"/admin/applications/{reference}/register"
    empty = desk.send("officer1", address)
    assert empty.status_code == 422
    for words in ("Choose the person.", "Give the day as on the household register.", "Name the office"):
        assert words in empty.text
    early = desk.send("officer1", address, number="0", on="2020-01-01", office="天河分局")
    assert early.status_code == 422
    assert "The registration lies between" in early.text


def test_under_rules_without_a_time_to_be_registered_nothing_lapses(desk):
    reference = desk.granted()
    page = desk.page("supervisor1", f"/admin/applications/{reference}/lapse")
    assert "These rules set no time to be registered" in page
    assert "Cancel what is pending" not in page
    file = desk.page("supervisor1", f"/admin/applications/{reference}")
    assert "Let it lapse" not in file
    assert "Pending registration" in file


def test_a_refusal_stands_with_its_reasons(desk):
    reference = desk.recommended("refuse")
    assert desk.act("supervisor1", reference, "decide", act="refuse").status_code == 422
    assert desk.act("supervisor1", reference, "decide", act="refuse", reason="The total is not proved.").status_code == 302
    decision = desk.page("auditor1", f"/admin/decisions/{reference}-D")
    assert "Refused" in decision
    assert "The total is not proved." in decision
    assert f"{reference}-D" in desk.page("auditor1", "/admin/decisions/?kind=refused")
    assert f"{reference}-D" not in desk.page("auditor1", "/admin/decisions/?kind=granted")


def test_a_returned_file_says_what_to_redo(desk):
    reference = desk.recommended()
    assert desk.act("supervisor1", reference, "decide", act="return", reason="Ask for the lease.").status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Returned by the supervisor" in page
    assert "Ask for the lease." in page


def test_a_grant_under_a_ranked_policy_names_the_published_list(desk):
    reference = desk.record()
    desk.accept_all(reference)
    answer = desk.act("officer1", reference, "recommend", proposal="grant", reason="All is checked.")
    assert answer.status_code == 422
    assert "name the published list" in answer.text
    assert "All is checked." in answer.text


def test_an_open_outcome_cannot_be_recommended(desk):
    reference = desk.record(**{"fact-works_lawfully": ""})
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Provisional" in page
    assert "Still missing:" in page
    desk.accept_all(reference)
    assert "works_lawfully#judge" in desk.page("officer1", f"/admin/applications/{reference}/recommend")
    token = hidden(desk.page("officer1", f"/admin/applications/{reference}/note"))
    sent = {**token, "proposal": "refuse", "reason": "Papers are missing."}
    answer = desk.as_("officer1").post(f"/admin/applications/{reference}/recommend", data=sent)
    assert (answer.status_code, "Papers are missing." in answer.text) == (409, True)


def test_the_second_of_two_supervisors_meets_a_conflict_that_keeps_the_text(desk):
    reference = desk.recommended()
    address = f"/admin/applications/{reference}/decide"
    seen = hidden(desk.page("supervisor2", address))
    assert desk.act("supervisor1", reference, "decide", act="approve", reason="Agreed.").status_code == 302
    late = desk.as_("supervisor2").post(address, data={**seen, "act": "refuse", "reason": "I think otherwise."})
    assert late.status_code == 409
    assert "I think otherwise." in late.text
    seen = hidden(desk.page("supervisor2", address))
    assert desk.act("supervisor1", reference, "decide", act="grant", reason="Agreed.").status_code == 302
    late = desk.as_("supervisor2").post(address, data={**seen, "act": "return", "reason": "Wait for the register."})
    assert late.status_code == 409
    assert "Wait for the register." in late.text
    assert desk.as_("supervisor2").get(address).status_code == 409


def test_a_forged_package_conflicts(desk):
    reference = desk.recommended()
    address = f"/admin/applications/{reference}/decide"
    seen = {**hidden(desk.page("supervisor1", address)), "package": "0" * 64}
    assert desk.as_("supervisor1").post(address, data={**seen, "act": "approve", "reason": "x"}).status_code == 409


def test_acts_are_offered_only_where_they_are_possible(desk):
    reference = desk.recommended()
    assert f"/{reference}/decide" in desk.page("supervisor1", f"/admin/applications/{reference}")
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert not re.search(rf"/{reference}/(decide|recommend|amend)", page)
    assert desk.as_("officer1").get(f"/admin/applications/{reference}/recommend").status_code == 409
    assert desk.as_("officer1").get(f"/admin/applications/{reference}/amend").status_code == 409


def test_the_journal_tells_every_act_and_is_whole(desk):
    reference = desk.granted()
    assert "Every chain was verified" in desk.page("auditor1", "/admin/journal/verify")
    journal = desk.page("auditor1", "/admin/journal/")
    for act in ("Recorded", "Recommended", "Granted", "Policy published", "Rounds published", "Account opened", "林经办", "陈审核"):
        assert act in journal
    page = desk.page("auditor1", f"/admin/applications/{reference}")
    assert "Everything was checked." in page
    assert "app-button" not in page


def test_policies_are_shown_with_their_cases(desk):
    assert "guangzhou@2025" in desk.page("policy_staff1", "/admin/policies/")
    assert "guangzhou@2025" not in desk.page("policy_staff1", "/admin/policies/?provenance=secondary")
    assert "No policy matches." in desk.page("policy_staff1", "/admin/policies/?q=atlantis")
    page = desk.page("policy_staff1", "/admin/policies/guangzhou/2025")
    assert "80 of 80 hold" in page
    assert "8 points" in page


def test_accounts_are_listed_for_administrators(desk):
    page = desk.page("administrator1", "/admin/accounts/?search=officer")
    assert "officer2" in page
    assert "argon2" not in page
    assert desk.as_("administrator1").get("/admin/accounts/?sort=99").status_code in {200, 400}


def decide_page(reference):
    return f"/admin/applications/{reference}/decide"


def choices(page):
    """Give each choice of the second look with whether it can be chosen."""
    found = re.findall(r'<input class="govuk-radios__input"[^>]*name="act"[^>]*>', page)
    return {re.search(r'value="(\w+)"', one)[1]: "disabled" not in one for one in found}


def test_the_second_look_compares_and_offers_what_is_possible(desk):
    reference = desk.recommended()
    page = desk.page("supervisor1", decide_page(reference))
    for words in ("Equal", "Package unchanged", "Nothing has changed on this file or around it.", "Everything was checked."):
        assert words in page
    assert f"/{reference}/interest" in page
    assert choices(page) == {"approve": True, "refuse": True, "return": True}
    assert desk.act("officer2", reference, "note", reason="The employer called.").status_code == 302
    page = desk.page("supervisor1", decide_page(reference))
    assert "Nothing has changed" not in page
    assert "Internal note written" in page
    assert desk.act("supervisor2", reference, "decide", act="approve", reason="I agree.").status_code == 302
    page = desk.page("supervisor1", f"/admin/applications/{reference}")
    for words in ("Approved, to be granted", "Grant approved", "I agree."):
        assert words in page
    assert re.search(rf'href="/admin/applications/{reference}/decide">\s*Grant', page)
    page = desk.page("supervisor1", decide_page(reference))
    assert choices(page) == {"grant": True, "return": True}
    assert "Grant approved" in page
    assert desk.as_("officer1").get(decide_page(reference)).status_code == 403


def test_what_is_approved_is_returned_with_reasons(desk):
    reference = desk.approved()
    assert desk.act("supervisor2", reference, "decide", act="return").status_code == 422
    assert desk.act("supervisor2", reference, "decide", act="return", reason="A letter came in.").status_code == 302
    assert "A letter came in." in desk.page("officer1", f"/admin/applications/{reference}")


def test_records_that_were_changed_leave_only_the_return(desk, office):
    reference = desk.recommended()
    with services_of(office).transaction() as session:
        statement = "UPDATE persons SET relation = 'child' WHERE number = 1"
        session.execute(sa.text(statement))
    page = desk.page("supervisor1", decide_page(reference))
    assert "Package changed" in page
    assert choices(page) == {"approve": False, "refuse": False, "return": True}
    assert "computed again, it is not what the officer proposed" in page
    answer = desk.act("supervisor1", reference, "decide", act="approve", reason="I had agreed.")
    assert answer.status_code == 409
    for words in ("The result is not the one that was proposed", "I had agreed."):
        assert words in answer.text


def test_an_incomplete_form_on_a_file_that_moved_on_keeps_what_was_typed(desk):
    reference = desk.recommended()
    seen = hidden(desk.page("supervisor2", decide_page(reference)))
    assert desk.act("supervisor1", reference, "decide", act="refuse", reason="Not proved.").status_code == 302
    late = desk.as_("supervisor2").post(decide_page(reference), data={**seen, "reason": "I was not done."})
    assert late.status_code == 409
    assert "I was not done." in late.text


def test_what_nobody_proposed_cannot_be_granted(desk):
    reference = desk.recommended("refuse")
    assert choices(desk.page("supervisor1", decide_page(reference))) == {"approve": False, "refuse": True, "return": True}
    answer = desk.act("supervisor1", reference, "decide", act="approve", reason="I think so.")
    assert answer.status_code == 409
    for words in ("A grant was not proposed", "I think so."):
        assert words in answer.text
    assert "Recommended" in desk.page("supervisor1", f"/admin/applications/{reference}")


def test_a_day_is_read_as_people_write_it(desk):
    reference = desk.granted()
    for day in ("2026年3月2日", "２０２６/3/2", "2026-03-02"):
        wrong_office = desk.act("officer1", reference, "register", number="0", on=day, office="")
        assert "Name the office" in wrong_office.text
        assert "is no day" not in wrong_office.text
    for day in ("2026-02-30", "3 March", "0000-00-00"):
        answer = desk.act("officer1", reference, "register", number="0", on=day, office="天河分局")
        assert answer.status_code == 422
        assert "is no day" in answer.text


def test_each_role_is_told_what_waits(desk):
    desk.recommended()
    assert "1 application" in desk.page("supervisor1", "/admin/")
    assert "1 application" not in desk.page("officer1", "/admin/")
    assert "beijing@2020 has ended: no version follows" in desk.page("policy_staff1", "/admin/")
    assert "guangzhou@2025" not in desk.page("policy_staff1", "/admin/")
    assert "0 decisions" in desk.page("auditor1", "/admin/")
    assert "see no application" in desk.page("administrator1", "/admin/")


def late(client):
    """Let the last proof of who is signed in be too long ago."""
    with client.session_transaction() as session:
        session["proved_at"] -= 3600


def test_who_signed_in_long_ago_proves_it_again_before_signing(office, desk, passwords):
    reference = desk.recommended()
    address, password = f"/admin/applications/{reference}/decide", passwords["supervisor1"]
    client = desk.as_("supervisor1")
    assert 'name="own_password"' not in client.get(address).text
    late(client)
    sent = {**hidden(client.get(address).text), "act": "refuse", "reason": "不符合条件。"}
    without = client.post(address, data=sent)
    assert (without.status_code, "type password and code" in without.text) == (422, True)
    assert "不符合条件。" in without.text
    for wrong in ({"own_password": "no", "own_code": "000000"}, {"own_password": password, "own_code": "000000"}):
        answer = client.post(address, data={**sent, **wrong})
        assert (answer.status_code, "Password or code is not right" in answer.text) == (422, True)
        assert password not in answer.text
    code = fresh_code(office, "supervisor1")
    assert client.post(address, data={**sent, "own_password": password, "own_code": code}).status_code == 302
    assert "Refused" in desk.page("officer1", f"/admin/applications/{reference}")


def test_a_code_counts_once_for_a_signature_too(office, desk, passwords):
    reference = desk.recommended()
    address, client = f"/admin/applications/{reference}/decide", desk.as_("supervisor1")
    late(client)
    sent = {
        **hidden(client.get(address).text),
        "act": "approve",
        "reason": "同意。",
        "own_password": passwords["supervisor1"],
    }
    code = fresh_code(office, "supervisor1")
    assert client.post(address, data={**sent, "own_code": code}).status_code == 302
    late(client)
    again = {
        **hidden(client.get(address).text),
        "act": "grant",
        "reason": "准予。",
        "own_password": passwords["supervisor1"],
    }
    assert client.post(address, data={**again, "own_code": code}).status_code == 422


def test_what_is_returned_is_signed_by_nobody(desk):
    reference = desk.recommended()
    late(desk.as_("supervisor1"))
    assert desk.act("supervisor1", reference, "decide", act="return", reason="重核。").status_code == 302


def test_the_office_downloads_a_proof_that_shows_no_person(desk):
    reference = desk.granted()
    address = f"/admin/decisions/{reference}-D"
    assert f"{address}/proof" in desk.page("auditor1", address)
    page = desk.page("auditor1", f"{address}/proof")
    assert "person:0" not in page
    answer = desk.send("auditor1", f"{address}/proof", shown=["fact:education", "person:0"])
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    assert verify_bundle(answer.data)[0] == "withheld"
    assert b"430103198702010002" not in answer.data
