"""Frames of any make, pandas, Polars or PyArrow: taken and given back through Narwhals, scored as Arrow columns in between."""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.tables.blocks import Columns
from scoring.tables.headings import ID, read_headings
from scoring.tables.reading_columns import ROWS
from scoring.tables.results import as_batch, schema_of
from scoring.tables.scoring import Rejected, Scoring


class ScoredFrame(NamedTuple):
    """A frame of the make that was given, with the columns that `schema_of` names, and the rows that were set apart."""

    frame: Any
    rejected: list[Rejected]


def score_frame(scoring: Scoring, frame: Any) -> ScoredFrame:
    """Score *frame*, a column for each fact by its id, and one called `id` that is handed on; rows are numbered from 1.

    Raises:
        TableRefused: a column is no fact of the policy.
        TypeError: Narwhals does not know the make of *frame*.
        OutsideForce, RoundUnknown: as `assess` does.
    """
    given = nw.from_native(frame, eager_only=True)
    table = given.to_arrow().select(given.columns)  # without the index that pandas lays beside them
    names = read_headings(type(frame).__name__, scoring.policy.facts, table.column_names)
    schema = schema_of(scoring, has_ids=ID in names)
    scored = [scoring.score(block) for block in _blocks(table.rename_columns(names))]
    batches = [as_batch(schema, scoring, found) for found in scored]
    result = nw.from_arrow(pa.Table.from_batches(batches, schema), backend=given.implementation)
    return ScoredFrame(result.to_native(), [rejected for found in scored for rejected in found.rejected])


def _blocks(table: pa.Table) -> list[Columns]:
    ids = pc.cast(table[ID], pa.string()) if ID in table.column_names else None
    facts = {name: table[name] for name in table.column_names if name != ID}
    whole = pa.table({**facts, ID: ids if ids is not None else pa.nulls(table.num_rows, pa.string())})
    blocks, first = [], 1
    for batch in whole.combine_chunks().to_batches(ROWS):
        numbers = np.arange(first, first + batch.num_rows, dtype=np.int64)
        given = pc.fill_null(batch.column(ID), "") if ids is not None else None
        blocks.append(Columns(numbers, given, batch.drop_columns([ID]), written=frozenset(), broken={}))
        first += batch.num_rows
    return blocks
