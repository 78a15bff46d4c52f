"""The columns of the sheets that requests go out in and answers come back in, and finding them again in what comes back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.errors import SheetRefused
from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Column(StrEnum):
    """What stands in a sheet, from left to right. `fact` is the id that policies have; `problem` is in a file of bad rows alone."""

    REQUEST = "request"
    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    PURPOSE = "purpose"
    BASIS = "basis"
    DUE = "due"
    CONTESTED = "contested"
    FACT = "fact"
    ASKED = "asked"
    ALLOWED = "allowed"
    ANSWER = "answer"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    REASON = "reason"
    PROBLEM = "problem"


HEADS: Mapping[Column, Text] = {
    Column.REQUEST: text({"zh": "协查编号", "en": "Request"}),
    Column.NAME: text({"zh": "姓名", "en": "Name"}),
    Column.IDENTITY_NUMBER: text({"zh": "证件号码", "en": "Identity number"}),
    Column.PURPOSE: text({"zh": "用途", "en": "Purpose"}),
    Column.BASIS: text({"zh": "依据", "en": "Basis"}),
    Column.DUE: text({"zh": "答复期限", "en": "Last day to answer"}),
    Column.CONTESTED: text({"zh": "异议说明", "en": "What is contested"}),
    Column.FACT: text({"zh": "事项代码", "en": "Code of the fact"}),
    Column.ASKED: text({"zh": "核查事项", "en": "What is asked"}),
    Column.ALLOWED: text({"zh": "可填内容", "en": "What can be answered"}),
    Column.ANSWER: text({"zh": "答复", "en": "Answer"}),
    Column.VALID_FROM: text({"zh": "有效期自", "en": "Holds from"}),
    Column.VALID_UNTIL: text({"zh": "有效期至", "en": "Holds until"}),
    Column.REASON: text({"zh": "不予答复的理由", "en": "Reason for no answer"}),
    Column.PROBLEM: text({"zh": "问题与改正办法", "en": "What is wrong, and the remedy"}),
}

FILLED: tuple[Column, ...] = (Column.ANSWER, Column.VALID_FROM, Column.VALID_UNTIL, Column.REASON)
"""What a department fills in."""

NEEDED: tuple[Column, ...] = (Column.REQUEST, Column.IDENTITY_NUMBER, Column.FACT, *FILLED)
"""Without these nobody knows what a row answers. The others are for who fills it in, and not read again."""

_HEAD_WITHIN = 10  # a title may stand above the heads
_ACTING = tuple("=+-@＝＋－＠\t\r\n'")  # what a spreadsheet may take for a formula, and the sign against it
_LONG = 11  # figures of a number that a spreadsheet rounds or writes with an exponent

Row = tuple[int, Sequence[str], Sequence[int]]
"""The number of a row, its cells, and the places of those that hold a formula."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, by column."""

    row: int
    cells: Mapping[Column, str] = field(repr=False)
    formulas: frozenset[Column] = frozenset()

    def of(self, column: Column) -> str:
        """Give what stands in a column; nothing where the sheet lacks it."""
        return self.cells.get(column, "")

    @property
    def is_filled(self) -> bool:
        """Whether the department answers something in it, or says why not; days alone are soon copied down a whole column."""
        return bool(self.of(Column.ANSWER) or self.of(Column.REASON))


def lines_of(sheets: Sequence[Sequence[Row]]) -> tuple[Line, ...]:
    """Give the rows below the heads, of the first sheet that has them.

    Raises:
        SheetRefused: `columns_missing` or `columns_twice`, with the columns; `nothing_below`.
    """
    missing: Sequence[Column] = NEEDED
    for sheet in sheets:
        for index, (_, cells, _) in enumerate(sheet[:_HEAD_WITHIN]):
            places = _places(cells)
            lacks = [column for column in NEEDED if column not in places]
            if not lacks:
                return _below(sheet[index + 1 :], places)
            missing = min(missing, lacks, key=len)
    raise SheetRefused("columns_missing", tuple(missing))


def harmless(cell: str) -> str:
    """Give a cell as a text that no spreadsheet takes for a formula, or for a number whose last figures it drops."""
    is_long_number = cell.isdigit() and len(cell) > _LONG
    return f"'{cell}" if is_long_number or cell.startswith(_ACTING) else cell


def _places(cells: Sequence[str]) -> dict[Column, list[int]]:
    by_name = {_plain(name): column for column, head in HEADS.items() for _, name in head.translations}
    found: dict[Column, list[int]] = {}
    for place, cell in enumerate(cells):
        if (column := by_name.get(_plain(cell))) is not None:
            found.setdefault(column, []).append(place)
    return found


def _below(rows: Sequence[Row], places: Mapping[Column, list[int]]) -> tuple[Line, ...]:
    twice = tuple(column for column, found in places.items() if len(found) > 1)
    if twice:
        raise SheetRefused("columns_twice", twice)
    if not rows:
        raise SheetRefused("nothing_below")
    return tuple(_lines(rows, {column: place for column, [place] in places.items()}))


def _lines(rows: Sequence[Row], places: Mapping[Column, int]) -> Iterator[Line]:
    for row, cells, formulas in rows:
        named = {column: cells[place].strip().removeprefix("'") for column, place in places.items() if place < len(cells)}
        yield Line(row, named, frozenset(column for column, place in places.items() if place in formulas))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
