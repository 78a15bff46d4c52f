"""`luohu policy diff` and `luohu policy fmt`: words of the regulation out, files in one layout, exit codes that scripts can use."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring import cli_inspection
from scoring.cli import policy

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[policy])
BAND = "{from: 30000, points: 8}"


@pytest.fixture
def run(monkeypatch):
    """Runs a command with the day fixed; gives the result with all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    monkeypatch.setenv("LUOHU_POLICIES", str(ROOT / "policies"))
    monkeypatch.delenv("LUOHU_MODE", raising=False)
    return lambda *words: CliRunner().invoke(GROUP, ["policy", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def guangzhou(tmp_path):
    """A copy of a policy, apart from the folder of policies, with one figure changed."""
    text = (ROOT / "policies/guangzhou/2025.yaml").read_text(encoding="utf-8")
    assert text.count(BAND) == 1
    path = tmp_path / "proposal.yaml"
    path.write_text(text.replace(BAND, BAND.replace("8", "7")), encoding="utf-8")
    return path


def test_diff_says_the_row_that_changed(run, guangzhou):
    result = run("diff", "guangzhou", guangzhou)
    assert result.exit_code == 1
    assert result.output == (
        "criterion “Income tax of three years”, "
        "“Income tax paid in the city in the last three tax years: from 30,000 yuan, below 60,000 yuan”, "
        "points: 8 points → 7 points [reference annex plus 5.1(1)]\n"
    )
    assert "分值：7分 → 8分" in run("diff", guangzhou, "guangzhou@2025", "--language", "zh").output


def test_diff_as_json(run, guangzhou):
    result = run("diff", "guangzhou@2025", guangzhou, "--format", "json")
    assert result.exit_code == 1
    document = json.loads(result.output)
    assert document["old"]["version"] == "2025"
    assert document["old"]["digest"] != document["new"]["digest"]
    (change,) = document["changes"]
    assert (change["part"], change["kind"], change["what"], change["id"]) == ("row", "changed", "points", "income_tax")
    assert (change["old"], change["new"]["zh"], change["what_words"]) == (
        {"zh": "8分", "en": "8 points"},
        "7分",
        {"zh": "分值", "en": "points"},
    )
    changes = json.loads(run("diff", "guangzhou", "ningbo", "--format", "json").output)["changes"]
    removed = next(change for change in changes if change["kind"] == "removed" and change["part"] == "evidence")
    assert (removed["what"], removed["what_words"], removed["row"], removed["new"], removed["reference"]) == (None,) * 5


def test_no_difference_says_so(run):
    result = run("diff", "guangzhou", "guangzhou@2025")
    assert (result.exit_code, result.output) == (0, "The two policies do not differ.\n")
    assert run("diff", "guangzhou", ROOT / "policies/guangzhou/2025.yaml", "--lang", "zh").output == "两份政策没有差别。\n"
    document = json.loads(run("diff", "guangzhou", "guangzhou", "--format", "json").output)
    assert document["changes"] == []


def test_comments_and_layout_are_no_difference(run, guangzhou):
    text = (ROOT / "policies/guangzhou/2025.yaml").read_text(encoding="utf-8")
    guangzhou.write_text("# a proposal\n" + text.replace("precision: 0.01", "precision:   0.01  # as before"), encoding="utf-8")
    assert run("diff", "guangzhou", guangzhou).exit_code == 0


def test_a_policy_that_cannot_be_read_is_told(run, tmp_path, monkeypatch):
    (tmp_path / "broken.yaml").write_text("format: 2\n", encoding="utf-8")
    (tmp_path / "gbk.yaml").write_bytes("标题".encode("gb2312"))
    for name, words in (
        ("guangzou", "Did you mean guangzhou?"),
        ("guangzhou@2024", "guangzhou@2025"),
        (tmp_path / "broken.yaml", "broken.yaml:1:"),
        (tmp_path / "gbk.yaml", "gbk.yaml:1:1"),
        (tmp_path / "none.yaml", "none.yaml: No such file"),
        (tmp_path, "Did you mean"),
    ):
        result = run("diff", "guangzhou", name)
        assert result.exit_code == 2, name
        assert words in result.output or name == tmp_path
    assert "1:9" in run("diff", tmp_path / "broken.yaml", "guangzhou", "--lang", "zh").output
    monkeypatch.setenv("LUOHU_POLICIES", str(tmp_path))
    assert run("diff", tmp_path / "broken.yaml", tmp_path / "broken.yaml").exit_code == 2


@pytest.fixture
def untidy(tmp_path):
    """A small file that is not laid out, with the mode of a file that a group may write."""
    path = tmp_path / "untidy.yaml"
    path.write_text("version: '1'   # one\nformat:  1\n", encoding="utf-8")
    path.chmod(0o664)
    return path


def test_fmt_lays_a_file_out_and_keeps_its_mode(run, untidy):
    result = run("fmt", untidy)
    assert (result.exit_code, result.output) == (0, f"{untidy}: laid out.\n")
    assert untidy.read_bytes() == b"format: 1\nversion: '1'   # one\n"
    assert stat.S_IMODE(untidy.stat().st_mode) == 0o664
    assert [path.name for path in untidy.parent.iterdir()] == ["untidy.yaml"]
    before = untidy.stat()
    assert run("fmt", untidy).output == ""
    assert untidy.stat().st_mtime_ns == before.st_mtime_ns, "what is laid out already is not written again"


def test_fmt_follows_a_link(run, untidy, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(untidy)
    assert run("fmt", link).exit_code == 0
    assert link.is_symlink()
    assert untidy.read_text(encoding="utf-8").startswith("format: 1\n")


def test_fmt_check_writes_nothing(run, untidy):
    before = untidy.read_bytes()
    result = run("fmt", "--check", untidy)
    assert (result.exit_code, result.output) == (1, f"{untidy}: not laid out. Run luohu policy fmt on it.\n")
    assert "未按统一格式排版" in run("fmt", "--check", untidy, "--lang", "zh").output
    assert untidy.read_bytes() == before
    run("fmt", untidy)
    assert (run("fmt", "--check", untidy).exit_code, run("fmt", "--check", untidy).output) == (0, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2\n", ":2:1: “a” stands twice"),
        ("a:\t1\n", ":1:3: This cannot be laid out"),
        ("标题".encode("gb2312"), ":1:1: The file is not UTF-8"),
    ],
)
def test_what_is_refused_stays_as_it_is_and_the_others_are_laid_out(run, untidy, tmp_path, text, words):
    path = tmp_path / "refused.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = path.read_bytes()
    result = run("fmt", path, untidy)
    assert result.exit_code == 1
    assert f"{path}{words}" in result.output
    assert f"{untidy}: laid out." in result.output
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_replaced_is_left_whole(run, untidy, monkeypatch):
    before = untidy.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli_inspection.os, "fsync", fail)
    result = run("fmt", untidy)
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert untidy.read_bytes() == before
    assert [path.name for path in untidy.parent.iterdir()] == ["untidy.yaml"]


def test_a_file_must_be_named_and_exist(run, tmp_path):
    assert run("fmt").exit_code == 2
    assert run("fmt", tmp_path / "none.yaml").exit_code == 2


def test_a_scheme_may_be_laid_out_at_once(run, tmp_path):
    folder = Path(shutil.copytree(ROOT / "policies/ningbo", tmp_path / "ningbo"))
    path = folder / "2010.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("precision: 1", "precision:     1"), encoding="utf-8")
    assert run("fmt", "--check", *folder.iterdir()).exit_code == 1
    assert run("fmt", *folder.iterdir()).output == f"{path}: laid out.\n"
    assert path.read_text(encoding="utf-8") == text
    assert run("fmt", "--check", *folder.iterdir()).exit_code == 0
