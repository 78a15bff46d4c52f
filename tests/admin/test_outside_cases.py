"""行政复议、行政诉讼 through the pages: recorded once the decision is served, answered, suspended, proven and closed; read by its applicant."""

from __future__ import annotations

from html import unescape

import pytest

from scoring.application.application import Shown
from scoring.application.revocation import RevokingKind
from scoring.casework.answer_revoking import record_revoking_answer
from scoring.casework.settle_revoking import revoke
from tests.admin.steps import hidden
from tests.casework.stories import GRANT
from tests.casework.test_revoking import act, propose
from tests.pages.own_files import Own

CASE = {"kind": "reconsideration", "organ": "广州市人民政府", "case_number": "穗府行复1号", "asked": "请求撤销决定。"}
DAYS = {"filed_on": "2026-03-01", "learned_on": "2026-03-02"}


@pytest.fixture
def own(office):
    """Somebody who is granted."""
    found = Own(office)
    found.file.begin()
    found.file.submit()
    found.decide(GRANT, "grant", "Everything is proved.")
    return found


def serve(own, desk):
    work = own.office
    work.seal(Shown(own.file.reference, 1), 2)
    typed = {"channel": "post", "on": "2026-03-02", "proof": "EMS 1"}
    assert desk.act("officer1", own.file.reference, "documents/2/serve", **typed).status_code == 302


def record(desk, own, **typed):
    return desk.act("officer1", own.file.reference, "cases/new", **{**CASE, **DAYS, **typed})


def do(desk, who, own, act, **typed):
    said = {"on": "2026-03-02", "document": "1号", "words": "请答复。"}
    return desk.act(who, own.file.reference, "cases/1", act=act, **{**said, **typed})


def file_page(desk, own, who="officer1"):
    return unescape(desk.page(who, f"/admin/applications/{own.file.reference}"))


def test_before_service_both_pages_say_that_no_time_runs(desk, own):
    page = file_page(desk, own)
    assert "A case can be recorded once the service of the decision is." in page
    assert "not known: the decision is not served, and the time of 60 days has not begun" in page
    assert desk.as_("officer1").get(f"/admin/applications/{own.file.reference}/cases/new").status_code == 409
    assert "not known: the decision is not served, and the time of 6 months has not begun" in own.get()
    assert "决定尚未送达" in own.get(language="zh")


def test_a_case_is_recorded_followed_and_closed(desk, own):
    serve(own, desk)
    assert (
        "Administrative reconsideration (the administrative reconsideration authority in charge): runs until 6 May 2026"
        in own.get()
    )
    wrong = record(desk, own, learned_on="2026-02-01", organ="")
    assert wrong.status_code == 422
    assert "Name the body" in wrong.text
    assert "请求撤销决定。" in wrong.text
    assert record(desk, own).status_code == 302
    page = file_page(desk, own)
    assert "广州市人民政府" in page
    assert "The office’s answer to an outside body" in page
    assert own.file.reference in desk.page("officer1", "/admin/applications/?flag=reconsideration")
    assert "Before a reconsideration authority" in desk.page("officer1", "/admin/")
    wrong = do(desk, "officer1", own, "")
    assert (wrong.status_code, "Choose what happened." in wrong.text) == (422, True)
    wrong = do(desk, "officer1", own, "answer", document="")
    assert (wrong.status_code, "Give the number of the document" in wrong.text) == (422, True)
    assert do(desk, "officer1", own, "answer").status_code == 302
    assert do(desk, "supervisor1", own, "stay", words="停止执行。").status_code == 302
    assert "Open, execution suspended" in own.get()
    assert do(desk, "supervisor1", own, "lift", words="恢复执行。").status_code == 302
    assert do(desk, "officer1", own, "anew", words="责令重作。").status_code == 302
    for page in (file_page(desk, own), own.get(), desk.page("officer1", f"/admin/applications/{own.file.reference}/cases/1")):
        assert "The decision must be made anew" in page
    the_next_act_is_a_click_away(desk, own)
    assert "Administrative litigation after reconsideration" in own.get()
    assert "There is nothing that you could do about it now." in desk.page(
        "officer1", f"/admin/applications/{own.file.reference}/cases/1"
    )


def the_next_act_is_a_click_away(desk, own):
    file = f"/admin/applications/{own.file.reference}"
    for page in (file, f"{file}/cases/1"):
        assert f'{file}/reviews/new">Record the review that looks at it anew' in desk.page("officer1", page)
    assert "An outside body ordered it anew, or annulled it" in desk.page("officer1", f"{file}/reviews/new")
    assert desk.act("officer1", own.file.reference, "reviews/new", grounds="判决责令重作。").status_code == 302
    assert f'{file}/reviews/1">The review that looks at it anew' in desk.page("officer1", f"{file}/cases/1")


