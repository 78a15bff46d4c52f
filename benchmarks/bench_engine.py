"""What one assessment costs, against the same policy written by hand; and what comes before the first one.

Every case of the policy's case file that leaves nothing open is assessed in each round, by each way in turn. Before anything is
timed all ways must agree on every case and, where the published list of 2020 is at hand, on everybody who stands on it.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from benchmarks import hand_written_beijing, hand_written_guangzhou
from benchmarks.lines import POLICIES, decimal, differences, explained
from benchmarks.peers import Peer, measure
from scoring.engine import Assessment, assess
from scoring.engine.compiling import compiled
from scoring.engine.document import written
from scoring.engine.figures import parameters_of, round_of
from scoring.engine.spelling_plan import plan_of
from scoring.inspection.cases import without_checks
from scoring.policy import load_policy
from scoring.policy.case_file import read_cases
from scoring.policy.language.calendar import from_date
from scoring.policy.loading import compile_source
from tests.conftest import ROOT
from tests.policies.test_reference import ON
from tests.policies.test_reference import _facts as facts_of_row

BY_HAND = {"guangzhou/2025": hand_written_guangzhou, "beijing/2020": hand_written_beijing}
TOTAL, EXPLAINED = "by hand, total and outcome", "by hand, with explanation"
GOALS = {"run": 1.3, "assess": 1.8, "spelled": 0.8}
IMPORT = "from time import perf_counter as now; start = now(); import scoring.engine; print(now() - start)"


@pytest.fixture(scope="module")
def published():
    """The persons of the published list, or nobody where it is not at hand."""
    path = Path(os.environ.get("LUOHU_REFERENCE_DATA") or ROOT / "../shared/data") / "beijing-2020-items-anonymised.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return [facts_of_row(row) for row in csv.DictReader(lines)]


def spelled_out(policy, facts, on) -> Assessment:
    """Assess, and make everything that an explanation has."""
    assessment = assess(policy, facts, on=on)
    assert None not in (assessment.awards, assessment.requirements, assessment.vetoes, assessment.entitlements)
    return assessment


def whole_files(policy, by_hand, name) -> list[tuple[dict, date]]:
    """Give facts and day of every case that leaves nothing open, as values; first see that both agree on them."""
    files = []
    for case in read_cases(policy, POLICIES / f"{name}.cases.yaml"):
        under = policy if case.checked else without_checks(policy)
        assessment = assess(under, case.facts, on=case.on, round_id=case.round)
        if not assessment.missing:
            agree(assessment, by_hand)
            files += [(dict(assessment.facts), case.on)] if case.checked else []
    return files


def agree(assessment: Assessment, by_hand) -> None:
    points, outcome = by_hand.total(assessment.facts, assessment.on)
    assert (decimal(points), outcome) == (assessment.total, assessment.outcome)
    assert not list(differences(by_hand.explained(assessment.facts, assessment.on), explained(assessment)))


def for_each(files, call):
    """Give what calls *call* with facts and day of every file."""

    def run() -> None:
        for facts, on in files:
            call(facts, on)

    return run


@pytest.mark.parametrize("name", BY_HAND)
def bench_assessment(benchmark, published, name):
    policy, by_hand = load_policy(POLICIES / f"{name}.yaml"), BY_HAND[name]
    files = whole_files(policy, by_hand, name)
    for facts in published if name.startswith("beijing") else ():
        agree(assess(policy, facts, on=ON), by_hand)
    code = compiled(policy)
    on = files[0][1]
    parameters, day = tuple(parameters_of(policy, on, round_of(policy, on, None)).values()), from_date(on)
    coded = [(code.read(facts), on) for facts, on in files]
    benchmark.extra_info["what"] = f"One assessment under {name.replace('/', '@')}, {len(files)} cases in turn"
    peers = {
        TOTAL: Peer(for_each(files, by_hand.total)),
        "read and check every fact": Peer(for_each(files, lambda facts, _: code.take(facts)), TOTAL),
        "points and matched rows of facts already read": Peer(
            for_each(coded, lambda facts, _: code.program.run(facts, parameters, day)), TOTAL, GOALS["run"]
        ),
        "assess, every fact checked": Peer(for_each(files, lambda facts, on: assess(policy, facts, on=on)), TOTAL, GOALS["assess"]),
        EXPLAINED: Peer(for_each(files, by_hand.explained)),
        "assess, every award spelled out": Peer(for_each(files, partial(spelled_out, policy)), EXPLAINED, GOALS["spelled"]),
        "assess, written out as JSON": Peer(for_each(files, lambda facts, on: written(assess(policy, facts, on=on))), EXPLAINED),
    }
    measure(benchmark, peers, len(files))


def bench_loading(benchmark):
    path = max(POLICIES.glob("*/*.yaml"), key=lambda path: path.stat().st_size * (".cases" not in path.name))
    benchmark.extra_info["what"] = f"Load and compile {path.parent.name}@{path.stem}, the largest policy (goal: below 300,000)"

    def load() -> None:
        compile_source.cache_clear()
        policy = load_policy(path)
        compiled(policy)
        plan_of(policy)

    benchmark.pedantic(load, rounds=15, warmup_rounds=1)


def bench_import(benchmark, tmp_path):
    benchmark.extra_info["what"] = "Start Python afresh and import scoring.engine, its code compiled before"
    own: list[float] = []
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}

    def start() -> None:
        told = subprocess.run([sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True, env=surroundings)
        own.append(float(told.stdout))

    benchmark.pedantic(start, rounds=15, warmup_rounds=1)
    benchmark.extra_info["alone"] = {"what": "Of that, the import itself (goal: below 60,000)", "seconds": own[1:]}
