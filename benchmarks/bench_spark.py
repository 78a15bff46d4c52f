"""What scoring costs in Spark, against the same job without it: the same Parquet in, as many columns of the same kind out.

Measured where the extra `spark` is installed and Java is there; else it is skipped, and says what is missing.
"""

from __future__ import annotations

import os
import sys
from itertools import count

import pyarrow.parquet
import pytest

from benchmarks.bench_columns import ON, frame
from benchmarks.lines import POLICIES
from benchmarks.peers import Peer, measure
from scoring.policy import load_policy
from scoring.tables.scoring import Scoring
from scoring.tables.spark import score_spark, scorer
from scoring.tables.spark_files import lacking

ROWS, ROUNDS = 500_000, 5
MOST = 10_000
"""Rows of a batch, as Spark cuts them."""


@pytest.fixture
def session():
    if missing := lacking(os.environ):
        pytest.skip(f"no {', '.join(missing)}: install requirements.extras.lock, and Java")
    from pyspark.sql import SparkSession  # noqa: PLC0415 - where it is installed

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    started = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    yield started
    started.stop()


def unscored(scoring, people):
    """Give what answers each batch with the result of the first rows: read and written as by scoring, and nothing is scored."""
    [known] = scorer(scoring, "en")(people.slice(0, MOST).combine_chunks().to_batches())

    def answer(batches):
        for batch in batches:
            yield known.slice(0, batch.num_rows)

    return answer


@pytest.mark.filterwarnings("default")  # Spark's own
def bench_spark(benchmark, session, tmp_path):
    policy = load_policy(POLICIES / "beijing/2020.yaml")
    scoring, people = Scoring(policy, ON), frame(policy, ROWS)
    pyarrow.parquet.write_table(people, tmp_path / "in.parquet")
    given = session.read.parquet(f"file://{tmp_path}/in.parquet")
    scored = score_spark(scoring, given)
    passed = given.mapInArrow(unscored(scoring, people), scored.schema)
    number = count()

    def into_files(wanted):
        return lambda: wanted.write.parquet(f"file://{tmp_path}/{next(number)}.parquet")

    benchmark.extra_info["what"] = f"One row of {ROWS:,} in Spark, from Parquet to Parquet, under beijing@2020"
    alone = "the same columns read and written, and nothing scored"
    measure(benchmark, {alone: Peer(into_files(passed)), "score_spark": Peer(into_files(scored), alone, 1.5)}, ROWS, ROUNDS)
    assert session.read.parquet(f"file://{tmp_path}/1.parquet").filter("problems is null").count() == ROWS
