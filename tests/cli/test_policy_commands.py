"""`luohu policy …` and `luohu score`: files in, words or JSON out, clear errors with their place, exit codes that scripts can use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli_policy import policy, score
from scoring.engine.texts import PROVENANCE

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[policy, score])
NOTICES = [("guangzhou", "official"), ("beijing", "secondary"), ("ningbo", "illustrative")]
ANSWERS = """\
birth_date: 1987-02-01
works_lawfully: true
holds_valid_permit: true
permit_months: 84
permit_since: 2018-09-30
owns_home: true
pension_months: 84
medical_months: 84
education: bachelor
income_tax_three_years: 35000.50
patents: [{kind: invention, granted_on: 2022-07-01, inventors: 3, still_counts: true}]
"""


@pytest.fixture
def run(monkeypatch):
    """Runs a command with the day fixed; gives the result with all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    monkeypatch.setenv("LUOHU_POLICIES", str(ROOT / "policies"))
    monkeypatch.delenv("LUOHU_MODE", raising=False)

    def invoke(*words, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(GROUP, [str(word) for word in words], catch_exceptions=False)

    return invoke


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """A copy of the policies that a test may break."""
    return Path(shutil.copytree(ROOT / "policies", tmp_path / "policies"))


def test_list_names_every_policy_with_its_period(run):
    result = run("policy", "list")
    assert result.exit_code == 0
    assert "guangzhou@2025" in result.output
    assert "2010-05-01 – 2017-12-31 (ended)" in result.output
    assert "广州市积分制入户" in run("policy", "list", "--lang", "zh").output
    assert "（已失效）" in run("policy", "list", "--lang", "zh").output


def test_an_empty_folder_says_so(run, tmp_path):
    (tmp_path / "none").mkdir()
    assert "There are no policy files here." in run("policy", "list", LUOHU_POLICIES=str(tmp_path / "none")).output


def test_check_runs_the_cases_of_every_policy(run):
    result = run("policy", "check")
    assert result.exit_code == 0, result.output
    for line in ("beijing@2020", "cases 34/34", "guangzhou@2025", "cases 80/80", "ningbo@2010"):
        assert line in result.output


def test_check_tells_every_finding_with_its_place(run, folder):
    path = folder / "guangzhou/2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("per: permit_months", "per: permit_month").replace("proof: document}", "prof: document}", 1), encoding="utf-8"
    )
    result = run("policy", "check", path)
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if line.startswith(str(path))]
    assert len(lines) == 1
    assert "“prof”" in lines[0]
    path.write_text(
        text.replace("per: permit_months", "per: permit_month").replace("bands: income_tax_three_years", "bands: income_tax"),
        encoding="utf-8",
    )
    lines = run("policy", "check", path).output.splitlines()
    assert len(lines) == 2
    assert "permit_months" in lines[0]
    number, column = (int(part) for part in lines[0].removeprefix(f"{path}:").split(":")[:2])
    assert path.read_text(encoding="utf-8").splitlines()[number - 1][column - 1 :].startswith("permit_month")
    assert "不认识" in run("policy", "check", path, "--lang", "zh").output


def test_check_tells_a_case_that_does_not_hold(run, folder):
    path = folder / "ningbo/2010.cases.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("total: 115", "total: 116", 1), encoding="utf-8")
    result = run("policy", "check", folder / "ningbo/2010.yaml")
    assert result.exit_code == 1
    assert "total: expected 116, found 115" in result.output
    assert "应为 116，实为 115" in run("policy", "check", folder / "ningbo/2010.yaml", "--lang", "zh").output.replace(", ", "，")


def test_a_policy_without_cases_cannot_be_published(run, folder):
    (folder / "ningbo/2010.cases.yaml").unlink()
    result = run("policy", "check", folder / "ningbo/2010.yaml")
    assert result.exit_code == 1
    assert "has no cases and cannot be published" in result.output


def test_a_case_that_cannot_be_assessed_says_why(run, folder):
    path = folder / "ningbo/2010.cases.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "- {case: too early, on: 2001-01-01, facts: {}, expect: {total: 1}}\n", encoding="utf-8"
    )
    assert "2001-01-01 is outside" in run("policy", "check", folder / "ningbo/2010.yaml").output


def test_a_file_that_is_not_utf8_is_told(run, folder):
    path = folder / "ningbo/2010.yaml"
    path.write_bytes("标题".encode("gb2312"))
    result = run("policy", "check", path)
    assert result.exit_code == 1
    assert str(path) in result.output


