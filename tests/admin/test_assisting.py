"""Assisted filing at the counter: an officer fills an application in by the card, and takes the signed form."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape

import pytest

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.casework.own_queries import read_draft
from scoring.casework.save_draft import save_draft
from tests.admin.steps import hidden
from tests.evidence import made
from tests.pages.at_the_counter import officer_of
from tests.sending import send_scan

COUNTER = "/admin/counter/"
PREPARE, TAKE = f"{COUNTER}prepare", f"{COUNTER}take-form"
NUMBER = "430103198203100011"
CARD = {"name": "李示例", "identity_number": NUMBER, "scheme": "ningbo", "saw_card": "y", "consent": "y"}
FACTS = {
    "birth_date": "1982-03-10",
    "education": "junior_college",
    "skill_or_title": "technician",
    "holds_residence_permit": True,
    "holds_labour_contract": True,
    **dict.fromkeys(("residence_months",), 84),
    **dict.fromkeys(("pension_months", "medical_months", "injury_months"), 72),
}


class Typing:
    """The officer at the counter with one draft."""

    def __init__(self, desk, services):
        self.desk, self.services, self.client = desk, services, desk.as_("officer1")
        self.holder = Holder(officer_of(services).account_id)
        answer = desk.send("officer1", PREPARE, **CARD)
        assert answer.status_code == 302, answer.text
        self.reference = answer.location.rsplit("/", 1)[1]

    def fill(self, **changes):
        draft = read_draft(self.services.transaction, self.reference, holder=self.holder)
        content = replace(draft.content, facts=FACTS | changes)
        shown, at = Shown(self.reference, draft.version), self.services.clock.now()
        save_draft(self.services.transaction, self.services.library, shown, content, holder=self.holder, at=at)

    def get(self, page="", status=200):
        answer = self.client.get(f"/en/draft/{self.reference}{'/' + page if page else ''}")
        assert answer.status_code == status, answer.text
        return unescape(answer.text)

    def code(self):
        return re.search(r'id="form-code">([^<]+)<', self.get("form"))[1]

    def found(self, code=None):
        return self.desk.send("officer1", TAKE, reference=self.reference, code=code or self.code())

    def take(self, page, *, scan=True, **changes):
        typed = {**hidden(page), "compared": "y"} | changes
        if scan:
            typed["file"] = (io.BytesIO(made.image("JPEG")), "扫描.jpg")
        return self.client.post(TAKE, data=typed)


@pytest.fixture
def typing(desk, office):
    from scoring.web.services import services_of

    return Typing(desk, services_of(office))


@pytest.fixture
def filled(typing):
    typing.fill()
    return typing


def test_from_the_card_to_the_receipt(filled, desk):
    assert "Application for 李**" in filled.get()
    assert 'href="/admin/"' in filled.get()
    assert filled.reference in desk.page("officer1", PREPARE)
    assert desk.send("officer1", PREPARE, **CARD).location.endswith(filled.reference), "one draft a person"
    page = filled.found().text
    assert "The code is that of the draft as it is now" in page
    assert "李**" in page
    done = filled.take(page)
    assert (done.status_code, "The application is submitted" in done.text) == (200, True)
    again = filled.take(page)
    assert re.search(r"app-digest\">(\w+)<", again.text)[1] == re.search(r"app-digest\">(\w+)<", done.text)[1]
    file = desk.page("officer1", f"/admin/applications/{filled.reference}")
    assert "Signed application form" in file
    assert "filled in at the counter, confirmed on paper" in file
    assert filled.client.get(f"/en/draft/{filled.reference}").location == "/admin/"
    confirmed = desk.page("officer1", PREPARE).split('id="confirmed"')[1].split("</ul>")[0]
    assert filled.reference in confirmed


def test_a_form_printed_before_a_change_is_refused(filled):
    code = filled.code()
    page = filled.found(code).text
    filled.fill(volunteer_hours=10)
    late = filled.take(page)
    assert (late.status_code, "print the form anew" in late.text) == (422, True)
    answer = filled.found(code)
    assert (answer.status_code, "print the form anew" in answer.text) == (422, True)
    assert (
        "重新打印"
        in filled.client.post(
            f"{TAKE}?lang=zh", data={**hidden(filled.client.get(TAKE).text), "reference": filled.reference, "code": code}
        ).text
    )


@pytest.mark.parametrize(
    ("scan", "changes", "words"),
    [
        (False, {}, "Scan the signed form in"),
        (True, {"compared": ""}, "Compare the form with the card"),
        (True, {"file": (io.BytesIO(b"MZ"), "x.exe")}, "PDF"),
    ],
)
def test_what_taking_needs(filled, scan, changes, words):
    page = filled.found().text
    answer = filled.take(page, scan=scan and "file" not in changes, **changes)
    assert (answer.status_code, words in unescape(answer.text)) == (422, True)
    assert filled.get()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"saw_card": ""}, "Confirm that you saw the card"),
        ({"consent": ""}, "Read what you agree to"),
        ({"name": " "}, "Type the name"),
        ({"identity_number": "1"}, "Type the 18 characters"),
        ({"scheme": "guangzhou"}, "nobody applies at the counter"),
    ],
)
def test_what_opening_needs(desk, changes, words):
    answer = desk.send("officer1", PREPARE, **CARD | changes)
    assert (answer.status_code, words in unescape(answer.text)) == (422, True)


def test_others_find_neither_pages_nor_draft(filled, desk, sign_in):
    assert desk.as_("supervisor1").get(PREPARE).status_code == 403
    assert desk.as_("supervisor1").get(TAKE).status_code == 403
    assert desk.as_("supervisor1").get(f"/en/draft/{filled.reference}").status_code == 403
    assert sign_in("applicant1").get(f"/en/draft/{filled.reference}").status_code == 404
    assert "Take a signed application form" in desk.page("officer1", TAKE).split("<h1", 1)[1][:80]
    answer = desk.send("officer1", TAKE, reference="nothing", code="ABC")
    assert (answer.status_code, "Compare the number on the form" in answer.text) == (422, True)


def test_the_signed_form_is_scanned_in(filled):
    answer = send_scan(filled.client, TAKE, "file", **hidden(filled.found().text), compared="y")
    assert (answer.status_code, "The application is submitted" in answer.text) == (200, True)
