"""异议 through the pages: by anybody, heard by the applicant, dismissed or upheld by two people; nobody learns who objected."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest

from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_publicity import applied, on_day, send, village  # noqa: F401 - fixtures
from tests.casework.stories import ON, number
from tests.evidence.made import pdf
from tests.pages.own_files import hidden_of

SECRETS = ("金丝雀", "canary.objects@example.cn", "金丝雀说他没有住满")


@pytest.fixture
def listed(office, desk, village):  # noqa: F811 - the fixture
    """Somebody who applied online stands on a list alone; gives them and the address of their line."""
    village(names=())
    own = applied(office)
    answer = send(desk, "supervisor1")
    assert answer.status_code == 302
    return own, f"/en/publicity/{answer.location.rsplit('/', 1)[1]}/lines/1"


def object_to(app, address, **changes):
    """Object as anybody; gives the answer."""
    visitor = app.test_client()
    page = visitor.get(address)
    assert page.status_code == 200
    typed = {"name": SECRETS[0], "contact": SECRETS[1], "words": SECRETS[2], "identity_number": number().reveal(), "signed": "y"}
    typed |= {"is_to_be_told": "y", "files": (BytesIO(pdf()), f"{SECRETS[0]}.pdf")}
    return visitor, visitor.post(address, data={**hidden_of(page.text), **typed, **changes})


def do(desk, who, own, act, reason, n=1):
    address = f"/admin/applications/{own.file.reference}/objections/{n}"
    page = desk.page(who, address)
    return desk.as_(who).post(address, data={**hidden(page), "act": act, "reason": reason})


def wrong_ones_come_back(app, address):
    """Beside the inputs, with what was typed."""
    wrong = object_to(app, address, signed="", name="", identity_number="1")[1]
    assert (wrong.status_code, "Give your name as it stands" in wrong.text) == (422, True)
    everything = object_to(app, address, signed="", name="", identity_number="1", contact="", words=" ")[1]
    assert everything.status_code == 422
    summary = everything.text.split("govuk-error-summary", 1)[1].split("</ul>", 1)[0]
    assert [f'href="#{name}"' in summary for name in ("words", "name", "identity_number", "contact", "signed")] == [True] * 5
    assert "What you chose is not kept by the page." in wrong.text
    wrong = object_to(app, address, files=(BytesIO(b"MZ"), "x.pdf"))[1]
    assert (wrong.status_code, "neither a PDF nor a JPEG" in wrong.text) == (422, True)


def what_was_handed_in_is_sent_to_who_looks_into_it(desk, own, page):
    assert "yes, at this contact" in page
    file = f"/admin/applications/{own.file.reference}/objections/1/files/1"
    sent = desk.as_("supervisor1").get(file)
    assert (sent.mimetype, sent.headers["Content-Disposition"]) == ("application/pdf", "attachment; filename=objection-1-1.pdf")
    assert desk.as_("officer1").get(file).status_code in {403, 404}
    assert own.client.get(file).status_code in {302, 403, 404}


def who_looks_into_it_reads_whether_they_are_told(desk, own):
    pages = [desk.page(who, f"/admin/applications/{own.file.reference}/objections/1") for who in ("supervisor1", "officer1")]
    assert [("Message to who objects" in each, "Waiting to be sent" in each) for each in pages] == [(True, True), (False, False)]


def test_an_objection_is_sent_heard_and_dismissed(office, desk, listed, on_day):  # noqa: F811
    own, address = listed
    assert "Object" in office.test_client().get(address.rsplit("/lines", 1)[0]).text
    wrong_ones_come_back(office, address)
    visitor, answer = object_to(office, address)
    assert answer.status_code == 302
    looked_up = visitor.get(f"/en/publicity?receipt={answer.location.rsplit('/', 1)[1]}")
    receipt = visitor.get(looked_up.location)
    assert "the office looks into it" in receipt.text
    assert receipt.headers["X-Robots-Tag"].startswith("noindex")
    assert visitor.get(address.replace("/1", "/7") if address.endswith("/1") else address).status_code == 404
    assert own.file.reference in desk.page("supervisor1", "/admin/publicity/")
    page = unescape(desk.page("supervisor1", f"/admin/applications/{own.file.reference}/objections/1"))
    assert all(secret in page for secret in SECRETS)
    assert not any(secret in desk.page("officer1", f"/admin/applications/{own.file.reference}/objections/1") for secret in SECRETS)
    what_was_handed_in_is_sent_to_who_looks_into_it(desk, own, page)
    assert do(desk, "supervisor1", own, "", "x").status_code == 422
    assert do(desk, "supervisor1", own, "tell", " ").status_code == 422
    assert do(desk, "supervisor1", own, "tell", "有人认为年限不足。").status_code == 302
    assert "The office waits for your answer." in own.get()
    assert own.send("/objections/1", answer=" ")[0].status_code == 422
    form = own.get("/objections/1")
    assert "有人认为年限不足。" in form
    assert own.send("/objections/1", form, answer="我已住满。")[0].status_code == 302
    assert own.send("/objections/1", form, answer="我已住满。")[0].status_code == 409
    assert do(desk, "supervisor1", own, "dismiss", "年限已核实。").status_code == 302
    who_looks_into_it_reads_whether_they_are_told(desk, own)
    assert "年限已核实。" in unescape(visitor.get(answer.location).text)
    assert "The objection was dismissed." in own.get("/objections/1")
    on_day(ON + timedelta(days=9))
    assert desk.act("supervisor1", own.file.reference, "decide", act="grant", reason="Agreed.").status_code == 302


def test_of_two_who_look_into_an_objection_the_later_one_keeps_the_words(office, desk, listed):
    own, address = listed
    assert object_to(office, address)[1].status_code == 302
    page = f"/admin/applications/{own.file.reference}/objections/1"
    seen = hidden(desk.page("supervisor2", page))
    assert do(desk, "supervisor1", own, "tell", "有人认为年限不足。").status_code == 302
    late = desk.as_("supervisor2").post(page, data={**seen, "act": "dismiss", "reason": "年限已核实。"})
    assert late.status_code == 409
    assert "年限已核实。" in unescape(late.text)


def test_upheld_by_two_people_it_is_refused_and_the_applicant_never_learns_who_objected(office, desk, listed):
    own, address = listed
    _visitor, answer = object_to(office, address)
    secrets = (*SECRETS, answer.location.rsplit("/", 1)[1])
    early = desk.act("supervisor1", own.file.reference, "decide", act="grant", reason="Agreed.")
    assert early.status_code == 409
    assert "Close every objection first" in unescape(early.text)
    assert do(desk, "supervisor1", own, "tell", "有人认为年限不足。").status_code == 302
    assert do(desk, "supervisor1", own, "hear", "本人称已住满。").status_code == 302
    assert do(desk, "supervisor1", own, "propose_whole", "年限确实不足。").status_code == 302
    assert "Waits for the head" in desk.page("head1", f"/admin/applications/{own.file.reference}")
    assert "There is nothing that you could do" in desk.page(
        "supervisor1", f"/admin/applications/{own.file.reference}/objections/1"
    )
    assert do(desk, "head1", own, "uphold", "年限不足，异议成立。").status_code == 302
    assert "Refused" in own.get()
    for language in ("en", "zh"):
        for page in every_page(own, language):
            assert not any(secret in page for secret in secrets)


def every_page(own, language):
    """Open every page that leads on from the applicant's own, to a depth of three, and the archive."""
    seen, waiting = set(), [f"/{language}/account", own.path.replace("/en/", f"/{language}/")]
    while waiting:
        address = waiting.pop()
        if address in seen or re.search(r"sign-out|close|/static/|/schemes/|/check/|withdraw", address):
            continue
        seen.add(address)
        answer = own.client.get(address)
        yield unescape(answer.get_data().decode("utf-8", "replace"))
        if address.startswith((f"/{language}/account", f"/{language}/receipt", f"/{language}/publicity")):
            waiting += re.findall(rf'href="(/{language}/[^"#?]*)', answer.get_data().decode("utf-8", "replace"))


