"""The written form of an assessment: plain JSON values, exact digits, the same bytes for ever."""

from __future__ import annotations

import hashlib
import json
import random  # noqa: TID251 - seeded
from datetime import date
from pathlib import Path

import orjson
import pytest

from scoring.engine import assess
from scoring.engine.document import as_document, written
from scoring.engine.texts import PROVENANCE
from scoring.errors import FactsRefused
from scoring.policy import load_policy
from scoring.policy.source_files import policy_files
from tests.engine.plain_document import plain_document
from tests.engine.random_facts import random_facts

POLICIES = Path(__file__).parents[2] / "policies"
MONTHS = {f"{kind}_months": 84 for kind in ("permit", "pension", "medical", "unemployment", "injury", "maternity")}
FACTS = {
    **MONTHS,
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_since": "2018-09-30",
    "owns_home": True,
    "education": "bachelor",
    "income_tax_three_years": "35000.50",
    "patents": [{"kind": "invention", "granted_on": "2022-07-01", "inventors": 3, "still_counts": True}],
}
ON = date(2025, 11, 1)


@pytest.fixture(scope="module")
def guangzhou():
    return load_policy(POLICIES / "guangzhou/2025.yaml")


def awards(document):
    pending = list(document["awards"])
    while pending:
        award = pending.pop()
        yield award
        pending += award["awards"]


def test_everything_is_plain_json_and_points_are_digits(guangzhou):
    document = as_document(assess(guangzhou, FACTS, on=ON))
    assert json.loads(json.dumps(document)) == document
    found = {award["id"]: award for award in awards(document)}
    assert document["total"] == document["lowest"] == document["highest"] == "220.67"
    assert document["threshold"] == "150.00"
    assert document["ranking"] == ["176.00", "-84", "2018-09-30"]
    assert found["invention_patents"]["points"] == "6.67"
    assert found["invention_patents"]["facts"]["patents"][0]["granted_on"] == "2022-07-01"
    assert found["income_tax"]["facts"] == {"income_tax_three_years": "35000.50"}
    assert found["income_tax"]["row"]["number"] == 2
    assert found["permit"]["row"] == {"number": 1, "label": None, "points": "56.00", "reference": None, "units": 7}
    assert found["education_points"]["row"]["label"]["en"] == "Bachelor, diploma and degree"
    assert document["round"] == "2025"
    assert document["entitlements"][0]["documents"] == ["entry_card", "identity_card"]


def test_what_is_open_is_null_with_its_lowest_and_highest(guangzhou):
    document = as_document(assess(guangzhou, {"education": "bachelor"}, on=ON))
    assert document["total"] is None
    assert (document["lowest"], document["outcome"]) == ("30.00", "provisional")
    assert "birth_date" in document["missing"]
    assert document["ranking"] == [None, None, None]
    assert {v["state"] for v in document["requirements"]} == {"open", "met"}


@pytest.mark.parametrize(
    ("name", "provenance"), [("guangzhou/2025", "official"), ("beijing/2020", "secondary"), ("ningbo/2010", "illustrative")]
)
def test_the_notice_of_provenance_stands_in_every_document(name, provenance):
    policy = load_policy(POLICIES / f"{name}.yaml")
    document = as_document(assess(policy, {}, on=policy.in_force.first))
    assert document["provenance"] == provenance
    assert tuple(document["notice"].values()) == PROVENANCE[provenance]


def test_the_same_assessment_gives_the_same_bytes(guangzhou):
    shuffled = dict(reversed(FACTS.items()))
    once, twice = (orjson.dumps(as_document(assess(guangzhou, facts, on=ON))) for facts in (FACTS, shuffled))
    assert hashlib.sha256(once).digest() == hashlib.sha256(twice).digest()


def test_a_policy_that_does_not_rank_says_so():
    policy = load_policy(POLICIES / "ningbo/2010.yaml")
    document = as_document(assess(policy, {}, on=date(2012, 6, 1)))
    assert document["ranking"] is None
    assert document["round"] is None


@pytest.mark.parametrize("path", policy_files(POLICIES), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_written_in_one_piece_is_what_the_awards_say(path):
    """To the byte, of anybody, whole and with answers missing."""
    policy, chance = load_policy(path), random.Random(1)
    compared = 0
    for number in range(12):
        facts = random_facts(policy, chance)
        if number % 3 == 2:
            facts = {id_: given for id_, given in facts.items() if chance.random() < 0.7}
        try:
            assessment = assess(policy, facts, on=policy.in_force.first)
        except FactsRefused:  # answers that contradict each other
            continue
        assert f"{{{written(assessment)}}}".encode() == orjson.dumps(plain_document(assessment))
        compared += 1
    assert compared
