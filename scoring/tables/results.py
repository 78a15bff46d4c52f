"""From what a block came to, to the columns of the table that is written."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from scoring.engine.columns.kernel import Named
from scoring.engine.columns.records import Array
from scoring.policy.model import Policy
from scoring.tables.scoring import ALL_OUTCOMES, HIGHEST, LOWEST, OUTCOME, TOTAL, Scored, Scoring

_HEAD = {OUTCOME: "outcome", TOTAL: "total", LOWEST: "lowest", HIGHEST: "highest"}
_DIGITS = 19  # of the largest whole number of 64 bits


def schema_of(scoring: Scoring, *, has_ids: bool) -> pa.Schema:
    """Give the columns of a result: the row's number and id, outcome and total, what is missing, then every item by its id.

    Points are decimals; `ranking.<n>` are what sorts candidates, lowest first; `row.<id>` the matched row of the point table.
    """
    points = pa.decimal128(_DIGITS, scoring.policy.places)
    fields = [("row", pa.int64()), *([("id", pa.string())] if has_ids else [])]
    fields += [("policy", pa.string()), ("provenance", pa.string()), ("outcome", pa.string())]
    fields += [(_HEAD[named], points) for named in (TOTAL, LOWEST, HIGHEST)] + [("missing", pa.string())]
    items = [named for named in scoring.kernel.outputs if named[0] in {"ranking", "points", "row"}]
    return pa.schema([*fields, *((".".join(named), points if named[0] == "points" else pa.int64()) for named in items)])


def as_batch(schema: pa.Schema, policy: Policy, scored: Scored) -> pa.RecordBatch:
    """Give the rows that are kept."""
    kept = np.flatnonzero(scored.kept)
    by_name = {_HEAD.get(named) or ".".join(named): named for named in scored.columns}
    arrays = []
    for column in schema:
        if column.name == "row":
            arrays.append(pa.array(scored.numbers[kept]))
        elif column.name == "id":
            arrays.append(scored.ids.take(pa.array(kept)) if scored.ids is not None else pa.nulls(len(kept), pa.string()))
        elif column.name in {"policy", "provenance"}:
            said = policy.name if column.name == "policy" else policy.provenance
            arrays.append(pa.repeat(pa.scalar(said, pa.string()), len(kept)))
        elif column.name == "missing":
            missing = {place: " ".join(names) for place, names in scored.missing.items()}
            arrays.append(pa.array([missing.get(place) or None for place in kept.tolist()], pa.string()))
        elif column.name == "outcome":
            codes = pa.array(scored.columns[OUTCOME][kept].astype(np.int8))
            arrays.append(pa.DictionaryArray.from_arrays(codes, [str(outcome) for outcome in ALL_OUTCOMES]).dictionary_decode())
        else:
            arrays.append(_numbers(scored, by_name[column.name], kept, column.type, policy.places))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _numbers(scored: Scored, named: Named, kept: Array, type_: pa.DataType, places: int) -> pa.Array:
    """Give whole numbers, or points at their scale, null where open."""
    values = scored.columns[named].astype(np.int64)
    is_open = np.zeros(len(values), bool)
    is_open[scored.open.get(named, [])] = True
    values, is_open = values[kept], is_open[kept]
    if type_ == pa.int64():
        return pa.array(values, mask=is_open)
    halves = np.empty((len(values), 2), np.int64)  # a decimal of 128 bits: the number, then its sign
    halves[:, 0], halves[:, 1] = values, values >> 63
    valid = pa.array(~is_open).buffers()[1] if is_open.any() else None
    return pa.Array.from_buffers(pa.decimal128(_DIGITS, places), len(values), [valid, pa.py_buffer(halves)])
