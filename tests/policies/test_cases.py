"""The policies that come with the product: each loads, each of its cases holds, and each says where its figures are from."""

from __future__ import annotations

import pytest

from scoring.inspection.cases import run_case
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from scoring.policy.criteria import Criterion
from scoring.policy.source_files import policy_files
from tests.conftest import ROOT

FILES = policy_files(ROOT / "policies")
POLICIES = {f"{path.parent.name}@{path.stem}": (load_policy(path), path) for path in FILES}
CASES = [
    pytest.param(policy, case, id=f"{name}-{case.name}")
    for name, (policy, path) in POLICIES.items()
    for case in read_cases(policy, case_path(path))
]
SOURCED = [pytest.param(policy, id=name) for name, (policy, _) in POLICIES.items() if policy.provenance != "illustrative"]
MADE_UP = "示例数值"


def test_every_policy_is_named_with_its_provenance():
    assert {name: policy.provenance for name, (policy, _) in POLICIES.items()} == {
        "beijing@2020": "secondary",
        "guangzhou@2025": "official",
        "ningbo@2010": "illustrative",
        "ningbo-yinzhou@2010": "illustrative",
        "shanghai@2018": "secondary",
        "shanghai-graduates@2020": "secondary",
        "tianjin@2021": "secondary",
    }


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_the_case_holds(policy, case):
    result = run_case(policy, case)
    assert not result.refused
    assert result.differences == ()


@pytest.mark.parametrize("name", POLICIES)
def test_every_criterion_is_expected_by_some_case_to_give_points(name):
    """A table whose row no case reads could be misprinted unseen."""
    policy, path = POLICIES[name]
    expected = {
        id_
        for case in read_cases(policy, case_path(path))
        for id_, b in (case.expected.awards or {}).items()
        if b.lowest or b.highest
    }
    assert {item.id for item in policy.walk() if isinstance(item, Criterion)} - expected == set()


@pytest.mark.parametrize("policy", SOURCED)
def test_everything_that_gives_points_or_refuses_names_its_article(policy):
    parts = [*policy.walk(), *policy.requirements, *policy.vetoes]
    assert [part.id for part in parts if not part.about.reference] == []
    assert [e.id for e in policy.entitlements if not e.reference] == []


@pytest.mark.parametrize("policy", SOURCED)
def test_references_point_to_sources_that_are_named(policy):
    """The first source needs no name; any other reference begins with one."""
    for item in policy.walk():
        for reference in item.about.reference.split("; "):
            first = reference.split(",")[0].split()[0]
            assert first in {*policy.sources, "annex", "art."}, item.id


@pytest.mark.parametrize("name", POLICIES)
def test_every_text_is_in_both_languages(name):
    """One plain string means the same in both; only the mark of a made-up figure is one."""
    policy, _ = POLICIES[name]
    parts = [*policy.walk(), *policy.requirements, *policy.vetoes]
    labels = (
        [part.about.label for part in parts] + [f.label for f in policy.facts.values()] + [e.label for e in policy.entitlements]
    )
    labels += [o.label for f in policy.facts.values() for o in f.options]
    assert [str(label) for label in labels if label.say("zh") == label.say("en")] == []
    notes = {part.about.note.say("zh") for part in parts if part.about.note.say("zh") == part.about.note.say("en")} - {""}
    assert notes <= {MADE_UP}


@pytest.mark.parametrize("name", ["ningbo@2010", "ningbo-yinzhou@2010"])
def test_every_invented_figure_of_the_demonstration_says_so(name):
    policy, _ = POLICIES[name]
    parts = [*policy.walk(), *policy.requirements, *policy.vetoes]
    assert [part.id for part in parts if MADE_UP not in part.about.note.say("zh")] == []
    assert MADE_UP in policy.note.say("zh")
    assert "invented" in policy.note.say("en")
