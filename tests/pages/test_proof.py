"""The holder downloads a proof with what they choose to show; anybody verifies a document by its QR code."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.code import spaced, with_check
from scoring.casework.issue import document_place
from scoring.notices.recomputing import verify_bundle
from scoring.records.sealing import seal_of
from scoring.records.tables import ApplicationRow, DocumentRow
from scoring.settings import Limits
from tests.casework.stories import GRANT
from tests.pages.own_files import Own, hidden_of


@pytest.fixture
def own(app):
    applicant = Own(app)
    applicant.file.begin()
    applicant.file.submit()
    return applicant


def marks(own):
    """The number and the secret that the QR code of the decision holds."""
    with own.services.transaction() as session:
        rows = sa.select(DocumentRow).join(ApplicationRow, ApplicationRow.id == DocumentRow.application_id)
        row = session.scalars(rows.where(ApplicationRow.reference == own.file.reference, DocumentRow.kind == "granted")).one()
        content = seal_of(session, row.application_id).open_document(row.content, document_place(row.number))
        return {"number": row.reference, "secret": content["secret"]}


def test_the_holder_chooses_what_the_proof_shows(own):
    own.get("/proof", 404)  # nothing is decided
    own.decide(GRANT, "grant", "核查属实。")
    assert f"{own.path}/proof" in own.get()
    page = own.get("/proof")
    for words in ("Name and identity number of the applicant", "Reasons of the decision", "What the bundle shows"):
        assert words in page
    assert "决定的证明" in own.get("/proof", language="zh")
    facts = re.findall(r'value="(fact:\w+)"', page)
    sent = hidden_of(page) | {"shown": [*facts, "person:0"]}
    answer = own.client.post(own.path + "/proof", data=sent)
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    verdict, decided, told = verify_bundle(answer.data)
    assert (verdict, decided["decision"]["reference"]) == ("equal", f"{own.file.reference}-D")
    assert own.identity_number.reveal().encode() in answer.data
    assert answer.data == own.client.post(own.path + "/proof", data=sent).data
    assert verify_bundle(own.client.post(own.path + "/proof", data=hidden_of(page)).data)[0] == "withheld"
    assert told["service"] in own.client.get("/en/verify").text


def test_anybody_verifies_a_document_by_its_qr_code(own):
    own.decide(GRANT, "grant", "核查属实。")
    anybody, asked = own.client.application.test_client(), marks(own)
    page = anybody.get("/en/verify", query_string=asked)
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    for words in ("Valid", "Issued on", "Last 4 characters"):
        assert words in page.text
    assert own.file.reference not in page.text
    assert "有效" in anybody.get("/zh/verify", query_string=asked).text
    wrong = anybody.post("/en/verify", data=hidden_of(page.text) | {"tail": "000A"})
    assert "These are not the last characters" in wrong.text
    right = anybody.post("/en/verify", data=hidden_of(page.text) | {"tail": own.identity_number.reveal()[-4:]})
    for words in (own.file.reference, "Digest (SHA-256)", "王**"):
        assert words in right.text
    assert "王小明" not in right.text
    changes = ({"number": "none"}, {"secret": "none"})
    bodies = {main_of(anybody.get("/en/verify", query_string=asked | changed)) for changed in changes}
    assert len(bodies) == 1
    assert "No document has this number" in bodies.pop()


def test_who_cannot_scan_types_number_and_code(own):
    own.decide(GRANT, "grant", "核查属实。")
    anybody, asked = own.client.application.test_client(), marks(own)
    typed = {
        "number": asked["number"].replace("〔", " [").replace("〕", "] ").rstrip("号"),
        "secret": spaced(asked["secret"]).lower(),
    }
    token = hidden_of(anybody.get("/en/verify").text)
    found = anybody.post("/en/verify", data=token | typed)
    assert "Valid" in found.text
    assert asked["secret"] not in found.request.url
    rest = hidden_of(found.text) | {"tail": own.identity_number.reveal()[-4:]}
    assert own.file.reference in anybody.post("/en/verify", data=rest).text
    for wrong, field in (({"number": " "}, "number"), ({"secret": ""}, "secret"), ({"secret": typed["secret"][:-1]}, "secret")):
        refused = anybody.post("/en/verify", data=token | typed | wrong)
        assert (refused.status_code, f'href="#{field}"' in refused.text) == (422, True)
    other = with_check(asked["secret"][:-2] + ("A" if asked["secret"][-2] != "A" else "B"))
    assert "No document has this number" in anybody.post("/en/verify", data=token | typed | {"secret": other}).text
    slip = asked["secret"][:-1] + ("A" if asked["secret"][-1] != "A" else "B")
    assert "A sign of the code is wrong" in anybody.post("/en/verify", data=token | typed | {"secret": slip}).text


def main_of(answer):
    return answer.text.split('id="main-content"', 1)[1].split("</main>", 1)[0]


def test_guessing_is_locked_after_five_misses_whether_there_is_such_a_number_or_not(template, opened):
    limits = Limits(sign_in=5, sign_in_address=0, api=0, look_up=0, upload=0)
    client = opened(replace(template.settings, database_url=template.copy("tried"), limits=limits)).test_client()
    for number in ("落户准〔2026〕1号", "none"):
        asked = {"number": number, "secret": "wrong"}
        assert [client.get("/en/verify", query_string=asked).status_code for _ in range(6)] == [200] * 5 + [429]
