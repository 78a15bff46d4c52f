"""Requests out as a sheet, answers in by one, through the pages: looked through, signed, and what is bad given back."""

from __future__ import annotations

import csv
import io
import re
import secrets

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from admin import carried
from admin.views import batches
from scoring.application.batch import RowProblem
from scoring.application.sheet_columns import HEADS, Column
from scoring.casework.sheets import SHEET_MAX
from scoring.errors import FactProblem, SheetRefused
from scoring.records.tables import ViewRow
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_departments import FILE, ask

BATCH = "/admin/requests/batch"
OTHER = {"applicant-identity_number": "430103198702010010", "family-0-identity_number": "430103198808150011"}
HEAD = {column: HEADS[column].say("en") for column in Column}


def fetched(desk, as_="csv"):
    """Give the sheet of the department as rows by column."""
    answer = desk.as_("department1").get(f"{BATCH}/file?as={as_}")
    assert answer.status_code == 200
    if as_ == "xlsx":
        heads, *rows = load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def filled(rows, answers=("60", "60"), first="2026-03-02"):
    return [{**row, HEAD[Column.ANSWER]: answer, HEAD[Column.VALID_FROM]: first} for row, answer in zip(rows, answers, strict=True)]


def as_csv(rows):
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def upload(desk, content, name="答复.csv"):
    return desk.send("department1", BATCH, file=(io.BytesIO(content), name))


def press(desk, page, address):
    """Send one of the forms of a page that was answered."""
    main = page.split('id="main-content"', 1)[1]
    form = next(part for part in main.split("<form")[1:] if f'action="{address}"' in part.split(">", 1)[0])
    return desk.as_("department1").post(address, data=hidden('id="main-content"' + "<form" + form))


@pytest.fixture
def asked(desk):
    """Two requests to one department; gives the numbers of their files."""
    references = desk.record(), desk.record(**OTHER)
    for reference in references:
        assert ask(desk, reference).status_code == 302
    return references


@pytest.mark.both_databases
def test_what_is_fetched_is_filled_in_looked_through_signed_and_seen_by_the_officer(desk, asked):
    assert "2 requests wait." in desk.page("department1", BATCH)
    first, second = asked
    rows = fetched(desk)
    assert [row[HEAD[Column.REQUEST]] for row in rows] == [f"{first}/1"] * 2 + [f"{second}/1"] * 2
    assert rows[0][HEAD[Column.IDENTITY_NUMBER]] == "'430103198702010002"
    assert "李示范" not in str(rows)
    preview = upload(desk, as_csv([*filled(rows[:2]), *filled(rows[2:], ("60", "many"))])).text
    assert "Nothing is kept yet" in preview
    assert "Sign and import 1 request" in preview
    assert "Give a whole number" in preview
    assert "Another row of this request is wrong (row 5)" in preview
    assert "with a department" in desk.page("officer1", f"{FILE}{first}/verify?fact=pension_months")
    done = press(desk, preview, f"{BATCH}/import").text
    assert "Import 1, signed by" in done
    page = desk.page("officer1", f"{FILE}{first}/verify?fact=pension_months")
    assert "Confirmed" in page
    assert "import 1" in page
    assert "with a department" in desk.page("officer1", f"{FILE}{second}/verify?fact=pension_months")
    bad = press(desk, done, f"{BATCH}/bad-rows")
    assert bad.headers["Content-Disposition"].startswith("attachment; ")
    mended = list(csv.DictReader(io.StringIO(bad.data.decode("utf-8-sig"))))
    assert [row[HEAD[Column.REQUEST]] for row in mended] == [f"{second}/1"] * 2
    assert "Answer: Give a whole number" in mended[1][HEAD[Column.PROBLEM]]
    mended[1][HEAD[Column.ANSWER]] = "48"
    assert "Import 2, signed by" in press(desk, upload(desk, as_csv(mended)).text, f"{BATCH}/import").text
    assert "Nothing waits for your department." in desk.page("department1", BATCH)
    assert "Answers imported by a department" in desk.page("auditor1", "/admin/journal/")


@pytest.mark.usefixtures("asked")
def test_the_same_file_twice_says_so(desk):
    content = as_csv(filled(fetched(desk)[:2]))
    preview = upload(desk, content).text
    assert "Import 1, signed by" in press(desk, preview, f"{BATCH}/import").text
    for again in (press(desk, preview, f"{BATCH}/import").text, upload(desk, content).text):
        assert "This very file was imported already: import 1" in again
        assert "Sign and import" not in again
    assert desk.page("department1", BATCH).count('data-label="Import"') == 1


@pytest.mark.usefixtures("asked")
def test_what_is_fetched_and_looked_through_is_written_down(office, desk):
    assert len(fetched(desk, "xlsx")) == 4
    upload(desk, as_csv(filled(fetched(desk)[:2], ("60", "many"))))
    with services_of(office).transaction() as session:
        found = session.execute(sa.select(ViewRow.page, ViewRow.rows).order_by(ViewRow.sequence)).all()
    assert found.count(("requests.batch_file", 4)) == 2
    assert ("requests.batch", 2) in found
    assert "Open requests of a department, fetched as a sheet" in desk.page("auditor1", "/admin/access/")


def test_what_is_no_sheet_is_refused_beside_the_file_with_the_remedy(desk):
    empty = desk.send("department1", BATCH)
    assert (empty.status_code, "Choose the file." in empty.text) == (422, True)
    for content, words in (
        (b"\0\1", "neither XLSX nor CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old XLS format"),
        (b"PK\x03\x04 and more", "damaged"),
        (b"Request,Answer\n1,2\n", "Columns are missing: “Identity number”, “Code of the fact”"),
        (as_csv([{**dict.fromkeys(HEAD.values(), ""), HEAD[Column.REQUEST]: "x"}]).splitlines()[0], "no row below the heads"),
    ):
        refused = upload(desk, content)
        assert (refused.status_code, words in refused.text) == (422, True), words


