"""撤销 through the pages: proposed, told, answered by the applicant, heard, and signed by the head; who reported it stays unsaid."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from tests.admin.steps import hidden
from tests.admin.test_publicity import applied, on_day, send, village  # noqa: F401 - fixtures
from tests.casework.stories import ON

SECRET = "匿名举报人金丝雀"
FOUND = {"ground": "fraud", "words": "居住年限系伪造。", "article": "办法第二十条", "reported_by": SECRET}
OVER = ON + timedelta(days=9)


@pytest.fixture
def granted(office, desk, village, on_day):  # noqa: F811 - the fixtures
    """Somebody who applied online, stood on a list, and is granted."""
    village(names=())
    own = applied(office)
    assert send(desk, "supervisor1").status_code == 302
    on_day(OVER)
    assert desk.act("supervisor1", own.file.reference, "decide", act="grant", reason="Agreed.").status_code == 302
    return own


def address_of(own):
    return f"/admin/applications/{own.file.reference}/revocation"


def do(desk, who, own, act, reason, **typed):
    page = desk.page(who, address_of(own))
    return desk.as_(who).post(address_of(own), data={**hidden(page), "act": act, "reason": reason, **typed})


def propose(desk, own, who="supervisor1", **changes):
    return desk.send(who, f"{address_of(own)}/new", **{**FOUND, **changes})


def test_a_proposal_says_what_was_found_and_names_nobody_who_reported_it(desk, granted):
    assert desk.as_("supervisor1").get(address_of(granted)).status_code == 404
    assert granted.get("/revocation", status=404)
    empty = propose(desk, granted, ground="", words="", article="")
    assert (empty.status_code, "Choose the ground." in empty.text) == (422, True)
    wrong = propose(desk, granted, words=" ")
    assert (wrong.status_code, "Say which facts were found" in wrong.text, SECRET in unescape(wrong.text)) == (422, True, True)
    form = desk.page("supervisor1", f"{address_of(granted)}/new")
    assert propose(desk, granted).status_code == 302
    late = desk.as_("supervisor1").post(f"{address_of(granted)}/new", data={**hidden(form), **FOUND})
    assert (late.status_code, FOUND["words"] in unescape(late.text)) == (409, True)
    assert desk.as_("supervisor1").get(f"{address_of(granted)}/new").status_code == 409
    assert SECRET in unescape(desk.page("head1", address_of(granted)))
    assert SECRET not in unescape(desk.page("officer1", address_of(granted)))
    assert "Revoking proposed" in desk.page("officer1", "/admin/applications/?flag=revocation-proposed")
    assert "Notice that a grant is to be revoked" in granted.get()
    page = unescape(granted.get("/revocation"))
    assert FOUND["words"] in page
    assert SECRET not in page + unescape(granted.get())


def test_the_applicant_answers_and_what_came_too_late_is_kept(desk, granted):
    assert propose(desk, granted).status_code == 302
    form = granted.get("/revocation")
    assert granted.send("/revocation", form, kind="", answer="x")[0].status_code == 422
    assert granted.send("/revocation", form, kind="stated", answer=" ")[0].status_code == 422
    assert granted.send("/revocation", form, kind="asked", answer="请求听证。")[0].status_code == 302
    conflict = granted.send("/revocation", form, kind="stated", answer="我住满了。")[0]
    assert (conflict.status_code, "我住满了。" in unescape(conflict.text)) == (409, True)
    assert "Nothing is decided before it was held" in granted.get()


def test_a_grant_is_revoked_once_the_applicant_was_heard(desk, granted):
    assert propose(desk, granted).status_code == 302
    assert do(desk, "supervisor1", granted, "", "x").status_code == 422
    assert do(desk, "supervisor1", granted, "heard", "笔录。", on="2020-01-01", present="申请人").status_code == 422
    assert do(desk, "supervisor1", granted, "heard", "笔录：承认。", on=OVER.isoformat(), present="申请人").status_code == 302
    assert "笔录：承认。" in unescape(granted.get("/revocation"))
    seen = hidden(desk.page("head1", address_of(granted)))
    assert desk.send("officer1", f"/admin/applications/{granted.file.reference}/note", reason="已归档。").status_code == 302
    late = desk.as_("head1").post(address_of(granted), data={**seen, "act": "revoke", "reason": "属实。"})
    assert (late.status_code, "属实。" in unescape(late.text)) == (409, True)
    assert do(desk, "head1", granted, "revoke", "属实，予以撤销。").status_code == 302
    page = unescape(granted.get())
    assert "Revoked" in page
    assert "Decision to revoke" in page
    assert "What was found" in granted.get("/revocation")
    assert "There is nothing that you could do about it now." in desk.page("head1", address_of(granted))
    assert "Pending registration" not in desk.page("officer1", f"/admin/applications/{granted.file.reference}")


def test_a_proposal_that_does_not_hold_is_dropped(desk, granted):
    assert propose(desk, granted, reported_by="").status_code == 302
    assert do(desk, "officer1", granted, "waived", "放弃听证。").status_code == 302
    assert do(desk, "head1", granted, "drop", "不成立。").status_code == 302
    assert "the grant stands" in granted.get()
    assert "Propose to revoke the grant" in desk.page("supervisor1", f"/admin/applications/{granted.file.reference}")
