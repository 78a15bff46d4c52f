"""What requests cost over HTTP, against a service written by hand for the one policy and against OpenFisca's own web API.

All are served by gunicorn with one worker and asked one after another on a connection that stays open; before anything is timed
they must give the same totals.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import partial

import pytest

from benchmarks.bench_columns import ON, applicants
from benchmarks.bench_rivals import answers
from benchmarks.lines import POLICIES
from benchmarks.peers import Peer, measure
from benchmarks.rival import hand_over
from benchmarks.serving import ask, bare, by_hand, openfisca_served, served
from scoring.policy import load_policy

PEOPLE, AT_ONCE, ROUNDS, OF_MANY_ROUNDS = 40, 200, 30, 7
OURS, BATCH = "/api/v1/policies/beijing/2020/assessments", "/api/v1/policies/beijing/2020/assessments/batch"
BARE, BY_HAND, OPENFISCA = "read and write JSON, and nothing else", "by hand, for this policy alone", "OpenFisca's web API"
PERIOD = str(ON.year)


@pytest.fixture(scope="module")
def policy():
    return load_policy(POLICIES / "beijing/2020.yaml")


def written(people):
    """Give the facts as JSON has them."""
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()} for facts in people
    ]


def situation(people, asked=("indicators",)):
    """Give people as OpenFisca's web API asks for them: days as numbers, and what is *asked* left open."""
    persons = {}
    for number, facts in enumerate(people):
        coded = {name: int(value.strftime("%Y%m%d")) if name == "birth_date" else value for name, value in facts.items()}
        persons[f"p{number:03d}"] = {
            **{name: {PERIOD: value} for name, value in coded.items()},
            **{name: {PERIOD: None} for name in asked},
        }
    return json.dumps({"persons": persons}).encode()


def totals(answer):
    return [one["indicators"][PERIOD] for one in answer["persons"].values()]


def for_each(connection, path, bodies):
    """Give what asks once for each of the bodies."""

    def run() -> None:
        for body in bodies:
            ask(connection, path, body)

    return run


@pytest.fixture
def given(policy, tmp_path):
    """People, in the program's form and as what is sent, and OpenFisca's folder."""
    narrow, people = answers(policy, applicants(policy, AT_ONCE), AT_ONCE)
    hand_over(tmp_path, policy, narrow, year=ON.year, alone=0)
    return people, tmp_path


def bench_requests(benchmark, public_app, policy, given):
    people, folder = given
    facts = written(people[:PEOPLE])
    bodies = [json.dumps({"on": ON.isoformat(), "facts": one}).encode() for one in facts]
    every = [part.id for part in policy.walk()]
    situations = [situation([one], every) for one in people[:PEOPLE]]
    benchmark.extra_info["what"] = "One request with one applicant under beijing@2020, every award explained"
    with ExitStack() as stack:
        nothing, hand, ours = (stack.enter_context(served(app)) for app in (bare(), by_hand(), public_app))
        other = stack.enter_context(openfisca_served(folder))
        for body, asked in zip(bodies, situations, strict=True):
            total = ask(ours, OURS, body)["total"]
            assert ask(hand, "/assessments", body)["total"] == total
            assert totals(ask(other, "/calculate", asked)) == [round(float(total) * 100)]
        peers = {
            BARE: Peer(for_each(nothing, "/assessments", bodies)),
            BY_HAND: Peer(for_each(hand, "/assessments", bodies)),
            OPENFISCA: Peer(for_each(other, "/calculate", situations)),
            "POST …/assessments": Peer(for_each(ours, OURS, bodies), BY_HAND, 1 / 0.85, {OPENFISCA: 1 / 10, BARE: None}),
        }
        measure(benchmark, peers, PEOPLE, ROUNDS)


def bench_batch(benchmark, public_app, given):
    people, folder = given
    everybody = [{"id": str(number), "facts": one} for number, one in enumerate(written(people))]
    body, asked = json.dumps({"on": ON.isoformat(), "applicants": everybody}).encode(), situation(people)
    benchmark.extra_info["what"] = f"One applicant of {AT_ONCE} in one request under beijing@2020, totals alone"
    with ExitStack() as stack:
        ours, other = stack.enter_context(served(public_app)), stack.enter_context(openfisca_served(folder))
        found = [round(float(one["total"]) * 100) for one in ask(ours, BATCH, body)["results"]]
        assert found == totals(ask(other, "/calculate", asked))
        peers = {
            OPENFISCA: Peer(partial(ask, other, "/calculate", asked)),
            "POST …/assessments/batch": Peer(partial(ask, ours, BATCH, body), OPENFISCA, 1 / 50),
        }
        measure(benchmark, peers, AT_ONCE, OF_MANY_ROUNDS)
