"""`luohu policy check` tells what the linter finds, with a person whom `luohu score` can read; only `--strict` makes it fail."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli_policy import policy, score

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[policy, score])
TOWN = """\
format: 1
scheme: town
version: "1"
title: Town
jurisdiction: "440100"
grants: registration
in_force: {from: 2025-01-01}
provenance: official
sources: {rules: {title: Rules}}
facts:
  months: {type: integer, min: 0, max: 100, default: 0, label: Months, grows: monthly}
  test: {type: integer, min: 0, max: 9, optional: true, default: 5, label: Test}
  prizes: {type: list, max_items: 3, default: [], label: Prizes, attainable: {effort: 1}, of: {name: {type: text, label: Name}, won_on: {type: date, label: Won on}}}
groups:
  - id: all
    label: All
    reference: art. 1
    criteria:
      - id: steady
        label: Steady
        reference: art. 2
        cases: [{when: months >= 12 and not given(test), points: 1}, {otherwise: 2}]
      - id: prize
        label: Prizes
        bands: count(prizes, won_on < assessment_date)
        points: [{points: 4}, {from: 1, points: 1}]
"""
CASES = "- {case: plain, on: 2025-03-01, facts: {}, expect: {total: 6}}\n"


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a command in a folder with the town; gives the result with all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    monkeypatch.setenv("LUOHU_POLICIES", str(tmp_path))
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "1.yaml").write_text(TOWN, encoding="utf-8")
    (folder / "1.cases.yaml").write_text(CASES, encoding="utf-8")
    return lambda *words: CliRunner().invoke(GROUP, [str(word) for word in words], catch_exceptions=False)


def test_findings_stand_at_their_place_with_their_person(run, tmp_path):
    result = run("policy", "check")
    path = tmp_path / "town/1.yaml"
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == f"{path}:23:13: warning: “prize” names no article. Add its “reference”. [reference_missing]"
    assert lines[1].startswith(f"{path}:19:13: warning: When “months” betters from 11 to 12, the total falls from 6 to 5")
    assert lines[2:6] == [
        "    # luohu score town@1 FACTS.yaml --on 2025-01-01",
        "    test: null",
        "    months: 11",
        "    # then months: 12",
    ]
    assert lines[6].endswith("[better_lowers_total]")
    assert lines[8:10] == ["    prizes: []", '    # then prizes: [{name: "+", won_on: 0001-01-01}]']
    assert lines[-1].endswith("cases 1/1")
    chinese = run("policy", "check", "--lang", "zh").output
    assert "警告: “months”从 11 增进到 12" in chinese
    assert "# 改为 months: 12" in chinese


def test_the_person_is_a_file_that_score_reads(run, tmp_path):
    lines = run("policy", "check").output.splitlines()
    (tmp_path / "facts.yaml").write_text("\n".join(lines[2:6]), encoding="utf-8")
    assert "Total: 6" in run("score", "town@1", tmp_path / "facts.yaml", "--on", "2025-01-01").output
    (tmp_path / "facts.yaml").write_text(lines[9].replace("# then ", ""), encoding="utf-8")
    assert "Total: 3" in run("score", "town@1", tmp_path / "facts.yaml", "--on", "2025-01-01").output


def test_warnings_fail_only_where_it_is_asked(run):
    assert run("policy", "check").exit_code == 0
    assert run("policy", "check", "--strict").exit_code == 1


def test_notes_never_fail(run, tmp_path):
    shutil.copytree(ROOT / "policies", tmp_path / "own")
    result = run("policy", "check", "--strict", tmp_path / "own/beijing/2020.yaml")
    assert "note: The fact “employment_months”" in result.output
    assert result.exit_code == 0


def test_a_cliff_is_as_high_as_it_is_said_to_be(run, tmp_path):
    shutil.copytree(ROOT / "policies", tmp_path / "own")
    path = tmp_path / "own/guangzhou/2025.yaml"
    assert "[cliff]" in run("policy", "check", "--cliff", "29.5", path).output
    assert "[cliff]" not in run("policy", "check", path).output
    for wrong in ("1x", "-3", "NaN"):
        assert run("policy", "check", "--cliff", wrong, path).exit_code == 2
