"""The register on the console: a person with every step, and the acts on one entitlement."""

from tests.admin.steps import hidden

HOUSING = "public_rental_housing"


def registered(desk):
    """Grant, and register the applicant; gives the reference."""
    reference = desk.granted()
    answer = desk.act("officer1", reference, "register", number="0", on="2026-03-02", office="越秀派出所")
    assert answer.status_code == 302
    return reference


def test_a_supervisor_suspends_resumes_and_ends_with_reasons_that_stand_in_the_history(desk):
    reference = registered(desk)
    person = f"/admin/entitlements/{reference}/0"
    assert f"{person}/{HOUSING}/suspend" in desk.page("supervisor1", person)
    for turn, done in (("suspend", "Suspended."), ("resume", "Resumed."), ("end", "Ended.")):
        answer = desk.send("supervisor1", f"{person}/{HOUSING}/{turn}", reason=f"Because of {turn}.")
        assert (answer.status_code, answer.location) == (302, person)
        page = desk.page("supervisor1", person)
        assert done in page
        assert f"Because of {turn}." in page
    assert f"{person}/{HOUSING}/" not in page
    assert "Entitlement ended" in desk.page("auditor1", f"/admin/applications/{reference}")
    assert f"{reference}" in desk.page("auditor1", "/admin/entitlements/?state=ended&service=housing")


def test_what_cannot_be_is_not_offered_and_a_wrong_form_comes_back(desk):
    reference = registered(desk)
    person = f"/admin/entitlements/{reference}/0"
    assert f"{person}/{HOUSING}/" not in desk.page("officer1", person)
    assert desk.as_("supervisor1").get(f"{person}/{HOUSING}/resume").status_code == 409
    assert desk.as_("supervisor1").get(f"{person}/unheard_of/end").status_code == 404
    assert desk.as_("supervisor1").get(f"/admin/entitlements/{reference}/9").status_code == 404
    page = desk.page("supervisor1", f"{person}/{HOUSING}/end")
    empty = desk.send("supervisor1", f"{person}/{HOUSING}/end", reason="")
    assert empty.status_code == 422
    assert "Give the reasons." in empty.text
    assert desk.send("supervisor1", f"{person}/{HOUSING}/end", reason="x" * 4001).status_code == 422
    assert desk.send("supervisor1", f"{person}/{HOUSING}/suspend", reason="First.").status_code == 302
    stale = desk.as_("supervisor2").post(
        f"{person}/{HOUSING}/end",
        data={**hidden(desk.page("supervisor2", person + f"/{HOUSING}/end")), **_old(page), "reason": "Kept words."},
    )
    assert stale.status_code == 409
    assert "Kept words." in stale.text


def _old(page):
    """What the page showed before somebody else was quicker, without its token."""
    return {name: value for name, value in hidden(page).items() if name != "csrf_token"}
