"""更正 through the pages: a clerical error of a decision is put right in a new version of the file, and both lead to each other."""

from __future__ import annotations

from html import unescape

from tests.admin.every_state import couple
from tests.admin.steps import APPLICANT, FACTS, hidden
from tests.casework.stories import GRANT
from tests.pages.own_files import Own

ERROR = {
    "asked_by": "applicant",
    "wrong": "社保月数应为 96，误录为 84。",
    "reason": "录入时看错一行。",
    "proof": "社保缴费记录第 2 页。",
}
RIGHT = {"fact-pension_months": "96"}


def correct(desk, reference, **changes):
    """Open the correction; gives the answer."""
    return desk.act("officer1", reference, "correct", **ERROR | changes)


def version_of(desk, reference):
    """Open the correction; gives the reference of the new version."""
    answer = correct(desk, reference)
    assert answer.status_code == 302, answer.text[-3000:]
    return answer.location.rsplit("/", 1)[1]


def decide(desk, version, **people):
    """Put the months right, verify, recommend, approve and grant the version."""
    sent = {**FACTS, **RIGHT, **people, "reason": "更正", "do": "record"}
    assert desk.act("officer1", version, "amend", **sent).status_code == 302
    desk.accept_all(version)
    proposal = {"proposal": "grant", "reason": "Put right.", "published_list": "List of 2025, 1 March 2026"}
    assert desk.act("officer1", version, "recommend", **proposal).status_code == 302
    for act in ("approve", "grant"):
        page = unescape(desk.page("supervisor1", f"/admin/applications/{version}/decide"))
        assert "What it says otherwise than the file before" in page
        assert desk.act("supervisor1", version, "decide", act=act, reason="Agreed.").status_code == 302


def test_an_error_is_put_right_in_a_new_version_and_the_older_file_is_superseded(desk):
    older = desk.granted()
    page = desk.page("officer1", f"/admin/applications/{older}")
    assert "Correct the decision" in page
    version = version_of(desk, older)
    page = unescape(desk.page("officer1", f"/admin/applications/{version}"))
    for words in (older, "This is a new version of", *(value for name, value in ERROR.items() if name != "asked_by")):
        assert words in page
    assert "Nothing differs." in page
    assert "Decision on the correction" in page
    page = unescape(desk.page("officer1", f"/admin/applications/{older}"))
    assert "A new version of this file is open:" in page
    assert version in page
    assert "Correct the decision" not in page
    decide(desk, version)
    page = unescape(desk.page("officer1", f"/admin/applications/{older}"))
    assert "Superseded: see the new file version" in page
    assert version in page
    assert "Decision to correct" in unescape(desk.page("officer1", f"/admin/applications/{version}"))


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(desk):
    older = desk.granted()
    for name in ("wrong", "reason", "proof"):
        answer = correct(desk, older, **{name: " "})
        assert answer.status_code == 422
        assert all(value in unescape(answer.text) for key, value in ERROR.items() if key not in {name, "asked_by"})
    assert "Correct the decision" in desk.page("officer1", f"/admin/applications/{older}")


def test_a_version_is_given_up_with_reasons(desk):
    older = desk.granted()
    version = version_of(desk, older)
    assert desk.as_("officer1").get(f"/admin/applications/{older}/correct").status_code == 409
    assert desk.as_("supervisor1").get(f"/admin/applications/{desk.recommended(**couple())}/give-up").status_code == 409
    assert desk.act("supervisor1", version, "give-up", reason=" ").status_code == 422
    assert desk.act("supervisor1", version, "give-up", reason="原决定无误。").status_code == 302
    page = unescape(desk.page("supervisor1", f"/admin/applications/{version}"))
    assert "New version given up" in page
    assert "原决定无误。" in page
    assert "Correct the decision" in desk.page("officer1", f"/admin/applications/{older}")


def test_of_names_and_numbers_only_what_differs_is_shown_until_they_are_shown_in_full(desk):
    older = desk.granted()
    version = version_of(desk, older)
    assert desk.act("officer1", version, "names", name_0="张小范", identity_number_1="1", reason="更正姓名").status_code == 422
    answer = desk.act("officer1", version, "names", name_0="张小范", reason="更正姓名")
    assert answer.status_code == 302
    page = unescape(desk.page("officer1", f"/admin/applications/{version}"))
    assert "张小*" in page
    assert "张小范" not in page
    address = f"/admin/applications/{version}"
    token = hidden(page)["csrf_token"]
    whole = desk.as_("officer1").post(f"{address}/reveal", data={"csrf_token": token, "reason": "核对更正"})
    assert "张小范" in unescape(whole.text)


def test_the_applicant_reads_both_and_what_holds(office, desk):
    own = Own(office)
    own.file.begin()
    own.file.submit()
    own.decide(GRANT, "grant", "准予。")
    older = own.file.reference
    version = version_of(desk, older)
    page = own.get()
    assert "The office works on a new version of this file:" in page
    assert ERROR["wrong"] in page
    own.file.reference = version
    page = own.get()
    assert "puts an error of the decision right" in page
    assert older in page
    assert "Withdraw the application" not in page
    assert "Receipt" not in page
    decide(desk, version)
    assert "Decision to correct" in own.get()
    own.file.reference = older
    for language, words in (("en", "Superseded: see the new file version"), ("zh", "已更正：见新卷")):
        page = own.get(language=language)
        assert words in page
        assert version in page


def test_a_number_that_is_another_persons_is_refused_at_its_input(desk):
    older = desk.granted()
    version = version_of(desk, older)
    same = APPLICANT["applicant-identity_number"]
    answer = desk.act("officer1", version, "names", identity_number_1=same, reason="更正号码")
    assert answer.status_code == 422
    assert 'href="#identity_number_1"' in answer.text
    answer = desk.act("officer1", version, "names", identity_number_0=couple()["applicant-identity_number"], reason="更正号码")
    assert answer.status_code == 302
    page = unescape(desk.page("officer1", f"/admin/applications/{version}"))
    assert "Identity number, person 1" in page
