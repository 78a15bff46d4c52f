"""Officers take files in and look at them; no browser ever opens what somebody handed in."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.admin.steps import hidden
from tests.evidence import made


@pytest.fixture
def reference(desk):
    return desk.record()


@pytest.fixture
def add(desk, reference):
    """Takes a file in through the page; gives the answer."""

    def add_(content=None, name="证书.pdf", *, purpose="diploma", **inputs):
        upload = (io.BytesIO(made.pdf(3) if content is None else content), name)
        return desk.act("officer1", reference, "evidence/add", purpose=purpose, file=upload, **inputs)

    return add_


def test_a_file_is_taken_in_and_stands_in_the_list(desk, reference, add):
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Diploma" in page
    assert "Missing" in page
    answer = add(valid_from="2026-03-01", valid_to="2027/3/1")
    assert (answer.status_code, answer.location) == (302, f"/admin/applications/{reference}#evidence")
    page = desk.page("supervisor1", f"/admin/applications/{reference}")
    assert "File 1" in page
    assert "证书.pdf" not in page
    assert "Evidence taken in" in page
    assert "Take a file in" not in page
    page = desk.page("auditor1", f"/admin/applications/{reference}/evidence/1?page=2")
    assert f'src="/admin/applications/{reference}/evidence/1/page/2"' in page
    assert "Not scanned for viruses" in page
    assert "证书.pdf" in page
    assert "1 March 2027" in page


def test_what_is_demanded_can_be_chosen_and_comes_first(desk, reference):
    page = desk.page("officer1", f"/admin/applications/{reference}/evidence/add?kind=diploma")
    assert '<option selected value="diploma">' in page
    assert page.index('value="diploma"') < page.index('value="patent_certificate"')
    assert 'value="crime_record"' not in page
    assert 'value="identity_card:' in page


def test_a_file_is_only_ever_an_attachment(desk, reference, add):
    add()
    answer = desk.as_("supervisor1").get(f"/admin/applications/{reference}/evidence/1/file")
    assert answer.data.startswith(b"%PDF-")
    name = f"{reference}-1.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}; filename*=UTF-8''{name}"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


def test_what_is_looked_at_is_painted_anew(desk, reference, add):
    add(made.photograph(), "a.html")
    client = desk.as_("auditor1")
    answer = client.get(f"/admin/applications/{reference}/evidence/1/page/1")
    assert (answer.headers["Content-Type"], Image.open(io.BytesIO(answer.data)).format) == ("image/png", "PNG")
    assert b"Secret Camera" not in answer.data
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    for page in (0, 2, 99):
        assert client.get(f"/admin/applications/{reference}/evidence/1/page/{page}").status_code == 404


def test_every_look_stands_in_the_log_of_reads_once(desk, reference, add):
    add()
    for address in ("page/3", "file"):
        desk.as_("supervisor1").get(f"/admin/applications/{reference}/evidence/1/{address}")
    log = desk.page("auditor1", f"/admin/access/?q={reference}&who=supervisor1")
    assert (log.count("Evidence, file 1, page 3"), log.count("Evidence, file 1, whole")) == (1, 1)
    assert "2 records" in log


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (made.EICAR, "neither a PDF nor"),
        (made.scripted(), "acts by itself"),
        (made.locked("x"), "asks for a password"),
        (made.pdf() + made.zip_bomb(), "something else"),
    ],
    ids=["empty", "no document", "script", "locked", "polyglot"],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(desk, reference, add, content, words):
    answer = add(content)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'href="#file"' in answer.text
    assert "File 1" not in desk.page("officer1", f"/admin/applications/{reference}")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"purpose": ""}, "Choose which kind"),
        ({"purpose": "diploma:../../x"}, "Not a valid choice"),
        ({"valid_from": "soon"}, "is no day"),
        ({"valid_from": "2026-03-03"}, "still to come"),
        ({"valid_from": "2026-03-01", "valid_to": "2026-02-01"}, "before the first"),
        ({"file": ""}, "Choose the file"),
    ],
    ids=["no kind", "no such kind", "no day", "day to come", "days in disorder", "no file"],
)
def test_what_is_missing_is_told_beside_its_input(desk, reference, inputs, words):
    sent = {"purpose": "diploma", "file": (io.BytesIO(made.pdf()), "a.pdf"), **inputs}
    answer = desk.act("officer1", reference, "evidence/add", **sent)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_page_that_is_out_of_date_takes_nothing_in(add):
    assert add(version="7").status_code == 409


def test_a_file_is_taken_out_with_a_reason(desk, reference, add):
    add()
    assert desk.act("officer1", reference, "evidence/1/remove", reason="").status_code == 422
    assert desk.act("officer1", reference, "evidence/1/remove", reason="Wrong person.").status_code == 302
    page = desk.page("officer1", f"/admin/applications/{reference}")
    assert "Evidence taken out" in page
    assert "Wrong person." in page
    for address in ("", "/file", "/page/1", "/remove"):
        assert desk.as_("officer1").get(f"/admin/applications/{reference}/evidence/1{address}").status_code == 404


def test_once_recommended_no_page_takes_in_or_out(desk, reference, add):
    add()
    desk.accept_all(reference)
    desk.act("officer1", reference, "recommend", proposal="refuse", reason="x")
    for page in ("add", "1/remove"):
        assert desk.as_("officer1").get(f"/admin/applications/{reference}/evidence/{page}").status_code == 409


def test_a_supervisor_looks_and_takes_nothing_in(desk, reference, add):
    add()
    client = desk.as_("supervisor1")
    assert client.get(f"/admin/applications/{reference}/evidence/1").status_code == 200
    for page in ("add", "1/remove"):
        assert client.get(f"/admin/applications/{reference}/evidence/{page}").status_code == 403


def test_only_this_form_may_be_large_and_only_for_who_may_send_it(desk, reference, sign_in):
    officer, address = desk.as_("officer1"), f"/admin/applications/{reference}/evidence/add"
    shown = hidden(officer.get(address).text)

    def send(client, size, to=address):
        upload = FileStorage(io.BytesIO(made.padded(size)), "a.pdf")
        boundary, body = encode_multipart({**shown, "purpose": "diploma", "file": upload})
        return client.post(to, data=body, content_type=f"multipart/form-data; boundary={boundary}").status_code

    assert send(officer, 3 * 2**20) == 302
    assert send(officer, 11 * 2**20) == 413
    assert send(sign_in(None), 3 * 2**20) == 413
    assert send(desk.as_("supervisor1"), 3 * 2**20) == 413
    assert send(officer, 3 * 2**20, f"/admin/applications/{reference}/recommend") == 413