@pytest.mark.parametrize(("size", "status"), [(SHEET_MAX + 1, 422), (SHEET_MAX * 2, 413)])
def test_a_file_that_is_too_large_is_refused(desk, size, status):
    file = FileStorage(io.BytesIO(b"x" * size), "x.csv")
    boundary, body = encode_multipart({**hidden(desk.page("department1", BATCH)), "file": file})
    refused = desk.as_("department1").post(BATCH, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    assert (refused.status_code, "larger than 4 MB" in refused.text) == (status, status == 422)


def test_a_form_that_lost_its_file_asks_for_it_again(desk):
    for page in ("import", "bad-rows"):
        for sheet in ("", "§", "AAAA", carried.pack(b"x" * (SHEET_MAX + 1))):
            token = hidden(desk.page("department1", BATCH))
            lost = desk.as_("department1").post(f"{BATCH}/{page}", data={**token, "sheet": sheet})
            assert (lost.status_code, "Choose the file again." in lost.text) == (422, True), (page, sheet[:9])
    assert carried.unpack(carried.pack(b"x" * SHEET_MAX)) == b"x" * SHEET_MAX


def test_a_sheet_as_large_as_a_sheet_may_be_travels_in_the_form(desk):
    token = hidden(desk.page("department1", BATCH))
    large = carried.pack(secrets.token_bytes(SHEET_MAX))
    refused = desk.as_("department1").post(f"{BATCH}/import", data={**token, "sheet": large})
    assert (refused.status_code, "neither XLSX nor CSV" in refused.text) == (422, True)


def test_nobody_imports_without_a_token_or_for_another_department(desk, asked):
    content = as_csv(filled(fetched(desk)[:2]))
    assert desk.as_("department1").post(f"{BATCH}/import", data={"sheet": carried.pack(content)}).status_code == 400
    other = desk.send("department2", BATCH, file=(io.BytesIO(content), "x.csv"))
    assert "Your department has no such request" in other.text
    assert "Sign and import" not in other.text
    assert asked[0] not in desk.as_("department2").get(f"{BATCH}/file?as=csv").text
    assert desk.as_("officer1").get(f"{BATCH}/file").status_code == 403


def test_what_is_too_much_for_one_file_is_said_with_the_way_to_the_rest(desk, asked, monkeypatch):
    from scoring.casework import export_requests

    monkeypatch.setattr(batches, "EXPORT_MAX", 1)
    monkeypatch.setattr(export_requests, "EXPORT_MAX", 1)
    page = desk.page("department1", BATCH)
    assert "One file holds 1 requests" in page
    assert re.findall(r"part=(\d)", page) == ["1", "1", "2", "2"]
    rest = desk.as_("department1").get(f"{BATCH}/file?as=csv&part=2").text
    assert (asked[0] in rest, asked[1] in rest) == (False, True)


@pytest.mark.usefixtures("asked")
def test_a_page_names_only_so_many_bad_rows_and_the_file_all(desk, monkeypatch):
    monkeypatch.setattr(batches, "SHOWN", 1)
    preview = upload(desk, as_csv(filled(fetched(desk)[:2], ("x", "y")))).text
    assert "The first 1 of 2 are named here" in preview
    assert preview.count('data-label="Row number"') == 1
    assert "holds nothing that could be kept" in preview
    assert "Give a whole number" in press(desk, preview, f"{BATCH}/bad-rows").text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_problem_of_a_row_has_its_words(office, lang):
    from admin.batch_words import _WORDS, say_row_problem

    policy = services_of(office).library.find("guangzhou", "2025")
    problems = [
        *(RowProblem(2, Column.REQUEST, code, "3") for code in _WORDS),
        RowProblem(2, Column.ANSWER, "value", about=FactProblem("on_page", "patents", "", "x", ""), policy=policy),
        RowProblem(2, Column.ANSWER, "value", about=FactProblem("not_option", "education", "", "x", ""), policy=policy),
        RowProblem(
            2,
            Column.ANSWER,
            "value",
            about=FactProblem("contradiction", "volunteering", "", None, "", check=policy.checks[0].id),
            policy=policy,
        ),
        RowProblem(2, Column.FACT, "fact_missing", "education", policy=policy),
        RowProblem(2, Column.VALID_FROM, "refused", "The answer must hold today: choose today or a day before."),
    ]
    with office.test_request_context("/", headers={"Cookie": f"lang={lang}"}):
        said = [say_row_problem(problem) for problem in problems]
    assert all(said)
    assert all(("。" in words or "：" in words) == (lang == "zh") for words in said), said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_refusal_of_a_sheet_has_its_words(office, lang):
    from scoring.web.sheet_words import _WHY, say_sheet_refusal

    refusals = [SheetRefused(why, (Column.ANSWER, Column.REASON) if why.startswith("columns") else (), 7) for why in _WHY]
    with office.test_request_context("/", headers={"Cookie": f"lang={lang}"}):
        said = [" ".join(say_sheet_refusal(refused)) for refused in refusals]
    assert all(("。" in words) == (lang == "zh") for words in said), said
    assert all(
        HEADS[Column.REASON].say(lang) in words
        or "7" in words
        or refused.why in {*("empty", "too_much", "unknown_type", "old", "acting", "unreadable", "too_heavy", "nothing_below")}
        for words, refused in zip(said, refusals, strict=True)
    )
