"""`luohu score-table` and `luohu template`: a table in, a table out, exit codes that scripts can use, words in both languages."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring import cli_tables
from scoring.cli_tables import score_table, template
from scoring.engine.texts import PROVENANCE

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[score_table, template])
ROW = "7,1987-02-01,242,12,0,bachelor,0,0,none,0,0,false,0"
HEAD = (
    "id,birth_date,employment_months,own_home_months,study_overlap_months,education,area_home_years,area_home_and_job_years,"
    "innovation_award,tax_years_over_100k,tax_offences,honours,detentions"
)


@pytest.fixture
def run(monkeypatch):
    """Runs a command with the day fixed; gives the result with all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    monkeypatch.setenv("LUOHU_POLICIES", str(ROOT / "policies"))
    monkeypatch.delenv("LUOHU_MODE", raising=False)
    return lambda *words: CliRunner().invoke(GROUP, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize(("language", "place"), [("zh", 0), ("en", 1)])
def test_a_table_is_scored_below_the_notice_of_its_policy(run, tmp_path, language, place):
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{ROW}\n")
    told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv", "--explain", "--lang", language)
    assert told.exit_code == 0
    assert PROVENANCE["secondary"][place] in told.stdout
    assert ("1 行已计分", "1 rows scored")[place] in told.stdout
    assert "100" in told.stderr
    head, row = (tmp_path / "out.csv").read_text().replace('"', "").splitlines()
    assert head.startswith("row,id,policy,provenance,outcome,total,lowest,highest,missing,")
    assert row.startswith("1,7,beijing@2020,secondary,")
    assert "row.employment" in head
    assert (
        "用于计分的学历（学位）：本科，学历学位双证（list, indicator 3）",
        "Education to be counted: Bachelor, diploma and degree (list, indicator 3)",
    )[place] in row


def test_wrong_rows_end_the_command_with_code_1(run, tmp_path):
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{ROW}\n{ROW.replace('bachelor', 'batchelor')}\n")
    told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv", "--on", "2020-07-20")
    assert told.exit_code == 1
    assert "out.csv.rejected.csv" in told.stderr
    assert "bachelor" in (tmp_path / "out.csv.rejected.csv").read_text("utf-8-sig")


def test_what_is_refused_whole_says_why(run, tmp_path):
    (tmp_path / "in.csv").write_text("wage\n1\n")
    told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv")
    assert (told.exit_code, "“wage”" in told.stderr) == (1, True)
    told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv", "--on", "1999-01-01")
    assert (told.exit_code, "outside" in told.stderr) == (1, True)


def test_a_list_may_stand_in_a_table_of_its_own(run, tmp_path):
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{ROW}\n")
    (tmp_path / "list.csv").write_text("id\n")
    places = ("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv", "--list")
    assert run(*places, f"criminal_penalties={tmp_path / 'list.csv'}").exit_code == 0
    told = run(*places, "honours=x.csv")
    assert (told.exit_code, "criminal_penalties" in told.stderr) == (1, True)
    assert run(*places, "criminal_penalties=nowhere.csv").exit_code == 1


def test_the_engine_is_the_one_named_else_that_of_the_settings(run, tmp_path, monkeypatch):
    """Without any Java on the path Spark is refused, with the extra to install; the engine that is named wins."""
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{ROW}\n")
    places = ("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("LUOHU_TABLE_ENGINE", raising=False)
    monkeypatch.setenv("LUOHU_INSTANCE", str(tmp_path))
    (tmp_path / "luohu.env").write_text("LUOHU_TABLE_ENGINE=spark\n")
    told = run(*places)
    assert (told.exit_code, "pip install luohu[spark]" in told.stderr, "Java 17" in told.stderr) == (1, True, True)
    assert run(*places, "--engine", "local").exit_code == 0
    told = run(*places, "--list", f"criminal_penalties={tmp_path / 'in.csv'}")
    assert (told.exit_code, "columns of lists" in told.stderr) == (1, True)
    monkeypatch.setenv("LUOHU_TABLE_ENGINE", "local")
    assert run(*places).exit_code == 0
    monkeypatch.setenv("LUOHU_TABLE_ENGINE", "cluster")
    told = run(*places)
    assert (told.exit_code, "LUOHU_TABLE_ENGINE" in told.stderr) == (1, True)


def test_a_bar_stands_on_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with cli_tables.progress("en") as tell:
        tell(0.5)
        tell(1.0)
    assert "done" not in capsys.readouterr().err


def test_a_template_goes_where_nothing_is_yet(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for scheme in ("guangzhou@2025", "shanghai@2018"):
        assert run("template", scheme).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"guangzhou-2025.xlsx", "shanghai-2018.xlsx"}
    again = run("template", "guangzhou@2025")
    assert (again.exit_code, "there already" in again.stderr) == (1, True)
    assert run("template", "guangzhou@2025", "x.csv").exit_code == 1
    assert "no folder" in run("template", "guangzhou@2025", "no/x.xlsx").stderr
    Path("gone.xlsx").symlink_to("no/where.xlsx")
    assert "gone.xlsx: No such file" in run("template", "guangzhou@2025", "gone.xlsx").stderr


def test_a_result_that_cannot_be_written_says_where(run, tmp_path):
    (tmp_path / "in.csv").write_text(f"{HEAD}\n{ROW}\n")
    (tmp_path / "out.csv.part").mkdir()
    told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / "out.csv")
    assert (told.exit_code, "out.csv: Is a directory" in told.stderr, (tmp_path / "out.csv").exists()) == (1, True, False)


def test_starting_the_service_loads_no_arrays():
    """In a fresh process, since the tests themselves have loaded everything."""
    code = "import scoring.assembly, admin, sys; print(*{m.partition('.')[0] for m in sys.modules})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"numpy", "pyarrow", "narwhals"} & set(told.stdout.split()) == set()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "jsonl"])
def test_a_disk_that_is_full_is_told_of_and_leaves_nothing(run, tmp_path, kind):
    """What a process may write is limited here, which the system refuses as it does when a disk is full."""
    (tmp_path / "in.csv").write_text(f"{HEAD}\n" + f"{ROW}\n" * 400)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        told = run("score-table", "beijing@2020", tmp_path / "in.csv", tmp_path / f"out.{kind}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert told.exit_code == 1
    assert f"Error: {tmp_path / f'out.{kind}'}: " in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
