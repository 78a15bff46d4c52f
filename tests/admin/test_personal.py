"""更正个人信息 through the pages: asked in the account, answered in the console, read in the account."""

from __future__ import annotations

import re
from html import unescape

from tests.admin.steps import hidden
from tests.pages.own_files import Own, hidden_of

PAGE = "/en/account/corrections"
ASKED = {"reference": "", "datum": "姓名", "wrong": "王小名", "right": "王小明", "proof": "身份证"}


def ask(own, **changes):
    page = own.client.get(PAGE)
    assert page.status_code == 200
    return own.client.post(PAGE, data={**hidden_of(page.text), **ASKED, **changes})


def read(own):
    return unescape(own.client.get(PAGE).text)


def number_of(desk, receipt):
    page = desk.page("officer1", "/admin/personal/")
    return re.search(rf'/admin/personal/(\d+)">{receipt}', page)[1]


def test_what_is_wrong_is_asked_about_answered_and_read(office, desk):
    own = Own(office)
    assert "Put right what is held about you" in own.client.get("/en/account").text
    assert "Ask for it to be put right" in own.client.get("/en/account/archive").text
    wrong = ask(own, datum="", right="")
    assert (wrong.status_code, "王小名" in wrong.text, "Say which datum it is" in wrong.text) == (422, True, True)
    assert ask(own).status_code == 302
    page = read(own)
    receipt = re.search(r"Number of the receipt: (\w+)", page)[1]
    assert "The office answers by" in page
    assert "none of law" in page
    assert "Personal data to be corrected: answer" in desk.page("officer1", "/admin/")
    address = f"/admin/personal/{number_of(desk, receipt)}"
    form = desk.page("officer1", address)
    assert "王小名" in form
    assert "only a correction of the decision" not in form
    for typed, words in (({}, "Choose what you answer."), ({"kind": "refused", "reason": "长" * 4001}, "长" * 4001)):
        answer = desk.send("officer1", address, **typed)
        assert (answer.status_code, words in answer.text) == (422, True)
    said = {"kind": "refused", "reason": "与身份证一致。"}
    assert desk.as_("officer1").post(address, data={**hidden(form), **said}).status_code == 302
    late = desk.as_("officer1").post(address, data={**hidden(form), **said})
    assert (late.status_code, "与身份证一致。" in unescape(late.text)) == (409, True)
    page = read(own)
    assert "It is not corrected:" in page
    assert "与身份证一致。" in page
    assert "Administrative litigation, before:" in page
    assert receipt in desk.page("supervisor1", "/admin/personal/?which=answered")
    assert "It is answered." in desk.page("officer1", address)
    assert desk.as_("auditor1").get(address).status_code == 403


def test_a_request_about_an_open_file_leads_to_the_act_that_amends_it(office, desk):
    own = Own(office)
    own.file.begin()
    own.file.submit()
    own.file.accept()
    assert ask(own, reference=own.file.reference).status_code == 302
    receipt = re.search(r"Number of the receipt: (\w+)", read(own))[1]
    page = desk.page("officer1", f"/admin/personal/{number_of(desk, receipt)}")
    assert f"/admin/applications/{own.file.reference}/amend" in page
    assert ask(own, reference="2026-999999").status_code == 404
