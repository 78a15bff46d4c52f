"""Spark scores with the very same kernel: each row comes to what it comes to alone, and a wrong one says what is wrong."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from importlib.util import find_spec

import pyarrow as pa
import pytest

from scoring.engine import assess
from scoring.errors import TableRefused
from scoring.tables.scoring import Scoring
from scoring.tables.spark import PROBLEMS, score_spark, scorer, spark_schema
from tests.policy.small import load
from tests.tables.test_frames import PEOPLE
from tests.tables.test_score_table import DAY, TOWN, same

JAVA = 17


def remedy():
    """What is missing for Spark, or nothing."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: pip install luohu[spark]"
    java = shutil.which("java")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else '"0'
    return "" if int(told.split('"')[1].split(".")[0]) >= JAVA else f"Spark needs Java {JAVA} or newer"


@pytest.fixture(scope="module")
def scoring():
    return Scoring(load(TOWN), DAY)


@pytest.fixture(scope="module")
def spark():
    if missing := remedy():
        pytest.skip(missing)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def check(scoring, rows):
    """Compare the rows of a result with the people of `PEOPLE`, of whom the second has a wrong answer."""
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == 3
    assert by_id["P1"]["outcome"] is None
    assert by_id["P1"][PROBLEMS].startswith("n: ")
    for place in (0, 2):
        assert by_id[f"P{place}"][PROBLEMS] is None
        same(by_id[f"P{place}"], assess(scoring.policy, {name: values[place] for name, values in PEOPLE.items()}, on=DAY))


def test_the_batches_of_a_partition_are_scored(scoring):
    batch = pa.RecordBatch.from_pydict({"id": ["P0", "P1", "P2"], **PEOPLE})
    batches = list(scorer(scoring, "en")([batch.slice(0, 2), batch.slice(2)]))
    assert {found.schema for found in batches} == {spark_schema(scoring)}
    check(scoring, [row for found in batches for row in found.to_pylist()])


@pytest.mark.filterwarnings("default")  # Spark's own
def test_a_spark_frame_is_scored(scoring, spark):
    columns = {"id": ["P0", "P1", "P2"], **PEOPLE}
    frame = spark.createDataFrame([dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)])
    check(scoring, [row.asDict() for row in score_spark(scoring, frame).collect()])
    with pytest.raises(TableRefused) as refused:
        score_spark(scoring, frame.drop("id"))
    assert refused.value.why == "no_ids"
    assert isinstance(score_spark(scoring, frame).agg({"total": "max"}).collect()[0][0], Decimal)
