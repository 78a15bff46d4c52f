"""Sheets are read by their content; what acts, unpacks to too much or is no sheet is refused, and nothing in them is computed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scoring.errors import EvidenceRefused
from scoring.evidence import sheets
from scoring.evidence.confinement import Unfit
from scoring.evidence.sheets import read_sheets, work


def workbook(*pages):
    book = Workbook()
    book.remove(book.active)
    for rows in pages:
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(name, content, whole=None):
    """Add a part to a workbook, or replace one."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole or workbook([["a"]]))) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def zipped(**parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def rows_of(content):
    return [
        [(number, [cell for cell in cells if cell], formulas) for number, cells, formulas in page] for page in read_sheets(content)
    ]


def test_cells_are_told_as_people_write_them():
    values = ["中", 7, 1.5, 35000.0, 0.1, 1e16, True, False, date(2026, 3, 2), datetime(2026, 3, 2, 4, 5), " x "]  # noqa: DTZ001 - as a cell has it
    said = ["中", "7", "1.5", "35000", "0.1", "10000000000000000", "true", "false", "2026-03-02", "2026-03-02T04:05:00", "x"]
    assert rows_of(workbook([values])) == [[(1, said, [])]]


def test_formulas_are_named_and_not_computed():
    [[(_, cells, formulas)]] = read_sheets(workbook([["x", "=1+1", '=WEBSERVICE("http://x")']]))
    assert (cells[1], formulas) == ("=1+1", [1, 2])


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    assert [number for number, _, _ in read_sheets(workbook([["a"], [], [None], ["b"]], [["c"]]))[0]] == [1, 4]
    assert [number for number, _, _ in read_sheets(b"a\r\n\r\nb\r\n")[0]] == [1, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_however_offices_save_it(encoding, delimiter):
    content = f'协查编号{delimiter}答复\r\n"2026-1/1"{delimiter}"多\n行"\r\n'.encode(encoding)
    assert read_sheets(content) == [[(1, ["协查编号", "答复"], []), (2, ["2026-1/1", "多\n行"], [])]]


def test_a_title_without_a_delimiter_above_the_heads_hides_none():
    assert read_sheets("三月协查\r\n协查编号;答复\r\n".encode())[0][1] == (2, ["协查编号", "答复"], [])


HUGE = b"<worksheet>" + b" " * (sheets.UNPACKED_MAX + 1)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
    + b"a" * 1000
    + b'">'
    + b"".join(b'<!ENTITY b%d "%s">' % (n, (b"&b%d;" % (n - 1) if n else b"&a;") * 20) for n in range(9))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&b8;</t></is></c></row></sheetData></worksheet>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>x&a;</t></is></c></row></sheetData></worksheet>'
)
FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
    b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>'
)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\r\n,,\r\n", "empty"),
        (workbook([]), "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old"),
        (b"\x00\x01\x02", "unknown_type"),
        (b"%PDF-1.7\n\xff\xff\x00", "unknown_type"),
        (zipped(**{"a.txt": b"x"}), "unknown_type"),
        (zipped(**{"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "unknown_type"),
        (b"PK\x03\x04 nothing more", "unreadable"),
        (workbook([["a"]])[:-40], "unreadable"),
        (b'a,"b\n', "unreadable"),
        (b'a,"' + b"x" * 200_000 + b'"\n', "unreadable"),
        (with_part("xl/vbaProject.bin", b"x"), "acting"),
        (with_part("xl/embeddings/oleObject1.bin", b"x"), "acting"),
        (with_part("xl/activeX/activeX1.xml", b"x"), "acting"),
        (with_part(SHEET, HUGE), "too_much"),
        (zipped(**{f"xl/{n}": b"" for n in range(600)}), "too_much"),
        (with_part(SHEET, LAUGHS), "unreadable"),
        (with_part(SHEET, FAR), "too_many_rows"),
        (b"a\n" * (sheets.ROWS_MAX + 1), "too_many_rows"),
    ],
)
def test_what_is_no_harmless_sheet_is_refused(content, why):
    with pytest.raises(EvidenceRefused) as refused:
        read_sheets(content)
    assert refused.value.why == why


def test_what_an_entity_names_outside_is_not_read():
    try:
        assert rows_of(with_part(SHEET, OUTSIDE)) == [[(1, ["x"], [])]]
    except EvidenceRefused as refused:
        assert refused.why == "unreadable"  # noqa: PT017 - either is harmless


def test_rows_of_all_sheets_together_are_bounded(monkeypatch):
    monkeypatch.setattr(sheets, "ROWS_MAX", 3)
    content = workbook([["a"], ["b"]], [["c"], ["d"]])
    with pytest.raises(Unfit, match="too_many_rows"):
        work(content, [])
    assert work(workbook([["a"], ["b"]], [["c"]]), [])[0] == {"sheets": 2}


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_comes_in_is_read_or_refused(content):
    for whole in (content, b"PK\x03\x04" + content):
        try:
            work(whole, [])
        except Unfit as unfit:
            assert unfit.why in {"empty", "old", "unknown_type", "unreadable", "too_many_rows"}  # noqa: PT017 - reading it is as good
