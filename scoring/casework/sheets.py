"""Sheets as files: what a department fills in, as XLSX or CSV, and what came back as rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.sheet_columns import FILLED, HEADS, Column, harmless, lines_of
from scoring.errors import EvidenceRefused, SheetRefused
from scoring.evidence.sheets import read_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scoring.application.sheet_columns import Line

SheetKind: TypeAlias = Literal["xlsx", "csv"]
KINDS: Mapping[SheetKind, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The kinds of sheets, each with its media type."""

SHEET_MAX = 4 * 1024 * 1024
"""How many bytes a sheet may have that comes in."""

BOM = "\ufeff"  # without it Excel reads a CSV in the code page of the machine
_WIDTHS: Mapping[Column, int] = {
    Column.REQUEST: 22,
    Column.IDENTITY_NUMBER: 22,
    Column.PURPOSE: 28,
    Column.CONTESTED: 28,
    Column.ASKED: 32,
    Column.ALLOWED: 32,
    Column.ANSWER: 20,
    Column.REASON: 32,
    Column.PROBLEM: 48,
}


def read_sheet(content: bytes) -> tuple[Line, ...]:
    """Give the rows of a sheet that came in.

    Raises:
        SheetRefused: `too_large`; as `read_sheets` and `lines_of`.
    """
    if len(content) > SHEET_MAX:
        raise SheetRefused("too_large", limit=SHEET_MAX // 1024 // 1024)
    try:
        return lines_of(read_sheets(content))
    except EvidenceRefused as refused:
        raise SheetRefused(refused.why, limit=refused.limit) from None


def kind_of(content: bytes) -> SheetKind:
    """Tell which kind a sheet is that could be read."""
    return "xlsx" if content.startswith(b"PK") else "csv"


def write_sheet(kind: SheetKind, columns: Sequence[Column], rows: Sequence[Mapping[Column, str]], language: str) -> bytes:
    """Write rows under the heads of *columns*, in `zh` or `en`; no cell acts in a spreadsheet."""
    heads = [HEADS[column].say(language) for column in columns]
    cells = ([harmless(row.get(column, "")) for column in columns] for row in rows)
    return _csv(heads, cells) if kind == "csv" else _xlsx(columns, heads, cells)


def write_table(kind: SheetKind, heads: list[str], rows: Iterable[list[str]]) -> bytes:
    """Write rows that are only read; no cell acts in a spreadsheet."""
    cells = ([harmless(cell) for cell in row] for row in rows)
    if kind == "csv":
        return _csv(heads, cells)
    from openpyxl import Workbook  # noqa: PLC0415 - a service that writes no sheet loads none of it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (heads, *cells):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _csv(heads: list[str], cells: Iterator[list[str]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows((heads, *cells))
    return (BOM + written.getvalue()).encode()


def _xlsx(columns: Sequence[Column], heads: list[str], cells: Iterator[list[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - a service that writes no sheet loads none of it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook()
    sheet = book.active
    sheet.append(heads)
    for row in cells:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) or None for cell in row])
    top, to_fill = Alignment(vertical="top", wrap_text=True), PatternFill("solid", fgColor="FFF7D6")
    for column, of_sheet in zip(columns, sheet.iter_cols(), strict=True):
        sheet.column_dimensions[get_column_letter(of_sheet[0].column)].width = _WIDTHS.get(column, 14)
        for cell in of_sheet:
            cell.alignment, cell.number_format = top, "@"  # text: nothing that is typed is made a number or a day
            if column in FILLED:
                cell.fill = to_fill
        of_sheet[0].font = Font(bold=True)
    sheet.freeze_panes = "B2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
