"""The engine `spark`: the very same kernel over the Arrow batches of a Spark frame, on whatever machines Spark has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.texts import say_problem
from scoring.errors import FactProblem, TableRefused
from scoring.tables.blocks import Columns
from scoring.tables.headings import ID, read_headings
from scoring.tables.results import as_batch, plain, schema_of
from scoring.tables.scoring import Rejected, Scoring

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PROBLEMS = "problems"
"""The column that says what is wrong with a row that cannot be used; all others but `id` are null then."""


def score_spark(scoring: Scoring, frame: DataFrame, *, language: str = "en") -> DataFrame:
    """Score *frame*, a column for each fact by its id and one called `id`, into the columns that `schema_of` names but `row`.

    Rows have no numbers here, since Spark keeps no order.

    Raises:
        TableRefused: a column is no fact of the policy, or there is no column `id`.
        OutsideForce, RoundUnknown: as `assess` does.
    """
    names = read_headings("DataFrame", scoring.policy.facts, frame.columns)
    if ID not in names:
        raise TableRefused("DataFrame", "no_ids")
    given = frame.toDF(*names)
    return given.mapInArrow(scorer(scoring, language), _declared(spark_schema(scoring)))


def spark_schema(scoring: Scoring) -> pa.Schema:
    """Give the columns of the result, all texts plain: Spark has no dictionaries."""
    whole = plain(schema_of(scoring, has_ids=True))
    return whole.remove(whole.get_field_index("row")).append(pa.field(PROBLEMS, pa.string()))


def _declared(schema: pa.Schema) -> str:
    """Write *schema* as Spark takes it."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema)


def _type(type_: pa.DataType) -> str:
    if pa.types.is_decimal128(type_):
        return f"DECIMAL({type_.precision}, {type_.scale})"
    return "BIGINT" if pa.types.is_integer(type_) else "STRING"


def scorer(scoring: Scoring, language: str) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Give what scores batches one after the other."""
    schema = spark_schema(scoring)

    def score(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            ids = pc.fill_null(pc.cast(batch.column(ID), pa.string()), "")
            block = Columns(np.arange(batch.num_rows), ids, batch.drop_columns([ID]), frozenset(), {})
            found = scoring.score(block)
            scored = as_batch(schema_of(scoring, has_ids=True), scoring, found).drop_columns(["row"])
            whole = scored.append_column(PROBLEMS, pa.nulls(scored.num_rows, pa.string()))
            yield whole.cast(schema)
            if found.rejected:
                yield _told(schema, found.rejected, language)

    return score


def _told(schema: pa.Schema, rejected: list[Rejected], language: str) -> pa.RecordBatch:
    rows = [{ID: row.id, PROBLEMS: " ".join(_words(row.problems, language))} for row in rejected]
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def _words(problems: Any, language: str) -> Iterator[str]:
    for problem in problems:
        assert isinstance(problem, FactProblem)  # noqa: S101 - a row of a frame can always be read
        yield f"{problem.pointer.removeprefix('/')}: {say_problem(problem, language)}"
