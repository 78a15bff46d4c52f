"""An administrator gives the second factor of another person a new start, with a reason; nobody else does."""

from __future__ import annotations

import re

import pytest

from tests.admin.steps import SPOUSE, hidden
from tests.signing_in import give_password

pytestmark = pytest.mark.both_databases

OTHER_SPOUSE = {"family-0-identity_number": "430103198808150011"}


def test_a_new_start_is_given_with_a_reason(desk):
    officer = desk.as_("officer2")
    assert "New start" in desk.page("administrator1", "/admin/accounts/?search=officer2")
    answer = desk.send("administrator1", "/admin/accounts/officer2/reset-factor", reason="New phone; known in person.")
    assert answer.status_code == 302
    assert officer.get("/admin/").location.startswith("/sign-in")
    accounts = desk.page("administrator1", "/admin/accounts/?search=officer2")
    assert "The second factor of officer2 is set up anew" in accounts
    assert "not set up" in accounts
    assert desk.as_("administrator1").get("/admin/accounts/officer2/reset-factor").status_code == 409
    assert "Second factor given a new start" in desk.page("auditor1", "/admin/journal/")


@pytest.mark.parametrize(
    ("username", "reason", "status", "words"),
    [
        ("officer1", "", 422, "how you made sure who asked"),
        ("administrator1", "New phone.", 422, "This is your own account. Ask another administrator."),
    ],
)
def test_without_a_reason_or_for_oneself_nothing_changes(desk, username, reason, status, words):
    answer = desk.send("administrator1", f"/admin/accounts/{username}/reset-factor", reason=reason)
    assert answer.status_code == status
    assert words in answer.text
    assert desk.as_("administrator1").get(f"/admin/accounts/{username}/reset-factor").status_code == 200


def test_a_file_of_an_own_person_or_household_is_closed_to_who_works_here(desk):
    """It is recorded who an officer is: the spouse's file bars them, with a page that says why."""
    joint = desk.record("officer2")
    alone = desk.record("officer2", **{"applicant-identity_number": "430103198702010010", **OTHER_SPOUSE})
    address = "/admin/accounts/officer1/identity"
    assert "No number is recorded yet." in desk.page("administrator1", address)
    wrong = desk.send("administrator1", address, identity_number="123")
    assert (wrong.status_code, "Type the 18 characters" in wrong.text) == (422, True)
    mine = SPOUSE["family-0-identity_number"]
    assert desk.send("administrator1", address, identity_number=mine).status_code == 302
    assert "A number is recorded." in desk.page("administrator1", address)
    assert mine not in desk.page("administrator1", address)
    own = desk.send("administrator1", "/admin/accounts/administrator1/identity", identity_number=mine)
    assert (own.status_code, "This is your own account" in own.text) == (422, True)
    assert desk.as_("administrator1").get("/admin/accounts/nobody/identity").status_code == 404
    officer = desk.as_("officer1")
    for page in ("", "/verify", "/recommend", "/amend"):
        assert officer.get(f"/admin/applications/{joint}{page}").status_code == 403
    assert officer.get(f"/admin/applications/{alone}").status_code == 200
    assert desk.as_("officer2").get(f"/admin/applications/{joint}").status_code == 200
    assert "Identity number of a colleague recorded" in desk.page("auditor1", "/admin/journal/")


def test_an_administrator_says_for_which_department_somebody_answers(desk):
    address = "/admin/accounts/department1/department"
    accounts = desk.page("administrator1", "/admin/accounts/?search=department1")
    assert f'href="{address}"' in accounts
    assert "Human resources and social security" in accounts
    reference = desk.record()
    asked = {"department": "tax", "fact": ["pension_months"], "purpose": "To verify"}
    assert desk.act("officer1", reference, "ask_departments", **asked).status_code == 302
    assert reference not in desk.page("department1", "/admin/requests/")
    assert 'value="human_resources" checked' in desk.page("administrator1", address)
    for wrong, words in (("", "Choose a department."), ("moon", "There is no such department. Choose one of the list.")):
        refused = desk.send("administrator1", address, department=wrong)
        assert (refused.status_code, words in refused.text) == (422, True), wrong
    for _ in range(2):
        assert desk.send("administrator1", address, department="tax").status_code == 302
    assert reference in desk.page("department1", "/admin/requests/")
    assert desk.page("auditor1", "/admin/journal/").count("Department of an account set") == 1
    for other in ("officer1", "applicant1", "nobody"):
        assert desk.as_("administrator1").get(f"/admin/accounts/{other}/department").status_code == 404
    assert "/officer1/department" not in desk.page("administrator1", "/admin/accounts/?search=officer1")


def test_an_account_that_does_not_exist_has_no_page(desk):
    assert desk.as_("administrator1").get("/admin/accounts/nobody/reset-factor").status_code == 404


def test_the_officer_who_records_a_person_of_another_office_is_told_so_in_chinese(desk):
    from tests.admin.steps import APPLICANT, FACTS, NEW, hidden

    desk.record("officer1")
    client = desk.as_("tianhe_officer")
    client.set_cookie("lang", "zh")
    page = client.get(NEW)
    answer = client.post(NEW, data={**hidden(page.text), **APPLICANT, **FACTS, "do": "record"})
    assert answer.status_code == 422
    assert "其他机构" in answer.text
    assert "2026-" not in answer.text.split('id="main-content"', 1)[1].split("error-summary", 1)[1].split("</div>", 1)[0]