@pytest.mark.parametrize(
    ("day", "warns"), [("2026-10-01", False), ("2026-10-02", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_check_warns_ninety_days_before_a_version_ends(run, day, warns):
    result = run("policy", "check", ROOT / "policies/guangzhou/2025.yaml", LUOHU_TODAY=day)
    assert result.exit_code == 0
    assert ("no version follows it" in result.output) == warns


def test_check_does_not_warn_where_a_version_follows(run, folder):
    text = (folder / "guangzhou/2025.yaml").read_text(encoding="utf-8")
    later = text.replace('version: "2025"', 'version: "2027"').replace("from: 2025-07-04, until: 2026-12-31", "from: 2027-01-01")
    (folder / "guangzhou/2027.yaml").write_text(later, encoding="utf-8")
    result = run("policy", "check", folder / "guangzhou/2025.yaml", LUOHU_TODAY="2026-12-01")
    assert "no version follows it" not in result.output
    (folder / "guangzhou/2027.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "no version follows it" in run("policy", "check", folder / "guangzhou/2025.yaml", LUOHU_TODAY="2026-12-01").output


def test_show_says_what_a_supplement_adds_to(run):
    assert "Supplement of a district: supplements ningbo@2010\n" in run("policy", "show", "ningbo-yinzhou").output
    assert "区县补充办法：补充 ningbo@2010\n" in run("policy", "show", "ningbo-yinzhou", "--lang", "zh").output
    assert "supplements" not in run("policy", "show", "ningbo").output


def test_show_says_a_policy_in_words(run):
    shown = run("policy", "show", "guangzhou").output
    for words in (
        "Requirements",
        "Point table",
        "Threshold: 150",
        "Places are limited",
        "What it unlocks",
        "8 points",
        "art. 6(1)",
    ):
        assert words in shown
    assert "每满12个月" in run("policy", "show", "guangzhou@2025", "--lang", "zh").output
    ningbo = run("policy", "show", "ningbo").output
    assert "no longer in force" in ningbo
    assert "Vetoes" in ningbo
    assert "local police station" in ningbo
    for words in (
        "Note: The table does not say",
        "not asked where Front-line worker",
        "Permit held without a break since (earliest first)",
    ):
        assert words in shown
    beijing = run("policy", "show", "beijing", "--lang", "zh").output
    assert "名额有限，按下列排名: 总积分" in beijing
    assert "合格分值" not in beijing


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            (
                "本人入户 — 享受；本人；自决定之日起",
                "可申请；本人、配偶、未成年子女；自登记之日起",
                "另有条件：未参加职工医保",
                "未取得资格时：",
            ),
        ),
        (
            "en",
            (
                "received; applicant; from the decision",
                "may be applied for; minor children",
                "may be joined; spouse",
                "Without it: ",
            ),
        ),
    ],
)
def test_what_is_unlocked_says_how_for_whom_from_when_and_on_what_terms(run, answers, language, lines):
    for output in (
        run("policy", "show", "guangzhou", "--lang", language).output,
        run("score", "guangzhou", answers, "--lang", language).output,
    ):
        for words in lines:
            assert words in output


def test_a_misspelt_scheme_names_the_nearest(run):
    result = run("policy", "show", "guangzou")
    assert result.exit_code == 1
    assert "Did you mean guangzhou?" in result.output
    assert run("policy", "show").exit_code == 2


def test_score_explains_every_point(run, answers):
    result = run("score", "guangzhou@2025", answers, "--on", "2025-11-01")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "Own estimate from own answers, not an official result."
    for words in ("as of 2025-11-01", "round 2025", "You may apply; places are limited", "56 points", "6.67 points", "art. 6(1)"):
        assert words in result.output
    assert "不是官方结果" in run("score", "guangzhou", answers, "--lang", "zh").output


def test_score_says_what_is_missing(run, tmp_path):
    path = tmp_path / "few.json"
    path.write_text('{"education": "bachelor", "income_tax_three_years": 35000.50}', encoding="utf-8")
    result = run("score", "guangzhou", path)
    assert "provisional" in result.output
    assert "Missing: Date of birth" in result.output
    assert "Total: 38 – 668" in result.output


@pytest.mark.parametrize(("scheme", "provenance"), NOTICES)
def test_the_notice_stands_above_every_total(run, tmp_path, scheme, provenance):
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    for language, place in (("zh", 0), ("en", 1)):
        output = run("score", scheme, path, "--lang", language).output
        total = "总积分" if language == "zh" else "Total"
        assert -1 < output.index(PROVENANCE[provenance][place]) < output.index(total)
    document = json.loads(run("score", scheme, path, "--format", "json").output)
    assert document["notice"]["en"] == PROVENANCE[provenance][1]
    assert list(document).index("notice") < list(document).index("total")


def test_a_version_that_has_ended_is_scored_as_of_its_last_day(run, tmp_path):
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    assert "As of its last day; no longer in force." in run("score", "beijing", path).output
    document = json.loads(run("score", "beijing", path, "--format", "json").output)
    assert (document["on"], document["no_longer_in_force"]) == ("2020-12-31", True)
    assert json.loads(run("score", "guangzhou", path, "--format", "json").output)["no_longer_in_force"] is False


def test_an_earlier_day_of_a_version_that_has_ended_says_so_too(run, tmp_path):
    path = tmp_path / "nothing.yaml"
    path.write_text("{}", encoding="utf-8")
    output = run("score", "beijing", path, "--on", "2020-08-01").output
    assert "as of 2020-08-01" in output
    assert "This version is no longer in force." in output
    assert "As of its last day" not in output


def test_json_keeps_the_digits(run, answers):
    document = json.loads(run("score", "guangzhou", answers, "--format", "json", "--on", "2025-11-01", "--round", "2025").output)
    assert document["total"] == "178.67"
    assert document["round"] == "2025"


def test_wrong_answers_are_each_told_with_their_place(run, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text("edukation: bachelor\npermit_months: 601\npatents: [{kind: invention}]\n", encoding="utf-8")
    result = run("score", "guangzhou", path)
    assert result.exit_code == 1
    for words in ("#/edukation", "Nearest: “education”", "#/permit_months", "0–600", "#/patents/0/inventors"):
        assert words in result.output


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("broken.yaml", "a: [1", "broken.yaml:"),
        ("list.yaml", "[1]", "expected “fact: value” entries"),
        ("broken.json", "{", "broken.json"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(run, tmp_path, name, text, words):
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("score", "guangzhou", tmp_path / name)
    assert result.exit_code == 1
    assert words in result.output


@pytest.mark.parametrize("name", ["gbk.yaml", "gbk.json"])
def test_answers_that_are_not_utf8_are_told(run, tmp_path, name):
    (tmp_path / name).write_bytes("{a: 落户}".encode("gb2312"))
    result = run("score", "guangzhou", tmp_path / name, "--lang", "zh")
    assert result.exit_code == 1
    assert name in result.output
    assert "Traceback" not in result.output


def test_answers_that_are_nested_too_deep_are_told(run, tmp_path):
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    result = run("score", "guangzhou", tmp_path / "deep.json")
    assert result.exit_code == 1
    assert "deep.json" in result.output


@pytest.mark.parametrize(
    ("option", "value", "words"), [("--on", "2020-01-01", "is outside"), ("--round", "1999", "has no round 1999")]
)
def test_day_and_round_must_be_the_policy_s(run, answers, option, value, words):
    result = run("score", "guangzhou", answers, option, value)
    assert result.exit_code == 1
    assert words in result.output


def test_a_broken_version_is_told_before_anything_is_scored_under_its_scheme(run, answers, folder):
    (folder / "guangzhou/2026.yaml").write_text("format: 2\n", encoding="utf-8")
    result = run("score", "guangzhou", answers, LUOHU_POLICIES=str(folder))
    assert result.exit_code == 1
    assert "2026.yaml:1:" in result.output
    result = run("policy", "list", LUOHU_POLICIES=str(folder))
    assert result.exit_code == 1
    (folder / "guangzhou/2026.yaml").rename(folder / "ningbo/2026.yaml")
    assert run("score", "guangzhou", answers, LUOHU_POLICIES=str(folder)).exit_code == 0


def test_the_command_works_without_an_installation(tmp_path, answers):
    script = Path(sys.executable).with_name("luohu")
    environment = {"PATH": "/usr/bin:/bin", "LUOHU_TODAY": "2026-03-02", "LUOHU_INSTANCE": str(tmp_path / "none")}
    done = subprocess.run(
        [script, "score", "guangzhou", answers], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Total: 178.67" in done.stdout
    assert not (tmp_path / "none").exists()
