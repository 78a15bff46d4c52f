"""Schemes from elsewhere can be written too: small policies of their structure, with the cases that show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.inspection.cases import run_case
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases

FOLDER = Path(__file__).parent / "elsewhere"
LOADED = [(load_policy(path), path) for path in sorted(FOLDER.glob("*/1.yaml"))]


@pytest.mark.parametrize(
    ("policy", "case"),
    [
        pytest.param(policy, case, id=f"{policy.scheme}-{case.name}")
        for policy, path in LOADED
        for case in read_cases(policy, case_path(path))
    ],
)
def test_the_case_holds(policy, case):
    result = run_case(policy, case)
    assert (result.differences, result.refused) == ((), "")


def test_every_structure_is_there():
    assert {policy.scheme for policy, _ in LOADED} == {"blocks", "chances", "grid"}
