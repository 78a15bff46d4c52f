"""Reading tables row by row: JSON Lines, with exact decimals, and the first sheet of an Excel workbook."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from zipfile import ZipFile

import openpyxl

from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Broken, Rows, rows_of
from scoring.tables.headings import ID, read_headings
from scoring.tables.written import no_number, value_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

ROWS = 16_384  # of a block
_FORMULA = re.compile(rb"<(\w{1,20}:)?f[\s/>]")
_TAG = 24  # bytes of the longest of these
_PART = 1 << 20
Read: TypeAlias = tuple[int, str | None, Mapping[str, Any] | Broken]
"""The number of a row, its id where it has one, and what it says."""


def read_json_lines(path: Path, _facts: Mapping[str, Fact]) -> Iterator[tuple[Rows, float]]:
    """Give the blocks of a file with a JSON object a line, each with how much is read by then, from 0 to 1."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as file:
        lines = (_line(number, line) for number, line in enumerate(file, 1) if line.strip())
        yield from _blocks(lines, lambda: min(file.tell() / size, 1.0))


def read_workbook(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Rows, float]]:
    """Give the blocks of a workbook's first sheet, each with how much is read by then, from 0 to 1."""
    with closing(_sheet(path)) as rows:
        total, _ = next(rows)
        names = read_headings(path.name, facts, _without_end(next(rows, (total, ()))[1]))
        done = 0

        def counted() -> Iterator[Read]:
            nonlocal done
            for done, (_, cells) in enumerate(rows, 1):
                if any(map(_is_said, cells[len(names) :])):
                    yield done, None, Broken(",".join("" if cell is None else str(cell) for cell in cells), "row_length")
                elif any(map(_is_said, cells)):
                    yield _row(facts, done, dict(zip(names, cells, strict=False)))

        yield from _blocks(counted(), lambda: min(done / total, 1.0))


def _sheet(path: Path) -> Generator[tuple[int, tuple[object, ...]], None, None]:
    """Give how many rows the first sheet of a workbook says it has, beside nothing, and then beside each of those it has."""
    try:
        with closing(_open(path, data_only=True)) as book:
            sheet = book.worksheets[0]
            total = max(sheet.max_row or 1, 1)
            yield total, ()
            yield from ((total, cells) for cells in (_computed(path, sheet) if _has_formulas(path) else _cells(sheet)))
    except Exception as error:  # noqa: BLE001 - whatever breaks in a file that anybody made is the file's fault
        raise TableRefused(path.name, "unreadable", {"found": str(error) or type(error).__name__}) from None


def _open(path: Path, *, data_only: bool) -> Workbook:
    return openpyxl.load_workbook(path, read_only=True, data_only=data_only)


def _cells(sheet: ReadOnlyWorksheet) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # what a sheet says of its size need not be so: some programs write A1
    yield from sheet.iter_rows(values_only=True)


def _has_formulas(path: Path) -> bool:
    with ZipFile(path) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        return any(_holds_formula(packed, name) for name in sheets)


def _holds_formula(packed: ZipFile, name: str) -> bool:
    with packed.open(name) as sheet:
        end = b""
        while part := sheet.read(_PART):
            if _FORMULA.search(end + part):
                return True
            end = part[-_TAG:]
    return False


def _computed(path: Path, sheet: ReadOnlyWorksheet) -> Iterator[tuple[object, ...]]:
    """Give the cells of a sheet; for a formula that was never computed the formula, which is refused and not taken for nothing."""
    with closing(_open(path, data_only=False)) as book:
        for cells, formulas in zip(_cells(sheet), _cells(book.worksheets[0]), strict=True):
            yield tuple(
                str(getattr(f, "text", f)) if cell is None and f is not None else cell
                for cell, f in zip(cells, formulas, strict=True)
            )


def _blocks(read: Iterator[Read], done: Callable[[], float]) -> Iterator[tuple[Rows, float]]:
    while found := list(islice(read, ROWS)):
        yield rows_of(found), done()


class _KeyTwice(ValueError):
    """An object names a key twice, with a value each."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _KeyTwice
    return found


def _line(number: int, line: bytes) -> Read:
    row, code = None, "row_form"
    try:
        row = json.loads(line, parse_float=Decimal, parse_constant=no_number, object_pairs_hook=_object)
        if b"\\u" in line:
            json.dumps(row, ensure_ascii=False, default=str).encode()  # half a pair of UTF-16 is a text that no file takes
    except _KeyTwice:
        code = "key_twice"
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return number, None, Broken(line.decode("utf-8", "replace").strip(), code)
    id_ = row.pop(ID, None)
    return number, None if id_ is None else str(id_), row


def _row(facts: Mapping[str, Fact], number: int, cells: Mapping[str, object]) -> Read:
    id_ = cells.get(ID)
    given = {name: cell for name, cell in cells.items() if name != ID and _is_said(cell)}
    return number, None if id_ is None else str(id_), {name: value_of(facts[name], cell) for name, cell in given.items()}


def _is_said(cell: object) -> bool:
    return cell is not None and cell != ""


def _without_end(headings: tuple[object, ...]) -> list[object]:
    """Leave out the empty cells behind the last heading."""
    last = max((place for place, heading in enumerate(headings) if heading is not None), default=-1)
    return list(headings[: last + 1])
