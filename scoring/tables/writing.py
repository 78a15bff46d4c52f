"""Writing a table block by block, by the extension of its name: first beside the name that was asked for, then under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
from lxml.etree import LxmlError
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from scoring.errors import TableRefused
from scoring.tables.results import plain

Write: TypeAlias = Callable[[pa.RecordBatch], None]
MOST_IN_A_SHEET = 1_048_575
"""Rows of a workbook's sheet below the headings."""
_ACTING = "^[=+\\-@＝＋－＠\t\r]"  # what a spreadsheet may take for a formula
_ACTING_FIRST = tuple("=+-@＝＋－＠\t\r")


@contextmanager
def written(path: Path, schema: pa.Schema) -> Iterator[Write]:
    """Give what writes a batch to the table at *path*, which is there only when all is written.

    Raises:
        TableRefused: the extension is not known, or a workbook has no room for all rows.
        OSError: it cannot be written.
    """
    extension = path.suffix.lower()
    if extension not in WRITERS:
        raise TableRefused(path.name, "format_unknown", {"found": extension, "allowed": ", ".join(WRITERS)})
    path = path.resolve()  # where a link leads to, and not the link, is written anew
    beside = path.with_name(f"{path.name}.part")
    try:
        with WRITERS[extension](beside, schema) as write:
            yield write
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_ACTING_FIRST) else text


@contextmanager
def _csv(path: Path, schema: pa.Schema) -> Iterator[Write]:
    with pyarrow.csv.CSVWriter(path, plain(schema)) as writer:
        yield lambda batch: writer.write(_harmless(batch).cast(plain(schema)))


@contextmanager
def _parquet(path: Path, schema: pa.Schema) -> Iterator[Write]:
    repeating = [name for name in schema.names if name not in {"row", "id"}]
    with pyarrow.parquet.ParquetWriter(path, schema, use_dictionary=repeating, store_decimal_as_integer=True) as writer:
        yield writer.write_batch


@contextmanager
def _json_lines(path: Path, _: pa.Schema) -> Iterator[Write]:
    with path.open("wb") as file:

        def write(batch: pa.RecordBatch) -> None:
            for row in batch.to_pylist():
                said = {name: _plain(value) for name, value in row.items() if value is not None}
                file.write(orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE))

        yield write


@contextmanager
def _workbook(path: Path, schema: pa.Schema) -> Iterator[Write]:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("luohu")
    sheet.append(schema.names)
    left = MOST_IN_A_SHEET

    def write(batch: pa.RecordBatch) -> None:
        nonlocal left
        left -= batch.num_rows
        if left < 0:
            raise TableRefused(path.stem, "sheet_full", {"most": f"{MOST_IN_A_SHEET:,}"})
        for row in _harmless(batch).to_pylist():
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in row.values()])

    try:
        with closing(sheet):  # whole or not, since openpyxl holds a file open
            yield write
        book.save(path)
    except LxmlError as error:  # what openpyxl writes sheets by has errors of its own for a full disk
        raise OSError(str(error)) from None


def _harmless(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Disarm ids, the one column that is handed on as it came."""
    if "id" not in batch.schema.names:
        return batch
    place = batch.schema.get_field_index("id")
    ids = batch.column(place)
    disarmed = pc.if_else(pc.match_substring_regex(ids, _ACTING), pc.binary_join_element_wise("'", ids, ""), ids)
    return batch.set_column(place, "id", disarmed)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


WRITERS: Mapping[str, Callable[[Path, pa.Schema], Any]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".xlsx": _workbook,
}
