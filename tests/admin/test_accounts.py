"""An administrator gives the second factor of another person a new start, with a reason; nobody else does."""

from __future__ import annotations

import pytest

from tests.admin.steps import SPOUSE

pytestmark = [pytest.mark.both_databases, pytest.mark.measured]

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
