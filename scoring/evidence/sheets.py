"""Sheets that people fill in, XLSX or CSV by their content: their rows as text, read in a process of its own.

Nothing of a sheet acts here: formulas are not computed but named as such, macros and what is embedded refuse the file, and what
would unpack to too much is refused before it is unpacked.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from scoring.evidence.confinement import Unfit, confined, serve

ROWS_MAX = 5000
"""How many rows with anything in them a file may have, all its sheets together."""

COLUMNS_MAX = 40
SCANNED_MAX = 50_000  # rows that are looked at: sheets often go on far below what is filled in
UNPACKED_MAX = 64 * 1024 * 1024
PARTS_MAX = 500
_DELIMITERS = ",;\t"
_ACTING = ("vbaproject", "macrosheets/", "activex/", "embeddings/")
_OLD = b"\xd0\xcf\x11\xe0"  # of XLS, and of an XLSX with a password

Read = tuple[int, list[str], list[int]]
"""The number of a row as a spreadsheet counts it, its cells as text, and the places of those that hold a formula."""


def read_sheets(content: bytes) -> list[list[Read]]:
    """Give the rows of every sheet that have anything in them; a CSV is one sheet.

    Raises:
        EvidenceRefused: `empty`, `unknown_type`, `old`, `acting`, `too_many_rows`, `too_much`, `unreadable`, `too_heavy`.
    """
    return [[(row, cells, formulas) for row, cells, formulas in sheet] for sheet in json.loads(confined("sheets", content)[1])]


def work(content: bytes, _words: list[str]) -> tuple[dict[str, int], bytes]:
    """Give the rows of every sheet as JSON."""
    if not content.strip():
        raise Unfit("empty")
    if content.startswith(_OLD):
        raise Unfit("old")
    try:
        sheets = _workbook(content) if content.startswith(b"PK") else [_text(content)]
    except Unfit:
        raise
    except Exception:  # noqa: BLE001 - whatever breaks in a file that anybody made is the file's fault
        raise Unfit("unreadable") from None
    if not any(sheets):
        raise Unfit("empty")
    return {"sheets": len(sheets)}, json.dumps(sheets, ensure_ascii=False).encode()


def _workbook(content: bytes) -> list[list[Read]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a CSV needs none of it

    _refuse_parts(content)
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    left, sheets = ROWS_MAX, []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        sheets.append(_bounded(_rows(sheet), left))
        left -= len(sheets[-1])
    return sheets


def _refuse_parts(content: bytes) -> None:
    """Refuse what acts, and what unpacks to too much; zipfile gives no part more than the size that is counted here."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
        raise Unfit("too_much")
    names = [part.filename.lower() for part in parts]
    if any(acting in name for acting in _ACTING for name in names):
        raise Unfit("acting")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unfit("unknown_type")


def _rows(sheet: Any) -> Iterator[Read]:
    for number, row in enumerate(sheet.iter_rows(max_col=COLUMNS_MAX), 1):
        if number > SCANNED_MAX:
            raise Unfit("too_many_rows", ROWS_MAX)
        yield number, [_said(cell.value) for cell in row], [place for place, cell in enumerate(row) if cell.data_type == "f"]


def _text(content: bytes) -> list[Read]:
    text = _decoded(content)
    head = "".join(text.splitlines()[:10])  # a title may stand above the heads
    delimiter = max(_DELIMITERS, key=head.count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return _bounded(((number, [cell.strip() for cell in row[:COLUMNS_MAX]], []) for number, row in enumerate(found, 1)), ROWS_MAX)


def _decoded(content: bytes) -> str:
    """Read the encodings that offices save CSV in."""
    for start, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "gb18030")):
        if content.startswith(start):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    raise Unfit("unknown_type")


def _bounded(rows: Iterator[Read], most: int) -> list[Read]:
    kept: list[Read] = []
    for row in rows:
        if any(row[1]):
            if len(kept) == most:
                raise Unfit("too_many_rows", ROWS_MAX)
            kept.append(row)
    return kept


def _said(value: object) -> str:
    """Write the value of a cell as a person would: days as ISO, numbers in plain digits."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _plain(Decimal(repr(value)))  # the shortest digits that mean this number: what was typed
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value).strip()


def _plain(number: Decimal) -> str:
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


if __name__ == "__main__":
    serve(work)
