"""What a million applicants cost, against the same policy written by hand in plain NumPy; and from file to file.

Before anything is timed every criterion, every group and the sum must be the same for every row.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from datetime import date
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from benchmarks import obvious_numpy_beijing
from benchmarks.lines import POLICIES
from benchmarks.peers import Peer, measure
from scoring.engine.columns.coding import width_of_fact
from scoring.engine.columns.kernel import compile_kernel
from scoring.engine.columns.scoring import Coded, fresh, score
from scoring.policy import load_policy
from scoring.policy.values import full_range
from scoring.tables.local import score_table
from scoring.tables.scoring import Scoring

ON = date(2020, 7, 20)
ROWS, OF_FILES = 1_000_000, 200_000
ROUNDS, OF_FILE_ROUNDS = 15, 7
OBVIOUS, ALONE = "plain NumPy by hand", "read and write the same files, and nothing else"
BORN = [day.year * 10_000 + day.month * 100 + day.day for day in (date.fromordinal(710_000 + 7 * week) for week in range(1500))]


def column(fact, chance, rows):
    if fact.kind == "date":
        return np.array(BORN, np.int32)[chance.integers(0, len(BORN), rows)]
    low, high = full_range(fact)
    return chance.integers(low, high + 1, rows).astype(width_of_fact(fact))


def applicants(policy, rows):
    """Give lawful answers at random, the same each time, that contradict no check of Beijing's; lists are empty."""
    chance = np.random.default_rng(1)  # noqa: TID251 - seeded
    columns = {f"f_{f.id}": column(f, chance, rows) for f in policy.facts.values() if f.kind != "list"}
    months, years = "f_study_overlap_months", ("f_area_home_years", "f_area_home_and_job_years")
    columns[months] = np.minimum(columns[months], columns["f_employment_months"])
    columns[years[0]] = np.minimum(columns[years[0]], ON.year - 2018)
    columns[years[1]] = np.minimum(columns[years[1]], ON.year - 2018 - columns[years[0]])
    columns |= {f"o_{f.id}": np.zeros(rows + 1, np.int64) for f in policy.facts.values() if f.kind == "list"}
    columns |= {f"r_{f.id}_{r.id}": np.zeros(0, np.int32) for f in policy.facts.values() for r in f.fields}
    return Coded(rows, columns)


@pytest.fixture(scope="module")
def policy():
    return load_policy(POLICIES / "beijing/2020.yaml")


def bench_columns(benchmark, policy):
    coded = applicants(policy, ROWS)
    plain = {id_: coded.columns[f"f_{id_}"].astype(np.int64) for id_, f in policy.facts.items() if f.kind != "list"}
    options = {f.id: [option.id for option in f.options] for f in policy.facts.values() if f.options}
    totals = compile_kernel(policy, ON, None, frozenset({"points", "total"}))
    coding = compile_kernel(policy, ON, None, frozenset({"points", "total", "row"}))
    expected = obvious_numpy_beijing.points(plain, ON.year, options)
    matched = obvious_numpy_beijing.rows(plain, ON.year, options)
    found = score(coding, coded)
    assert {id_ for kind, id_ in found if kind == "points"} == set(expected)
    assert {id_ for kind, id_ in found if kind == "row"} == set(matched)
    for kind, values in (("points", expected), ("row", matched)):
        for id_, one in values.items():
            assert np.array_equal(found[kind, id_], one), (kind, id_)
    assert np.array_equal(found["total", ""], expected["indicators"])
    benchmark.extra_info["what"] = "One row of a million under beijing@2020: points of every criterion and group, and the total"
    again = fresh(totals, ROWS)
    peers = {
        OBVIOUS: Peer(partial(obvious_numpy_beijing.points, plain, ON.year, options)),
        "columns, one thread": Peer(partial(score, totals, coded), OBVIOUS, 0.45),
        "columns, one thread, into columns that are there": Peer(partial(score, totals, coded, into=again), OBVIOUS),
        "columns, two threads": Peer(partial(score, totals, coded, threads=2), OBVIOUS, 0.25),
        "columns, with the row that each criterion matched, one thread": Peer(partial(score, coding, coded), OBVIOUS, 0.75),
    }
    measure(benchmark, peers, ROWS, ROUNDS)


def frame(policy, rows):
    """Give the same applicants as other programs hand them over: days as days, options by name."""
    coded, chance = applicants(policy, rows), random.Random(1)
    columns = {"id": pa.array([f"P{chance.randrange(10**9)}" for _ in range(rows)])}
    for fact in policy.facts.values():
        values = coded.columns.get(f"f_{fact.id}")
        if fact.kind == "date":
            columns[fact.id] = pa.array([date(day // 10_000, day // 100 % 100, day % 100) for day in values.tolist()])
        elif fact.kind == "choice":
            columns[fact.id] = pa.array([o.id for o in fact.options]).take(pa.array(values))
        elif fact.kind != "list":
            columns[fact.id] = pa.array(values)
    return pa.table(columns)


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def bench_table(benchmark, policy, tmp_path, kind):
    source, target, copy = (tmp_path / f"{name}.{kind}" for name in ("in", "out", "copy"))
    table = frame(policy, OF_FILES)
    writes = {"parquet": pyarrow.parquet.write_table, "csv": pyarrow.csv.write_csv}[kind]
    reads = {"parquet": pyarrow.parquet.read_table, "csv": pyarrow.csv.read_csv}[kind]
    writes(table, source)
    scoring = Scoring(policy, ON)

    def scored():
        return score_table(scoring, source, target, language="en", tell=lambda _: None)

    assert scored().scored == OF_FILES
    result = reads(target)

    def copied() -> None:
        reads(source)
        writes(result, copy)

    benchmark.extra_info["what"] = f"One row of {OF_FILES:,} from a {kind} file to a {kind} file under beijing@2020"
    measure(benchmark, {ALONE: Peer(copied), "score-table": Peer(scored, ALONE, 1.3)}, OF_FILES, OF_FILE_ROUNDS)