LIST = "/admin/accounts/"
NEW = {
    "username": "he.ming",
    "name": "何明",
    "email": "he@office.cn",
    "roles": ["officer", "supervisor"],
    "department": "",
    "office": "guangzhou_tianhe_education",
}


def shown_once(answer):
    assert answer.status_code == 200, re.findall(r"error-message.*", answer.text)
    return re.search(r'id="shown-once">([^<]+)<', answer.text)[1]


def test_an_account_is_opened_changed_closed_and_opened_again(office, desk):
    admin = desk.as_("administrator1")
    password = shown_once(desk.send("administrator1", f"{LIST}new", **NEW))
    assert "/tf-setup" in give_password(office.test_client(), "he.ming", password).location, "the app for the codes is set up first"
    again = desk.send("administrator1", f"{LIST}new", **NEW)
    assert (again.status_code, "Another account has it already." in again.text) == (422, True)
    stale = hidden(desk.page("administrator1", f"{LIST}he.ming/close"))
    duties = f"{LIST}he.ming/duties"
    page = desk.page("administrator1", duties)
    assert [f'value="{role}" checked' in page for role in ("officer", "supervisor", "auditor")] == [True, True, False]
    assert 'selected value="guangzhou_tianhe_education"' in page
    refused = desk.send("administrator1", duties, roles=["department"], office="guangzhou_tianhe_education", department="")
    assert (refused.status_code, "Name the department" in refused.text) == (422, True)
    assert (
        desk.send("administrator1", duties, roles=["department"], office="guangzhou_tianhe_education", department="tax").status_code
        == 302
    )
    conflict = admin.post(f"{LIST}he.ming/close", data={**stale, "reason": "Kept words", "sure": "y"})
    assert (conflict.status_code, "Kept words" in conflict.text, "this account" in conflict.text) == (409, True, True)
    assert desk.send("administrator1", f"{LIST}he.ming/close", reason="Left.").status_code == 422, "it is confirmed"
    assert desk.send("administrator1", f"{LIST}he.ming/close", reason="Left.", sure="y").status_code == 302
    assert admin.get(f"{LIST}he.ming/close").status_code == 409
    assert "/tf" not in (give_password(office.test_client(), "he.ming", password).location or "")
    another = shown_once(desk.send("administrator1", f"{LIST}he.ming/again"))
    assert admin.get(f"{LIST}he.ming/again").status_code == 409
    assert "/tf-setup" in give_password(office.test_client(), "he.ming", another).location
    journal = desk.page("auditor1", "/admin/journal/")
    for said in ("Account opened", "Roles and office of an account changed", "Account closed", "Account opened again"):
        assert said in journal


def test_who_works_with_an_account_that_is_closed_is_out_at_once_and_what_is_held_waits(desk):
    reference = desk.record("officer2")
    officer, address = desk.as_("officer2"), f"/admin/applications/{reference}"
    claim = desk.page("officer2", address).partition(f'action="{address}/claim"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="(csrf_token|version)"[^>]*value="([^"]+)"', claim))
    assert officer.post(f"{address}/claim", data=sent).status_code == 302
    assert desk.send("administrator1", f"{LIST}officer2/close", reason="Left.", sure="y").status_code == 302
    assert officer.get("/admin/").location.startswith("/sign-in")
    assert "account closed" in desk.page("supervisor1", address)
    assert desk.act("supervisor1", reference, "release", reason="Left the office.").status_code == 302
    assert "account closed" not in desk.page("supervisor1", address)


def test_nobody_closes_or_changes_the_own_account(desk):
    own = desk.page("administrator1", f"{LIST}?search=administrator1")
    assert "administrator1/close" not in own
    assert "administrator1/duties" not in own
    closing = desk.send("administrator1", f"{LIST}administrator1/close", reason="x", sure="y")
    changing = desk.send("administrator1", f"{LIST}administrator1/duties", roles=["officer"], office="", department="")
    reopening = desk.as_("administrator1").post(
        f"{LIST}administrator1/again", data=hidden(desk.page("administrator1", f"{LIST}administrator1/close"))
    )
    for answer in (closing, changing, reopening):
        assert (answer.status_code, "This is your own account" in answer.text) == (422, True)


def test_the_list_is_narrowed_and_names_no_account_of_an_applicant_or_an_agency(desk):
    assert desk.send("administrator1", f"{LIST}officer2/close", reason="Left.", sure="y").status_code == 302

    def named(query):
        return set(re.findall(r"/admin/accounts/([a-z0-9_]+)/identity", desk.page("administrator1", f"{LIST}{query}")))

    everybody = named("")
    assert {"officer1", "officer2", "department1"} <= everybody
    assert not any(name.startswith(("applicant", "agency")) for name in everybody)
    assert named("?open=no") == {"officer2"}
    assert named("?open=yes") == everybody - {"officer2"}
    assert {"officer1", "officer2", "tianhe_officer"} <= named("?role=officer") <= everybody - {"auditor1"}
    assert named("?role=officer&office=guangzhou_tianhe_education") == {"tianhe_officer"}
    assert "Nothing matches." in desk.page("administrator1", f"{LIST}?office=nowhere")


def test_what_is_refused_is_said_in_chinese(desk):
    desk.as_("administrator1").set_cookie("lang", "zh")
    wrong = desk.send("administrator1", f"{LIST}new", **NEW | {"office": ""})
    assert (wrong.status_code, "请选择所属机构" in wrong.text) == (422, True)
