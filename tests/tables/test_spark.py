"""Spark scores with the very same kernel: each row comes to what it comes to alone, and a wrong one says what is wrong.

Where PySpark or Java is absent, what Spark would do is done in this process by `Frame`, so that all but Spark itself is tried.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet
import pytest

from scoring.engine import assess
from scoring.errors import OutsideForce, TableRefused
from scoring.tables.local import score_table
from scoring.tables.scoring import Scoring
from scoring.tables.spark import PROBLEMS, score_spark, scorer, spark_schema
from scoring.tables.spark_files import JAVA, lacking, score_files
from tests.policy.small import load
from tests.tables.test_frames import PEOPLE
from tests.tables.test_score_table import DAY, TOWN, same

COLUMNS = {"id": ["P0", "P1", "P2"], **PEOPLE}


class Frame:
    """What Spark does with a frame, done in this process: batches of two rows go through a function."""

    def __init__(self, table):
        self.table, self.columns = table, table.column_names
        self.write = SimpleNamespace(parquet=self._write)

    def toDF(self, *names):  # noqa: N802 - as Spark calls it
        return Frame(self.table.rename_columns(names))

    def mapInArrow(self, function, declared):  # noqa: N802 - as Spark calls it
        found = pa.Table.from_batches(function(self.table.to_batches(2)))
        assert declared.split("`")[1::2] == found.column_names
        assert declared.startswith("`id` STRING, ")
        assert "`total` DECIMAL(19, 2), " in declared
        return Frame(found)

    def drop(self, name):
        return Frame(self.table.drop_columns([name]))

    def _write(self, uri):
        folder = place(uri)
        folder.mkdir()
        pyarrow.parquet.write_table(self.table, folder / "part.parquet")


def place(uri):
    return Path(uri.removeprefix("file://"))


HERE = SimpleNamespace(read=SimpleNamespace(parquet=lambda uri: Frame(pyarrow.parquet.read_table(place(uri)))))


@pytest.fixture(scope="module")
def scoring():
    return Scoring(load(TOWN), DAY, explain="en")


@pytest.fixture(scope="module", params=["here", "spark"])
def session(request):
    if request.param == "here":
        yield HERE
        return
    if missing := lacking(os.environ):
        pytest.skip(f"no {', '.join(missing)}: pip install luohu[spark], and Java {JAVA}")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # as `luohu score-table` has it
    started = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield started
    started.stop()


@pytest.fixture
def source(tmp_path):
    pyarrow.parquet.write_table(pa.table(COLUMNS), tmp_path / "in 人.parquet")
    return tmp_path / "in 人.parquet"


def check(scoring, rows):
    """Compare the rows of a result with the people of `PEOPLE`, of whom the second has a wrong answer."""
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == 3
    assert by_id["P1"]["outcome"] is None
    assert by_id["P1"][PROBLEMS].startswith("n: ")
    for number in (0, 2):
        assert by_id[f"P{number}"][PROBLEMS] is None
        same(by_id[f"P{number}"], assess(scoring.policy, {name: values[number] for name, values in PEOPLE.items()}, on=DAY))


def test_the_batches_of_a_partition_are_scored(scoring):
    batch = pa.RecordBatch.from_pydict(COLUMNS)
    batches = list(scorer(scoring, "en")([batch.slice(0, 2), batch.slice(2)]))
    assert {found.schema for found in batches} == {spark_schema(scoring)}
    check(scoring, [row for found in batches for row in found.to_pylist()])


@pytest.mark.filterwarnings("default")  # Spark's own
def test_parquet_is_scored_into_a_folder_of_parquet(scoring, session, source, tmp_path):
    target = tmp_path / "out.parquet"
    tally = score_files(scoring, session, source, target, language="en")
    assert (tally.scored, tally.provisional, tally.rejected, tally.apart) == (2, 0, 1, target)
    rows = pyarrow.parquet.read_table(target)
    check(scoring, rows.to_pylist())
    assert set(rows["words.bands"].to_pylist()) == {"N: from 3, 50 or less (Art. 3)", None}
    assert rows.schema.field("total").type == spark_schema(scoring).field("total").type
    with pytest.raises(TableRefused) as refused:
        score_spark(scoring, session.read.parquet(f"file://{source}").drop("id"))
    assert refused.value.why == "no_ids"


def test_what_spark_cannot_do_is_refused_before_it_begins(scoring, source, tmp_path):
    (tmp_path / "there.parquet").mkdir()
    (tmp_path / "no.parquet").write_text("no table")
    pyarrow.parquet.write_table(pa.table({"wage": [1]}), tmp_path / "wage.parquet")
    out = tmp_path / "out.parquet"
    for given, target, why in (
        (source, tmp_path / "there.parquet", "exists"),
        (source, tmp_path / "no" / "out.parquet", "no_folder"),
        (source, tmp_path / "out.csv", "format_unknown"),
        (tmp_path / "in.csv", out, "format_unknown"),
        (tmp_path / "no.parquet", out, "unreadable"),
        (tmp_path / "wage.parquet", out, "column_unknown"),
    ):
        with pytest.raises(TableRefused) as refused:
            score_files(scoring, None, given, target, language="en")
        assert refused.value.why == why
    with pytest.raises(OutsideForce):
        score_files(Scoring(scoring.policy, DAY.replace(year=1999)), None, source, out, language="en")
    with pytest.raises(TableRefused) as refused:
        score_table(scoring, tmp_path, tmp_path / "out.csv", language="en", tell=print)
    assert refused.value.why == "folder"
    assert not out.exists()


@pytest.mark.parametrize(
    ("version", "lacks_java"), [("1.8.0_402", True), ("11.0.2", True), ("17.0.15", False), ("25", False), ("", True)]
)
def test_what_spark_lacks_is_named(tmp_path, version, lacks_java):
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    if version:
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n")
        java.chmod(0o755)
    lacks = ["Java 17"] * lacks_java + ["PySpark"] * (find_spec("pyspark") is None)
    assert lacking({"JAVA_HOME": str(tmp_path)}) == lacking({"PATH": str(java.parent)}) == lacks
