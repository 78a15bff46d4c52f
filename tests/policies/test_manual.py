"""The manual for policy staff: every example in it is loaded, and the example's cases hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from scoring.engine import assess
from scoring.inspection.cases import run_cases
from scoring.policy import load_policy
from scoring.policy.case_file import case_path
from scoring.policy.language.scope import FUNCTIONS
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Each, Fixed, Formula, Guarded, Lookup, Matrix, Over, Per
from tests.conftest import ROOT

MANUAL = (ROOT / "policies/README.md").read_text(encoding="utf-8")
EXAMPLES = [(kind, text) for kind, text in re.findall(r"```yaml\n# ([^\n]+)\n(.*?)```", MANUAL, re.DOTALL)]
WHOLE = dict(EXAMPLES)
CRITERIA = [text for kind, text in EXAMPLES if kind == "criteria"]


def _load(folder: Path, text: str) -> Policy:
    path = folder / "example/2026.yaml"
    path.parent.mkdir(exist_ok=True)
    (folder / "vocabulary.yaml").write_text((ROOT / "policies/vocabulary.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def _with(criteria: str) -> str:
    """Put *criteria* below those of the whole example, with the parameters."""
    indented = "".join(f"      {line}\n" for line in criteria.splitlines())
    facts = "".join(f"  {line}\n" for line in WHOLE["facts"].splitlines())
    text = WHOLE["example/2026.yaml"].replace("\nselection:", f"{indented}\nselection:", 1)
    return text.replace("\nvariables:", f"\n{facts}\n{WHOLE['parameters']}\n{WHOLE['tables']}\nvariables:", 1)


def test_every_fence_of_yaml_says_what_it_is():
    assert len(EXAMPLES) == MANUAL.count("```yaml")
    assert {kind for kind, _ in EXAMPLES} == {
        "example/2026.yaml",
        "example/2026.cases.yaml",
        "criteria",
        "parameters",
        "tables",
        "facts",
        "expressions",
        "procedure",
        "rounds",
        "parameters by round",
        "overlay",
    }


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
    assert shown == {Fixed, Lookup, Bands, Matrix, Guarded, Per, Each, Over, Cases, Formula}


@pytest.mark.parametrize("expression", [line.removeprefix("- ") for line in WHOLE["expressions"].splitlines()])
def test_each_expression_of_the_manual_compiles(tmp_path, expression):
    policy = _load(tmp_path, _with(f"- {{id: tried, label: Tried, when: '{expression}', points: 1}}"))
    assert next(item for item in policy.walk() if item.id == "tried").rule.when is not None


def test_every_function_is_in_the_manual():
    assert {name for name in FUNCTIONS if f"`{name}(" not in MANUAL} == {"points"}
    assert {name for name in FUNCTIONS if not any(f"{name}(" in text for _, text in EXAMPLES)} == set()


def test_procedure_and_checks(tmp_path):
    text = WHOLE["example/2026.yaml"].replace("\nvariables:", f"\n{WHOLE['procedure']}\nvariables:", 1)
    policy = _load(
        tmp_path,
        text.replace(
            "reference: annex 1\n", "reference: annex 1\n        verification: {by: [tax, insurance], agree: must_agree}\n"
        ),
    )
    assert (policy.procedure.mode, policy.procedure.fee.say("zh"), policy.procedure.days["decide"].n) == ("ranked", "none", 20)
    assert [check.id for check in policy.checks] == ["not_before_birth"]
    assert policy.groups[0].items[0].about.verification.by == ("tax", "insurance")


def test_rounds(tmp_path):
    (tmp_path / "example").mkdir()
    (tmp_path / "example/rounds.yaml").write_text(WHOLE["rounds"], encoding="utf-8")
    policy = _load(tmp_path, WHOLE["example/2026.yaml"].replace("\nvariables:", f"\n{WHOLE['parameters by round']}\nvariables:", 1))
    assert [(r.id, r.quota, r.parameters["counted_to"]) for r in policy.own_rounds] == [("2026", 300, 20260131)]


def test_the_supplement(tmp_path):
    _load(tmp_path, WHOLE["example/2026.yaml"])
    path = tmp_path / "example-east/2026.yaml"
    path.parent.mkdir()
    path.write_text(WHOLE["overlay"], encoding="utf-8")
    policy = load_policy(path)
    facts = {"birth_date": "1988-01-01", "education": "bachelor", "holds_permit": True, "insured_months": 84}
    found = assess(policy, facts, on=date(2026, 3, 2))
    assert {a.id: a.points for a in found.walk()} == {"table": 92, "age_points": 12, "insurance": 70, "local_service": 10}
    assert "tax_paid" not in policy.facts
