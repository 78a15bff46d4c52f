"""From what a block came to, to the columns of the table that is written."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from scoring.engine.columns.kernel import Named
from scoring.engine.columns.records import Array
from scoring.tables.matched import MATCHED, matched
from scoring.tables.scoring import ALL_OUTCOMES, HIGHEST, LOWEST, OUTCOME, TOTAL, Scored, Scoring

WORDS = "words."
_HEAD = {OUTCOME: "outcome", TOTAL: "total", LOWEST: "lowest", HIGHEST: "highest"}
_DECIMAL = 16  # bytes of a decimal of 128 bits
_DIGITS = {"int8": 3, "int16": 5, "int32": 10, "int64": 19}  # of the largest whole number of a width


def schema_of(scoring: Scoring, *, has_ids: bool) -> pa.Schema:
    """Give the columns of a result: the row's number and id, outcome and total, what is missing, then every item by its id.

    Points are decimals; `ranking.<n>` are what sorts candidates, lowest first. `row.<id>` is the matched row of the point table,
    or how many units were counted, and `words.<id>` says it, with the article.
    """
    places, kernel = scoring.policy.places, scoring.kernel
    fields = [("row", pa.int64()), *([("id", pa.string())] if has_ids else [])]
    fields += [("policy", pa.string()), ("provenance", pa.string()), ("outcome", pa.string())]
    fields += [(_HEAD[named], pa.decimal128(_DIGITS["int64"], places)) for named in (TOTAL, LOWEST, HIGHEST)]
    fields += [("missing", pa.string())]
    for named, width in kernel.outputs.items():
        if named[0] == "points":
            fields.append((".".join(named), pa.decimal128(max(_DIGITS[width], places + 1), places)))
        elif named[0] in {"ranking", "row"}:
            fields.append((".".join(named), pa.int64()))
        if named[0] == "row":
            fields.append((f"{WORDS}{named[1]}", MATCHED))
    return pa.schema(fields)


def plain(schema: pa.Schema) -> pa.Schema:
    """Give *schema* with texts in place of dictionaries of them."""
    return pa.schema([pa.field(f.name, pa.string()) if pa.types.is_dictionary(f.type) else f for f in schema])


def as_batch(schema: pa.Schema, scoring: Scoring, scored: Scored) -> pa.RecordBatch:
    """Give the rows that are kept."""
    policy = scoring.policy
    kept = slice(None) if scored.kept.all() else np.flatnonzero(scored.kept)
    rows = int(scored.kept.sum())
    texts = {
        "id": lambda: pa.nulls(rows, pa.string()) if scored.ids is None else scored.ids.filter(pa.array(scored.kept)),
        "policy": lambda: pa.repeat(pa.scalar(policy.name, pa.string()), rows),
        "provenance": lambda: pa.repeat(pa.scalar(str(policy.provenance), pa.string()), rows),
        "outcome": lambda: _outcomes(scored.columns[OUTCOME][kept]),
        "missing": lambda: _missing(scored).filter(pa.array(scored.kept)),
    }
    by_name = {_HEAD.get(named) or ".".join(named): named for named in scored.columns}
    arrays = []
    for column in schema:
        if column.name in texts:
            arrays.append(texts[column.name]())
        elif column.name == "row":
            arrays.append(pa.array(scored.numbers[kept]))
        elif column.name.startswith(WORDS):
            arrays.append(_words(scoring, scored, column.name.removeprefix(WORDS), kept))
        else:
            arrays.append(_numbers(scored, by_name[column.name], kept, column.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _outcomes(codes: Array) -> pa.Array:
    names = pa.array([str(outcome) for outcome in ALL_OUTCOMES])
    return names.take(pa.array(codes.astype(np.int8)))


def _missing(scored: Scored) -> pa.Array:
    """Name the missing facts of each row; of most rows, nothing."""
    rows = len(scored.kept)
    if not scored.missing:
        return pa.nulls(rows, pa.string())
    return pa.array([" ".join(scored.missing.get(place, ())) or None for place in range(rows)], pa.string())


def _words(scoring: Scoring, scored: Scored, criterion: str, kept: Array | slice) -> pa.Array:
    assert scoring.explain is not None  # noqa: S101 - else there is no such column
    named = ("row", criterion)
    return matched(scoring.policy, criterion, scored.columns[named][kept], _open(scored, named, kept), scoring.explain)


def _numbers(scored: Scored, named: Named, kept: Array | slice, type_: pa.DataType) -> pa.Array:
    """Give whole numbers, or points at their scale, null where open."""
    values = scored.columns[named][kept]
    open_ = _open(scored, named, kept)
    if type_ == pa.int64():
        return pa.array(values.astype(np.int64), mask=open_)
    memory = pa.allocate_buffer(len(values) * _DECIMAL)  # Arrow's own is handed on from block to block
    halves = np.frombuffer(memory, np.int64).reshape(-1, 2)  # a decimal of 128 bits: the number, then its sign
    halves[:, 0] = values
    halves[:, 1] = 0
    if values.min(initial=0) < 0:
        np.right_shift(halves[:, 0], 63, out=halves[:, 1])
    valid = None if open_ is None else pa.array(~open_).buffers()[1]
    return pa.Array.from_buffers(type_, len(values), [valid, memory])


def _open(scored: Scored, named: Named, kept: Array | slice) -> Array | None:
    """Say which of the rows are open; None where none is."""
    if named not in scored.open:
        return None
    is_open = np.zeros(len(scored.kept), bool)
    is_open[scored.open[named]] = True
    return is_open[kept]