def test_of_what_was_annulled_both_ways_on_are_named(desk, own):
    serve(own, desk)
    record(desk, own)
    assert do(desk, "officer1", own, "annulled", words="撤销决定。").status_code == 302
    file = f"/admin/applications/{own.file.reference}"
    page = desk.page("supervisor1", f"{file}/cases/1")
    assert "Record the review that looks at it anew" in page
    assert "Propose to revoke the grant" in page
    propose(own.office, own.file)
    assert f'{file}/revocation">The proposal to revoke it' in desk.page("supervisor1", f"{file}/cases/1")


def test_of_a_revoked_grant_both_pages_tell_the_time_to_contest_the_revocation(desk, own):
    serve(own, desk)
    propose(own.office, own.file)
    act(own.office, record_revoking_answer, own.file, RevokingKind.WAIVED, "放弃听证。")
    act(own.office, revoke, own.file, by="head", reason="属实，予以撤销。")
    for page in (file_page(desk, own), own.get()):
        assert "not known: the decision is not served, and the time of 60 days has not begun" in page


def test_of_a_revocation_that_was_annulled_the_grant_is_let_hold_again(desk, own):
    serve(own, desk)
    now = own.services.clock.now()
    propose(own.office, own.file, at=now)
    act(own.office, record_revoking_answer, own.file, RevokingKind.WAIVED, "放弃听证。", at=now)
    act(own.office, revoke, own.file, by="head", reason="属实，予以撤销。", at=now)
    assert record(desk, own, filed_on="2026-05-01", learned_on="2026-05-01").status_code == 422, "not to come"
    assert record(desk, own, filed_on="2026-03-02").status_code == 302
    assert do(desk, "officer1", own, "annulled", words="撤销该撤销决定。").status_code == 302
    assert "The revocation does not stand" in own.get()
    file = f"/admin/applications/{own.file.reference}"
    assert f'{file}/cases/1">Let the grant hold again' in desk.page("supervisor1", file)
    page = desk.page("supervisor1", f"{file}/cases/1")
    assert ("The grant holds again, by what the body did" in page, "Number of the document</label>" in page) == (True, False)
    assert "There is nothing that you could do about it now." in desk.page("officer1", f"{file}/cases/1")
    wrong = do(desk, "supervisor1", own, "restore", words=" ")
    assert (wrong.status_code, "Say by which decision of the body the grant holds again." in wrong.text) == (422, True)
    assert do(desk, "supervisor1", own, "restore", words="依判决恢复。").status_code == 302
    assert "The grant holds again since" in desk.page("supervisor1", file)
    assert "准予恢复效力" in own.get(language="zh")


def test_the_proof_is_taken_for_the_body(desk, own):
    serve(own, desk)
    record(desk, own)
    address = f"/admin/applications/{own.file.reference}/cases/1"
    page = desk.page("officer1", address)
    form = page.split("/export", 1)[1]
    sent = hidden(page.split('id="main-content"', 1)[0] + 'id="main-content"' + "<form " + form)
    answer = desk.as_("officer1").post(f"{address}/export", data=sent)
    assert (answer.status_code, answer.mimetype, answer.data[:2]) == (200, "application/zip", b"PK")
    assert "The proof of the decision was taken away for the body" in desk.page("officer1", address)
    assert desk.as_("officer1").post(f"{address}/export", data=sent).status_code == 409
    assert desk.as_("officer1").get(address.replace("/1", "/7")).status_code == 404


def test_forms_that_come_too_late_conflict_and_keep_what_was_typed(desk, own):
    serve(own, desk)
    new = f"/admin/applications/{own.file.reference}/cases/new"
    old = hidden(desk.page("officer1", new))
    assert record(desk, own).status_code == 302
    lost = desk.as_("officer1").post(new, data={**old, **CASE, **DAYS})
    assert (lost.status_code, "请求撤销决定。" in lost.text) == (409, True)
    case = f"/admin/applications/{own.file.reference}/cases/1"
    old = hidden(desk.page("officer1", case))
    assert do(desk, "officer1", own, "order").status_code == 302
    lost = desk.as_("officer1").post(case, data={**old, "act": "order", "on": "2026-03-02", "words": "另一件。"})
    assert (lost.status_code, "另一件。" in lost.text) == (409, True)
