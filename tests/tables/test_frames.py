"""A frame of any make comes back in that make, scored as a file is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec

import narwhals as nw
import pyarrow as pa
import pytest

from scoring.engine import assess
from scoring.errors import TableRefused
from scoring.tables.frames import score_frame
from scoring.tables.scoring import Scoring
from tests.policy.small import load
from tests.tables.test_score_table import DAY, TOWN, same

PEOPLE = {
    "n": [5, 91, 6],
    "w": ["1.50", "2.00", "3.25"],
    "d": [date(1990, 1, 1)] * 3,
    "b": [True, False, True],
    "e": ["mid", "low", "high"],
}
MAKES = [
    pytest.param(make, marks=[] if find_spec(make) else pytest.mark.skip(f"{make} is not installed: pip install {make}"))
    for make in ("pyarrow", "polars", "pandas")
]


@pytest.fixture(scope="module")
def town():
    return load(TOWN)


def frame(columns, make):
    return nw.from_arrow(pa.table(columns), backend=make).to_native()


@pytest.mark.parametrize("make", MAKES)
def test_a_frame_comes_back_in_its_own_make(town, make):
    given = frame({"id": ["x", "y", None], **PEOPLE}, make)
    result, rejected = score_frame(Scoring(town, DAY), given)
    assert type(result) is type(given)
    rows = nw.from_native(result, eager_only=True).to_arrow().to_pylist()
    assert [(row["row"], row["id"]) for row in rows] == [(1, "x"), (3, "")]
    assert [(row.number, row.id, row.problems[0].code) for row in rejected] == [(2, "y", "out_of_range")]
    for row, place in zip(rows, (0, 2), strict=True):
        same(row, assess(town, {name: values[place] for name, values in PEOPLE.items()}, on=DAY))


def test_moments_that_are_days_are_days(town):
    """Some makes have no days; a moment within a day is none."""
    midnight, morning = datetime(1990, 1, 1), datetime(1990, 1, 1, 8)  # noqa: DTZ001 - as frames have them
    people = {**PEOPLE, "n": [5, 4, 6]}
    result, rejected = score_frame(Scoring(town, DAY), pa.table({**people, "d": [midnight] * 3}))
    assert (result.num_rows, rejected) == (3, [])
    assert "id" not in result.column_names
    result, rejected = score_frame(Scoring(town, DAY), pa.table({**people, "d": [midnight, morning, midnight]}))
    assert [row.number for row in rejected] == [2]


def test_lists_of_either_kind_are_read(town):
    records = [[{"j": Decimal("1.5")}], [], None]
    kinds = [pa.list_(pa.struct([("j", pa.decimal128(3, 1))])), pa.large_list(pa.struct([("j", pa.decimal128(3, 1))]))]
    people = {**PEOPLE, "n": [5, 4, 6]}
    for kind in kinds:
        result, _ = score_frame(Scoring(town, DAY), pa.table({**people, "h": pa.array(records, kind)}))
        assert result["points.held"].to_pylist() == [Decimal("1.50"), Decimal(0), Decimal(2)]


def test_a_frame_without_rows_gives_one_without_rows(town):
    result, rejected = score_frame(Scoring(town, DAY), pa.table({"n": pa.array([], pa.int64())}))
    assert (result.num_rows, rejected) == (0, [])


def test_a_column_that_is_no_fact_is_refused(town):
    with pytest.raises(TableRefused) as refused:
        score_frame(Scoring(town, DAY), pa.table({"wage": [1]}))
    assert refused.value.why == "column_unknown"
