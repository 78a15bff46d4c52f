"""One file under two policies: terms, organ and remedies of each stand in the clock, on the page and in the letters, for both readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from scoring.application.filing import Asked
from scoring.casework.accept import accept_on_silence
from scoring.casework.publish_folder import publish_folder
from scoring.casework.submit_application import receiving_offices
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_deadlines import SILENT, words
from tests.casework import hamlet
from tests.casework.filings import content_for
from tests.casework.stories import AT
from tests.certificates import office_seal
from tests.pages.own_files import Own
from tests.proving_seals import proven

STATED = """\
procedure:
  organ: {is: {zh: 小村落户办, en: Village settling board}, reference: art. 2}
  channels: [online]
  days:
    accept: {n: 3, unit: days, from: receipt, reference: art. 5}
    supplement: {n: 7, unit: days, from: service, reference: art. 7}
    verify: {n: 10, unit: days, from: receipt, reference: art. 9}
    decide: {n: 30, unit: working_days, from: acceptance}
  remedies:
    - {kind: review, within: {n: 5, unit: working_days, from: decision, reference: art. 20}}
    - {kind: litigation, organ: {zh: 小村法院, en: Village court}, within: {n: 3, unit: months, from: service}, reference: art. 21}
"""
WHY = "不属于本村受理范围。"


@pytest.fixture
def apply(office, tmp_path):
    """Publishes one scheme twice, as `hamlet` whose procedure is silent and as `village` whose is not; hands the same in under either."""
    for scheme, procedure in (("hamlet", SILENT), ("village", STATED)):
        folder = tmp_path / scheme
        folder.mkdir()
        text = hamlet.text(first="2026-03-01").replace("scheme: hamlet", f"scheme: {scheme}").replace(SILENT, procedure)
        (folder / "1.yaml").write_text(text, "utf-8")
        (folder / "1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(office)
    publish_folder(services.transaction, tmp_path, at=AT)
    services.live.refresh()
    contacts = iter(("13800138000", "13800138001", "13800138002"))

    def handed_in(scheme):
        own = Own(office, next(contacts))
        own.services = services
        own.file.at = services.clock.now()
        own.file.office = replace(own.file.office, library=services.library)
        own.file.mode = "demonstration"
        offices = receiving_offices(services.transaction, services.library.find(scheme, "1"))
        own.file.begin(scheme=scheme, content=content_for(own.file.holder, facts={"years": 5}, office=offices[0].id))
        own.file.submit()
        return own

    return handed_in


def accepted(own):
    own.file.accept()
    return own


def asked(own):
    timing = own.services.timing
    own.file.ask((Asked("residence", "请补交居住证明。", "第三条"), Asked("family", "请补交结婚证。", "第四条")), timing=timing)
    return own


def not_accepted(own):
    own.file.propose(reason=WHY)
    own.file.not_accept(reason=WHY)
    return own


def letter(own, desk, number=1, language="en"):
    """What the document says, and that the officer reads the same but for the name."""
    mine = words(own.get(f"/documents/{number}/read", language=language).split("<article", 1)[1].split("</section>")[0])
    desk.as_("officer1").set_cookie("lang", language)
    page = desk.page("officer1", f"/admin/applications/{own.file.reference}/documents/{number}/read")
    theirs = words(page.split("<article", 1)[1].split("</section>")[0])
    desk.as_("officer1").delete_cookie("lang")
    assert theirs.replace("王**", "王小明") == mine
    return mine


def clock(desk, own):
    desk.as_("officer1").set_cookie("lang", "en")
    return words(desk.page("officer1", f"/admin/applications/{own.file.reference}"))


def test_acceptance_under_two_policies(apply, desk):
    silent, stated = accepted(apply("hamlet")), accepted(apply("village"))
    assert "Recommendation · by 30 March 2026" in clock(desk, silent)
    assert "by 30 March 2026" in words(silent.get())
    said = letter(silent, desk)
    assert "this office Notice of acceptance" in said
    assert "until 30 March 2026 (a term of the office, none of law)" in said
    assert "Recommendation · by 12 March 2026" in clock(desk, stated)
    assert "by 12 March 2026" in words(stated.get())
    said = letter(stated, desk)
    for stands in (
        "Village settling board Notice of acceptance 落户受〔2026〕",
        "王小明:",
        "accepted as of 2 March 2026",
        "until 12 March 2026 (art. 9)",
        "until 14 April 2026",
        "not sealed",
        "not yet served",
        stated.file.reference,
    ):
        assert stands in said, stands
    chinese = letter(stated, desk, language="zh")
    for stands in ("小村落户办 受理通知书", "自2026年3月2日起予以受理", "2026年3月12日", "未盖章", "尚未送达"):
        assert stands in chinese, stands


def test_what_is_missing_under_two_policies(apply, desk):
    silent, stated = asked(apply("hamlet")), asked(apply("village"))
    assert "by 23 March 2026" in clock(desk, silent)
    assert "by 23 March 2026" in words(silent.get())
    assert "Hand it in by 23 March 2026, that day included. The term is 15 working days" in letter(silent, desk)
    assert "by 9 March 2026" in clock(desk, stated)
    assert "by 9 March 2026" in words(stated.get())
    said = letter(stated, desk)
    assert "Hand it in by 9 March 2026, that day included. The term is 7 days" in said
    assert "Residence: 请补交居住证明。 (basis: 第三条)" in said
    assert "Family members: 请补交结婚证。" in said
    chinese = letter(stated, desk, language="zh")
    for stands in ("小村落户办 一次性补正告知书", "请在2026年3月9日前（含当日）补正", "未盖章"):
        assert stands in chinese, stands


def test_not_accepting_under_two_policies_tells_the_remedies_of_each_and_their_days_once_it_is_served(apply, desk):
    silent, stated = not_accepted(apply("hamlet")), not_accepted(apply("village"))
    said = letter(silent, desk)
    assert WHY in said
    assert "administrative reconsideration (the administrative reconsideration authority in charge): not yet served" in said
    said = letter(stated, desk)
    assert "Village settling board Decision not to accept" in said
    assert "review by the authority (Village settling board): by 9 March 2026" in said, "this one runs from the decision"
    assert "administrative litigation (Village court): not yet served: the time of 3 months has not begun" in said
    file = SimpleNamespace(reference=silent.file.reference)
    silent.office.seal(file, at=silent.services.clock.now())
    sent = {"channel": "post", "on": "2026-03-02", "proof": "EMS 1"}
    assert desk.act("officer1", silent.file.reference, "documents/1/serve", **sent).status_code == 302
    said = letter(silent, desk)
    for stands in ("sealed", "served by post on 2 March 2026", "(this office): by 16 March 2026", "in charge): by 6 May 2026"):
        assert stands in said, stands
    chinese = letter(silent, desk, language="zh")
    for stands in ("不予受理决定书", WHY, "2026年3月2日邮寄送达", "行政复议（有管辖权的行政复议机关）：2026年5月6日"):
        assert stands in chinese, stands


def test_silence_that_accepts_is_said(apply, desk):
    own = apply("village")
    services = own.services
    accept_on_silence(services.transaction, services.library, services.timing, at=own.file.at + timedelta(days=8))
    said = letter(own, desk)
    assert "neither accepted nor asked for anything within its term" in said
    assert "counts as accepted since 2 March 2026" in said


def test_documents_are_listed_with_the_file_and_those_there_are_not_are_not_found(apply, desk):
    own = apply("village")
    own.get("/documents/1/read", status=404)
    asked(own)
    assert f'href="{own.path}/documents/1/read"' in own.get()
    assert "Notice of everything that is missing" in clock(desk, own)
    own.get("/documents/2/read", status=404)
    assert desk.as_("officer1").get(f"/admin/applications/{own.file.reference}/documents/2/read").status_code == 404


def test_whoever_tries_addresses_sees_no_letter_of_another(apply):
    one, other = accepted(apply("hamlet")), apply("village")
    for reference in (one.file.reference, one.file.reference.lower(), "2026-00000000-00", "1"):
        answer = other.client.get(f"/en/account/applications/{reference}/documents/1/read")
        assert (answer.status_code, "王小明" in answer.text) == (404, False), reference
    one.get("/documents/1/read")


def test_an_officer_sees_the_name_in_full_for_a_reason_alone(apply, desk):
    own = accepted(apply("village"))
    address = f"/admin/applications/{own.file.reference}/documents/1/read"
    page = desk.page("officer1", address)
    assert "王小明" not in page
    refused = desk.send("officer1", address, reason=" ")
    assert (refused.status_code, "王小明" in refused.text) == (422, False)
    shown = desk.send("officer1", address, reason="打印送达")
    assert (shown.status_code, "王小明" in shown.text) == (200, True)
    assert "王小明" not in desk.page("officer1", address)
    nothing = desk.as_("officer1").post(address.replace("/1/", "/2/"), data={**hidden(page), "reason": "x"})
    assert nothing.status_code == 404
    assert own.file.reference in desk.page("auditor1", "/admin/access/")


def test_of_everybody_in_a_grant_the_officer_sees_no_name(desk):
    reference = desk.granted()
    page = words(desk.page("officer1", f"/admin/applications/{reference}/documents/2/read"))
    assert "Decision to grant" in page
    assert "spouse: 李**" in page
    assert "示范" not in page


def test_what_was_issued_is_downloaded_by_its_holder_and_the_office_and_by_nobody_else(apply, desk):
    one, other = accepted(apply("village")), apply("hamlet")
    assert 'id="documents"' not in other.get(), "nothing was issued yet"
    assert f'href="{one.path}/documents/1"' in one.get()
    console = f"/admin/applications/{one.file.reference}/documents/1"
    assert f'href="{console}"' in desk.page("officer1", f"/admin/applications/{one.file.reference}")
    mine, theirs = one.client.get(f"{one.path}/documents/1"), desk.as_("officer1").get(console)
    assert mine.data == theirs.data, "the same bytes for everybody"
    for answer in (mine, theirs):
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={one.file.reference}-1-acceptance.pdf;")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    desk.as_("auditor1").set_cookie("lang", "en")
    assert "Document issued, number 1 of its file" in words(desk.page("auditor1", "/admin/access/"))
    copy = one.client.get(f"{one.path}/documents/1?copy=en")
    assert copy.data != mine.data
    assert "acceptance-en.pdf" in copy.headers["Content-Disposition"]
    for number in (1, 2):
        assert other.client.get(f"{one.path}/documents/{number}").status_code == 404, number
    assert one.client.get(f"{one.path}/documents/2").status_code == 404
    assert desk.as_("officer1").get(f"{console[:-1]}2").status_code == 404


@pytest.fixture
def sealing(office, opened, tmp_path):
    """The same service with its console, after the office got a seal."""
    import admin

    app = opened(replace(services_of(office).settings, seal=office_seal(tmp_path / "seal")))
    admin.register(app, services_of(app))
    return app


def test_once_the_office_has_a_seal_what_it_issued_is_sealed_when_it_is_downloaded(office, apply, desk, sealing):
    own, officer = accepted(apply("village")), desk.as_("officer1")
    console = f"/admin/applications/{own.file.reference}"
    pages = (own.path, own.client), (console, officer)
    for page, client in pages:
        said = words(client.get(page).text)
        assert "not sealed" in said
        assert "A document is sealed soon after it was issued" not in said, "without a seal that is never"
    unsealed = officer.get(f"{console}/documents/1").data
    own.client.application = officer.application = sealing
    for page, client in pages:
        assert "A document is sealed soon after it was issued" in words(client.get(page).text)
    mine = own.client.get(f"{own.path}/documents/1").data
    assert proven(mine, services_of(sealing).clock.now())[0].intact
    assert mine != unsealed
    own.client.application = officer.application = office
    assert officer.get(f"{console}/documents/1").data == mine, "for ever, also without the seal"
    for page, client in pages:
        said = words(client.get(page).text)
        assert "sealed by CN=某某市公安局" in said
        assert "A document without a seal" not in said
    assert "已盖章（证书：CN=某某市公安局）" in own.get(language="zh")
    assert b"/ByteRange" not in own.client.get(f"{own.path}/documents/1?copy=en").data, "the copy is not the document"
    assert b"/ByteRange" in mine
    assert "Document sealed" in desk.page("auditor1", "/admin/journal/?search=seals")


def test_the_console_seals_too(apply, desk, sealing):
    own, officer = accepted(apply("village")), desk.as_("officer1")
    console = f"/admin/applications/{own.file.reference}/documents/1"
    officer.application = sealing
    found = officer.get(console).data
    assert proven(found, services_of(sealing).clock.now())[0].intact
    assert officer.get(console).data == found == own.client.get(f"{own.path}/documents/1").data
