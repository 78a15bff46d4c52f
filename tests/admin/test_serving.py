"""送达 through the pages: what bears no seal cannot be served; what is served shows until when it can be contested, to both readers."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest

from scoring.web.services import services_of
from tests.admin.test_deadlines import words
from tests.casework.stories import REFUSE
from tests.certificates import office_seal
from tests.evidence.made import pdf
from tests.pages.own_files import Own

AGREED = {"agreed": "y", "version": "1"}


@pytest.fixture
def sealing(office, opened, tmp_path):
    """The same service with its console, after the office got a seal."""
    import admin

    app = opened(replace(services_of(office).settings, seal=office_seal(tmp_path / "seal")))
    admin.register(app, services_of(app))
    return app


@pytest.fixture
def refused(sealing):
    """Somebody whose application was accepted and refused; two documents were issued."""
    own = Own(sealing)
    own.file.begin()
    own.file.submit()
    own.decide(REFUSE, "refuse", "积分未达标。")
    return own


def consent(own, **typed):
    address = "/en/account/electronic-service"
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', own.client.get(address).text)[1]
    return own.client.post(address, data={"csrf_token": token, **typed}, follow_redirects=True)


def test_what_bears_no_seal_cannot_be_served(desk):
    reference = desk.record()
    said = words(desk.page("officer1", f"/admin/applications/{reference}/documents/1/serve"))
    assert "Not sealed: it cannot be served. No seal of the office is set" in said
    assert "Record the service" not in said
    assert "not yet served" in words(desk.page("officer1", f"/admin/applications/{reference}"))
    proof = desk.as_("officer1").get(f"/admin/applications/{reference}/documents/1/proof?copy=en")
    assert (proof.status_code, proof.mimetype) == (200, "application/pdf")
    assert f"filename={reference}-1-proof-en.pdf;" in proof.headers["Content-Disposition"]
    assert desk.as_("officer1").get(f"/admin/applications/{reference}/documents/2/proof").status_code == 404


def served_with_its_proof(desk, reference):
    typed = {"channel": "post", "on": "2026-03-02", "proof": "EMS 1234"}
    wrong = desk.act("officer1", reference, "documents/2/serve", **typed, receipt=(BytesIO(b"MZ"), "x.pdf"))
    assert (wrong.status_code, "neither a PDF nor a JPEG" in wrong.text) == (422, True)
    wrong = desk.act("officer1", reference, "documents/2/serve", **typed | {"on": ""}, receipt=(BytesIO(pdf()), "x.pdf"))
    assert (wrong.status_code, "Choose it once more." in wrong.text) == (422, True)
    return desk.act("officer1", reference, "documents/2/serve", **typed, receipt=(BytesIO(pdf()), "x.pdf"))


def the_signed_proof_is_added_later(desk, reference, corrected):
    assert corrected.status_code == 302
    address = f"/admin/applications/{reference}"
    assert "Add the signed proof" in desk.page("officer1", address)
    assert desk.as_("supervisor1").get(f"{address}/documents/2/receipt").status_code == 403
    wrong = desk.act("officer1", reference, "documents/2/receipt")
    assert (wrong.status_code, "Choose the scan of the signed proof." in wrong.text) == (422, True)
    wrong = desk.act("officer1", reference, "documents/2/receipt", receipt=(BytesIO(b"MZ"), "x.pdf"))
    assert (wrong.status_code, "neither a PDF nor a JPEG" in wrong.text) == (422, True)
    assert desk.act("officer1", reference, "documents/2/receipt", receipt=(BytesIO(pdf()), "x.pdf")).status_code == 302
    assert "Add the signed proof" not in desk.page("officer1", address)
    assert desk.as_("officer1").get(f"{address}/documents/2/receipt").status_code == 409


def the_signed_proof_is_sent(officer, own, page):
    assert "Signed proof" in page
    reference = own.file.reference
    address = f"/admin/applications/{reference}/documents/2/receipts/1"
    signed = officer.get(address)
    assert (signed.data, signed.headers["Content-Disposition"]) == (pdf(), f"attachment; filename={reference}-2-served-1.pdf")
    assert own.client.get(address).status_code in {302, 403, 404}


def test_a_refusal_is_served_by_post_and_the_record_corrected(refused, sealing, desk):
    own, officer, supervisor = refused, desk.as_("officer1"), desk.as_("supervisor1")
    officer.application = supervisor.application = sealing
    reference = own.file.reference
    before = words(own.get())
    assert "administrative reconsideration" in before
    assert "not yet served: the time of 60 days has not begun" in before
    assert "The decision is not yet served" in words(desk.page("officer1", f"/admin/decisions/{reference}-D"))
    assert "By the account" not in desk.page("officer1", f"/admin/applications/{reference}/documents/2/serve"), "nobody agreed"
    wrong = desk.act("officer1", reference, "documents/2/serve", channel="post", on="2026-03-03", proof="EMS 1")
    assert (wrong.status_code, "Give a day from 2026-03-02" in wrong.text) == (422, True)
    done = served_with_its_proof(desk, reference)
    assert done.location.endswith("#document-2")
    theirs, mine = words(desk.page("officer1", f"/admin/applications/{reference}")), words(own.get())
    for said in (theirs, mine):
        assert "served by post on 2 March 2026" in said
        assert "by 6 May 2026" in said, "sixty days end on 1 May, a holiday"
    assert "Proof: EMS 1234" in theirs
    assert "EMS 1234" not in mine
    the_signed_proof_is_sent(officer, own, theirs)
    assert "A document was served on you." in mine
    decided = words(desk.page("officer1", f"/admin/decisions/{reference}-D"))
    assert "The decision was served with effect from 2 March 2026" in decided
    assert "6 May 2026" in decided
    answers = [officer.get(f"/admin/applications/{reference}/documents/{number}/serve").status_code for number in (2, 3)]
    assert answers == [409, 404], "once is enough"
    corrected = {"channel": "counter", "on": "2026-03-02", "proof": "王小明本人", "reason": "系本人到窗口领取。"}
    the_signed_proof_is_added_later(desk, reference, desk.act("supervisor1", reference, "documents/2/correct_service", **corrected))
    again = words(desk.page("supervisor1", f"/admin/applications/{reference}"))
    assert "served at the counter on 2 March 2026" in again
    assert "corrected: 系本人到窗口领取。" in again
    assert "已向您送达" in own.get(language="zh")


def test_what_waits_stands_in_a_queue_and_is_served_from_there(refused, sealing, desk):
    own, officer = refused, desk.as_("officer1")
    officer.application = sealing
    home = words(desk.page("officer1", "/admin/"))
    assert "Issued: serve on the applicant 2 documents" in home
    assert "Of these overdue 1 document" in home, "that of acceptance, of last October"
    page = desk.page("officer1", "/admin/service/")
    said = words(page)
    assert said.index("Notice of acceptance 落户受〔2025〕") < said.index("Decision to refuse 落户不准〔2026〕")
    assert "not sealed" not in said, "it is sealed when it is served"
    assert "10 working days · office default, not law" in said
    counts = {query: words(desk.page("officer1", f"/admin/service/?{query}")) for query in ("kind=refused", "which=overdue")}
    assert all("1 record" in each for each in counts.values())
    assert "No document of this kind waits" in words(desk.page("officer1", "/admin/service/?kind=granted"))
    assert "/serve" not in desk.page("auditor1", "/admin/service/"), "an auditor reads alone"
    for number in re.findall(rf"/applications/{own.file.reference}/documents/(\d)/serve", page):
        sent = {"channel": "counter", "on": "2026-03-02", "proof": "本人"}
        assert desk.act("officer1", own.file.reference, f"documents/{number}/serve", **sent).status_code == 302
    assert "Every document that was issued is served." in words(desk.page("officer1", "/admin/service/"))
    assert "Nothing is overdue." in words(desk.page("officer1", "/admin/service/?which=overdue"))
    assert "Issued: serve on the applicant 0 documents" in words(desk.page("officer1", "/admin/"))


def test_who_agreed_is_served_by_the_account_until_they_withdraw(refused, sealing, desk):
    own, officer = refused, desk.as_("officer1")
    officer.application = sealing
    reference = own.file.reference
    missing = consent(own, version="1")
    assert (missing.status_code, "Read what you agree to" in missing.text) == (422, True)
    assert "You agreed to be served by your account." in consent(own, **AGREED).text
    assert "are served on you by this account" in own.client.get("/en/account").text
    assert desk.act("officer1", reference, "documents/1/serve", channel="account").status_code == 302
    assert "served by the account on 2 March 2026" in words(own.get())
    assert "Document served" in words(own.client.get("/en/account/messages").text)
    page = desk.page("officer1", f"/admin/applications/{reference}/documents/2/serve")
    assert "Withdrawn." in consent(own, withdraw="y").text
    token = dict(re.findall(r'name="(csrf_token|version)"[^>]*value="([^"]+)"', page.split('id="main-content"', 1)[1]))
    late = officer.post(f"/admin/applications/{reference}/documents/2/serve", data={**token, "channel": "account"})
    assert late.status_code == 422, "no longer a choice"
    assert "not yet served" in words(own.get())
