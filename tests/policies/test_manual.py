"""The manual for policy staff: every example in it is loaded, and the example's cases hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scoring.inspection.cases import run_cases
from scoring.policy import load_policy
from scoring.policy.case_file import case_path
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Each, Fixed, Formula, Lookup, Over, Per
from tests.conftest import ROOT

MANUAL = (ROOT / "policies/README.md").read_text(encoding="utf-8")
EXAMPLES = [(kind, text) for kind, text in re.findall(r"```yaml\n# ([^\n]+)\n(.*?)```", MANUAL, re.DOTALL)]
WHOLE = dict(EXAMPLES)
CRITERIA = [text for kind, text in EXAMPLES if kind == "criteria"]


def _load(folder: Path, text: str) -> Policy:
    path = folder / "example/2026.yaml"
    path.parent.mkdir()
    (folder / "vocabulary.yaml").write_text((ROOT / "policies/vocabulary.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def _with(criteria: str) -> str:
    """Put *criteria* below those of the whole example, with the parameters."""
    indented = "".join(f"      {line}\n" for line in criteria.splitlines())
    text = WHOLE["example/2026.yaml"].replace("\nselection:", f"{indented}\nselection:", 1)
    return text.replace("\nvariables:", f"\n{WHOLE['parameters']}\nvariables:", 1)


def test_every_fence_of_yaml_says_what_it_is():
    assert len(EXAMPLES) == MANUAL.count("```yaml")
    assert {kind for kind, _ in EXAMPLES} == {"example/2026.yaml", "example/2026.cases.yaml", "criteria", "parameters"}


def test_the_whole_example_and_its_cases(tmp_path):
    policy = _load(tmp_path, WHOLE["example/2026.yaml"])
    path = case_path(tmp_path / "example/2026.yaml")
    path.write_text(WHOLE["example/2026.cases.yaml"], encoding="utf-8")
    results = run_cases(policy, path)
    assert len(results) == WHOLE["example/2026.cases.yaml"].count("- case:")
    assert [(r.case.name, r.differences, r.refused) for r in results if not r.holds] == []


@pytest.mark.parametrize("criteria", CRITERIA, ids=lambda text: re.search(r"id: (\w+)", text)[1])
def test_each_rule_of_the_manual_loads(tmp_path, criteria):
    policy = _load(tmp_path, _with(criteria))
    assert set(re.findall(r"\bid: (\w+)", criteria)) <= {item.id for item in policy.walk()}


def test_no_kind_of_rule_is_left_out(tmp_path):
    policy = _load(tmp_path, _with("".join(CRITERIA)))
    shown = {type(item.rule) for item in policy.walk() if not hasattr(item, "items")}
    assert shown == {Fixed, Lookup, Bands, Per, Each, Over, Cases, Formula}
