"""What a table is read as: blocks of rows, either columns of one type each, or rows one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.columns.records import Array
from scoring.policy.facts import Fact
from scoring.tables.written import as_day, value_of


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read at all: its text, and the code of the reason."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows as columns by fact id, `numbers` being their places in the file from 1.

    The cells of the columns that are `written` are text, as in a CSV file; all others have the type of their column.
    """

    numbers: Array
    ids: pa.Array | None
    batch: pa.RecordBatch
    written: frozenset[str]
    broken: Mapping[int, Broken]

    def row(self, place: int, facts: Mapping[str, Fact]) -> dict[str, Any]:
        """Give what the row at *place* says of *facts*, without what is empty."""
        cells = {name: _python(self.batch.column(name)[place]) for name in self.batch.schema.names}
        said = {name: cell for name, cell in cells.items() if cell is not None and cell != ""}
        return {name: value_of(facts[name], cell) if name in self.written else _as_said(cell) for name, cell in said.items()}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows one by one, without what is empty; `numbers` are their places in the file from 1."""

    numbers: Array
    ids: pa.Array | None
    rows: Sequence[Mapping[str, Any]]
    broken: Mapping[int, Broken]

    def row(self, place: int, _: Mapping[str, Fact]) -> Mapping[str, Any]:
        """Give what the row at *place* says."""
        return self.rows[place]


Block: TypeAlias = Columns | Rows


def rows_of(read: Sequence[tuple[int, str | None, Mapping[str, Any] | Broken]]) -> Rows:
    """Make a block of what was *read* row by row: number, id where the table has ids, and what the row says."""
    whole = [(number, id_, row) for number, id_, row in read if not isinstance(row, Broken)]
    broken = {number: row for number, _, row in read if isinstance(row, Broken)}
    has_ids = any(id_ is not None for _, id_, _ in whole)
    return Rows(
        np.array([number for number, _, _ in whole], np.int64),
        pa.array([id_ or "" for _, id_, _ in whole], pa.string()) if has_ids else None,
        [row for _, _, row in whole],
        broken,
    )


def _python(cell: pa.Scalar) -> Any:
    """Give what *cell* is in Python; what it has no value for, a day in the year 12,000, as a text that no fact allows."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return f"({cell.type})" if pa.types.is_nested(cell.type) else pc.cast(cell, pa.string()).as_py()


def _as_said(value: Any) -> Any:
    """Leave out what a record does not say, since in columns every record has every field; give moments that are days as days."""
    if not isinstance(value, list):
        return as_day(value)
    return [
        {id_: as_day(field) for id_, field in record.items() if field is not None} if isinstance(record, dict) else record
        for record in value
    ]
