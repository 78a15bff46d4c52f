"""Made-up people as the rows of a table: values as people write them, an id that says of every row that it is made up."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from scoring.engine.columns.records import Array
from scoring.engine.columns.scoring import Coded
from scoring.inspection.population.peopling import Population
from scoring.policy.facts import Fact
from scoring.policy.language import arithmetic
from scoring.policy.values import DIGITS

ID = "id"
MARK = "synthetic"
_DIGITS = min(DIGITS, 38)  # what Arrow's decimals hold


def schema_of(population: Population, *, nested: bool) -> pa.Schema:
    """Give the columns; a list is text where the format has none that are *nested*. The metadata say that it is made up."""
    plan = population.plan
    about = {
        MARK: plan.note.say("zh") + " " + plan.note.say("en"),
        "policy": f"{plan.policy.name} {plan.policy.digest}",
        "seed": str(population.seed),
        "on": population.on.isoformat(),
    }
    columns = [(fact.id, _type(fact) if nested or fact.kind != "list" else pa.string()) for fact in plan.policy.facts.values()]
    return pa.schema([(ID, pa.string()), *columns], metadata=about)


def batches(population: Population, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Give everybody, part by part, in the columns of *schema*."""
    start = 0
    for facts in population.parts():
        ids = [f"{MARK}-{population.seed}-{row + 1}" for row in range(start, start + facts.rows)]
        columns = [_column(fact, facts, schema.field(fact.id).type) for fact in population.plan.policy.facts.values()]
        yield pa.RecordBatch.from_arrays([pa.array(ids, pa.string()), *columns], schema=schema)
        start += facts.rows


def _type(fact: Fact) -> pa.DataType:
    match fact.kind:
        case "boolean":
            return pa.bool_()
        case "integer":
            return pa.int64()
        case "decimal":
            return pa.decimal128(_DIGITS, fact.places)
        case "date":
            return pa.date32()
        case "list":
            return pa.list_(pa.struct([(field.id, _type_in_record(field)) for field in fact.fields]))
        case _:
            return pa.string()


def _type_in_record(field: Fact) -> pa.DataType:
    return pa.string() if field.kind == "decimal" else _type(field)


def _column(fact: Fact, facts: Coded, type_: pa.DataType) -> pa.Array:
    if fact.kind != "list":
        return _values(fact, facts.columns[f"f_{fact.id}"], facts.columns.get(f"g_{fact.id}"), type_)
    offsets = facts.columns[f"o_{fact.id}"]
    entries = np.arange(offsets[-1]) - np.repeat(offsets[:-1], np.diff(offsets))
    fields = [
        pa.array([f"{MARK} {entry + 1}" for entry in entries.tolist()], pa.string())
        if field.kind == "text"
        else _values(field, facts.columns[f"r_{fact.id}_{field.id}"], None, _type_in_record(field))
        for field in fact.fields
    ]
    records = pa.StructArray.from_arrays(fields, [field.id for field in fact.fields])
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), records)
    return lists if type_ != pa.string() else _as_text(lists)


def _as_text(lists: pa.Array) -> pa.Array:
    """Write each list as JSON; one without entries as nothing."""
    return pa.array(
        [json.dumps(records, default=str, ensure_ascii=False) if records else None for records in lists.to_pylist()], pa.string()
    )


def _values(fact: Fact, coded: Array, given: Array | None, type_: pa.DataType) -> pa.Array:
    missing = None if given is None else ~given
    match fact.kind:
        case "choice":
            codes = pa.array(coded.astype(np.int64), mask=missing)
            return pa.DictionaryArray.from_arrays(codes, [option.id for option in fact.options]).dictionary_decode()
        case "date":
            return pa.array(_days(coded.astype(np.int64)), type_, mask=missing)
        case "decimal":
            numbers = [arithmetic.decode(number, fact.places) for number in coded.tolist()]
            return pa.array([f"{number:f}" for number in numbers] if type_ == pa.string() else numbers, type_, mask=missing)
        case _:
            return pa.array(coded, type_, mask=missing)


def _days(coded: Array) -> Array:
    """Give days coded yyyymmdd as Arrow counts them."""
    months = (coded // 10_000 - 1970) * 12 + coded // 100 % 100 - 1
    days: Array = months.astype("datetime64[M]").astype("datetime64[D]") + (coded % 100 - 1)
    return days
