"""What other products take for the same policy, each in its best form and in the one that its manual teaches.

Before anything is timed all of them must give the same totals. They run as processes of their own; a turn includes the word that
asks for it and the one that says it is done, some fifty microseconds.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

import numpy as np
import pytest

from benchmarks import hand_written_beijing, obvious_numpy_beijing
from benchmarks.bench_columns import OBVIOUS, ON, ROWS, applicants
from benchmarks.bench_engine import spelled_out
from benchmarks.lines import POLICIES
from benchmarks.peers import Peer, measure
from benchmarks.rival import hand_over, rival
from scoring.engine.columns.kernel import compile_kernel
from scoring.engine.columns.scoring import score
from scoring.policy import load_policy
from scoring.policy.language.calendar import to_date

ALONE, ROUNDS, OF_ONE_ROUNDS = 100, 7, 15
POLARS, EXPERT, IDIOMATIC = "Polars by hand", "OpenFisca, as an expert writes it", "OpenFisca, as its manual teaches"
TABLES, EXPRESSIONS, TRACED = (
    "ZEN, decision tables, with trace",
    "ZEN, one node of expressions, with trace",
    "OpenFisca, with trace",
)


@pytest.fixture(scope="module")
def policy():
    return load_policy(POLICIES / "beijing/2020.yaml")


def answers(policy, coded, rows):
    """Give the columns as facts of so many people."""
    plain = {f.id: coded.columns[f"f_{f.id}"] for f in policy.facts.values() if f.kind != "list"}
    return plain, [
        {f.id: _value(f, plain[f.id][row].item()) for f in policy.facts.values() if f.kind != "list"} for row in range(rows)
    ]


def _value(fact, value):
    if fact.kind == "date":
        return to_date(value)
    return fact.options[value].id if fact.options else value


def bench_many(benchmark, policy, tmp_path):
    coded = applicants(policy, ROWS)
    narrow, _ = answers(policy, coded, 0)
    plain = {id_: values.astype(np.int64) for id_, values in narrow.items()}
    options = {f.id: [option.id for option in f.options] for f in policy.facts.values() if f.options}
    kernel = compile_kernel(policy, ON, None, frozenset({"points", "total"}))
    expected = score(kernel, coded)["total", ""]
    hand_over(tmp_path, policy, narrow, year=ON.year, alone=0)
    benchmark.extra_info["what"] = "One row of a million under beijing@2020, against other products: every criterion and the total"
    with ExitStack() as stack:
        others = {
            POLARS: stack.enter_context(rival(tmp_path, "polars")),
            EXPERT: stack.enter_context(rival(tmp_path, "openfisca", "expert")),
            IDIOMATIC: stack.enter_context(rival(tmp_path, "openfisca", "idiomatic")),
        }
        for name, each in others.items():
            assert np.array_equal(each.totals, expected), name
        also = {EXPERT: 1 / 5, IDIOMATIC: 1 / 50, OBVIOUS: 0.45}
        peers = {
            OBVIOUS: Peer(partial(obvious_numpy_beijing.points, plain, ON.year, options)),
            **{name: Peer(each) for name, each in others.items()},
            "columns, one thread": Peer(partial(score, kernel, coded), POLARS, 1.0, also),
            "columns, two threads": Peer(partial(score, kernel, coded, threads=2), POLARS, None, {OBVIOUS: 0.25}),
        }
        measure(benchmark, peers, ROWS, ROUNDS)


def bench_one(benchmark, policy, tmp_path):
    coded = applicants(policy, ALONE)
    narrow, people = answers(policy, coded, ALONE)
    expected = [int(spelled_out(policy, facts, ON).total.scaleb(2)) for facts in people]
    assert expected == [hand_written_beijing.total(facts, ON)[0] for facts in people]
    hand_over(tmp_path, policy, narrow, year=ON.year, alone=ALONE)
    benchmark.extra_info["what"] = "One applicant under beijing@2020, explained, against other products with their trace"

    def explained():
        for facts in people:
            spelled_out(policy, facts, ON)

    with ExitStack() as stack:
        forms = {TABLES: ("zen", "tables"), EXPRESSIONS: ("zen", "expressions"), TRACED: ("openfisca", "one")}
        others = {name: stack.enter_context(rival(tmp_path, *form)) for name, form in forms.items()}
        for name, each in others.items():
            assert each.totals.tolist() == expected, name
        also = {TABLES: 1 / 25, TRACED: 1 / 500}
        peers = {name: Peer(each) for name, each in others.items()}
        peers["assess, every award spelled out"] = Peer(explained, EXPRESSIONS, 1 / 25, also)
        measure(benchmark, peers, ALONE, OF_ONE_ROUNDS)
