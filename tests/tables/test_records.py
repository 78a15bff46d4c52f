"""A list from a table of its own: every record goes to its applicant, and one that has none is told of."""

from __future__ import annotations

import csv
import json

import pyarrow as pa
import pyarrow.parquet
import pytest

from scoring.engine import assess
from scoring.errors import TableRefused
from tests.policy.small import load
from tests.tables.test_score_table import DAY, KINDS, TOWN, WHOLE, read, run, same, write

RECORDS = [
    {"id": "a", "k": "x", "i": 4, "t": "one"},
    {"id": "c", "k": "y", "t": "two"},
    {"id": "a", "k": "z", "i": -3, "t": "three"},
]
LISTS = {"a": [RECORDS[0], RECORDS[2]], "b": [], "c": [RECORDS[1]]}


@pytest.fixture(scope="module")
def town():
    return load(TOWN)


def people(**more):
    return [{**WHOLE, "id": id_, **more} for id_ in "abc"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("listed", [".csv", ".jsonl"])
def test_every_record_goes_to_its_applicant(town, tmp_path, kind, listed):
    source, records = write(tmp_path / f"in{kind}", people()), write(tmp_path / f"records{listed}", RECORDS)
    tally = run(town, source, tmp_path / "out.csv", lists={"l": records})
    assert (tally.scored, tally.rejected) == (3, 0)
    for row in read(tmp_path / "out.csv"):
        given = [{k: v for k, v in record.items() if k != "id"} for record in LISTS[row["id"]]]
        same(row, assess(town, {**{k: v for k, v in WHOLE.items() if k != "id"}, "l": given}, on=DAY))


@pytest.mark.parametrize("kind", [".csv", ".jsonl"])
def test_wrong_records_and_those_of_nobody_are_told_of(town, tmp_path, kind):
    wrong = [*RECORDS, {"id": "b", "k": "w", "i": "much", "t": "x"}, {"id": "nobody", "k": "x", "i": 1, "t": "x"}]
    records = write(tmp_path / "records.jsonl", wrong)
    records.write_text(records.read_text() + "[]\n")
    tally = run(town, write(tmp_path / f"in{kind}", people()), tmp_path / "out.csv", lists={"l": records})
    assert (tally.scored, tally.rejected) == (2, 3)
    told = [(line["row"], line["id"], line["fact"]) for line in csv.DictReader(tally.apart.read_text("utf-8-sig").splitlines())]
    assert told == [("2", "b", "l/0/k"), ("2", "b", "l/0/i"), ("5", "nobody", ""), ("6", "", "")]


def refusal(town, source, lists):
    with pytest.raises(TableRefused) as refused:
        run(town, source, source.with_name("out.csv"), lists=lists)
    return refused.value.why


def test_both_tables_need_ids_and_a_list_is_given_once(town, tmp_path):
    records = write(tmp_path / "records.csv", RECORDS)
    nameless = write(tmp_path / "nameless.csv", [{k: v for k, v in RECORDS[0].items() if k != "id"}])
    source = write(tmp_path / "in.csv", people())
    assert refusal(town, source, {"l": nameless}) == "no_ids"
    assert refusal(town, write(tmp_path / "no.csv", [{k: v for k, v in WHOLE.items() if k != "id"}]), {"l": records}) == "no_ids"
    for kind in (".csv", ".jsonl"):
        assert refusal(town, write(tmp_path / f"twice{kind}", people(l=[])), {"l": records}) == "column_twice"
    empty = tmp_path / "empty.csv"
    empty.write_text("k,i\n")
    assert run(town, source, tmp_path / "out.csv", lists={"l": empty}).scored == 3


def test_a_record_of_another_type_is_looked_at_row_by_row(town, tmp_path):
    """What the reader allows is allowed: a decimal written as text."""
    source = tmp_path / "in.parquet"
    pyarrow.parquet.write_table(pa.table({name: pa.array([value]) for name, value in WHOLE.items()}), source)
    records = tmp_path / "records.jsonl"
    records.write_text("".join(json.dumps({"id": "whole", "j": j}) + "\n" for j in ("1.5", 2)))
    assert run(town, source, tmp_path / "out.csv", lists={"h": records}).scored == 1
    assert read(tmp_path / "out.csv")[0]["points.held"] == "3.50"