def test_an_objection_is_recorded_at_the_counter_and_upheld_in_part(desk, listed):
    own, _address = listed
    address = f"/admin/applications/{own.file.reference}/objections/new"
    typed = {"name": SECRETS[0], "contact": SECRETS[1], "words": SECRETS[2], "identity_number": number().reveal(), "signed": "y"}
    page = desk.page("officer2", address)
    empty = desk.as_("officer2").post(address, data={**hidden(page), **dict.fromkeys(typed, "")})
    assert empty.status_code == 422
    assert [f'href="#{name}"' in empty.text for name in typed] == [True] * len(typed)
    wrong = desk.as_("officer2").post(address, data={**hidden(page), **typed, "files": (BytesIO(b"MZ"), "x.pdf")})
    assert (wrong.status_code, "neither a PDF nor a JPEG" in wrong.text) == (422, True)
    assert desk.as_("officer2").post(address, data={**hidden(page), **typed}).status_code == 302
    assert desk.as_("officer2").get(address.replace(own.file.reference, "2026-000001")).status_code in {404, 409}
    assert do(desk, "supervisor1", own, "tell", "有人认为年限不足。").status_code == 302
    assert do(desk, "supervisor1", own, "hear", "本人称已住满。").status_code == 302
    for act, who in (("propose_part", "supervisor1"), ("return", "head1"), ("propose_part", "supervisor1")):
        assert do(desk, who, own, act, "部分属实。").status_code == 302
    assert do(desk, "head1", own, "uphold_in_part", "部分属实，重新核查。").status_code == 302
    assert "部分属实，重新核查。" in desk.page("officer1", f"/admin/applications/{own.file.reference}")
    assert "There is nothing that you could do" in desk.page("head1", f"/admin/applications/{own.file.reference}/objections/1")


def test_after_the_last_day_nobody_objects(office, listed, on_day):  # noqa: F811
    _own, address = listed
    visitor = office.test_client()
    on_day(date(2026, 3, 10))
    assert visitor.get(address).status_code == 410
    assert visitor.get("/en/publicity/receipts/guess").status_code == 404
    assert services_of(office).clock.today() == date(2026, 3, 10)
