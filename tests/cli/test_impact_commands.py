"""`luohu population` and `luohu impact`: made-up people out, what a change does to them in words and as a page, errors with remedies."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scoring.cli_impact import impact
from scoring.cli_population import population

ROOT = Path(__file__).parents[2]
GROUP = click.Group("luohu", commands=[impact, population])


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a command in an empty folder with the day fixed; gives exit code and all that it printed."""
    monkeypatch.setenv("LUOHU_TODAY", "2026-03-02")
    monkeypatch.setenv("LUOHU_POLICIES", str(ROOT / "policies"))
    monkeypatch.delenv("LUOHU_MODE", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words):
        result = CliRunner().invoke(GROUP, list(map(str, words)), catch_exceptions=False)
        return result.exit_code, result.output

    return run


@pytest.fixture
def proposal(tmp_path):
    """A policy beside the others, with another threshold and fewer points in one band."""
    (tmp_path / "draft" / "guangzhou").mkdir(parents=True)
    text = (ROOT / "policies/guangzhou/2025.yaml").read_text("utf-8")
    for old, new in (("{from: 30000, points: 8}", "{from: 30000, points: 3}"), ("threshold: 150 ", "threshold: 155 ")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = tmp_path / "draft" / "guangzhou" / "2025.yaml"
    path.write_text(text, "utf-8")
    (path.parent / "rounds.yaml").write_bytes((ROOT / "policies/guangzhou/rounds.yaml").read_bytes())
    return path


def test_made_up_people_are_compared_and_the_report_is_written(run, proposal, tmp_path):
    code, said = run("population", "guangzhou", 900, "--seed", 1)
    assert (code, (tmp_path / "guangzhou-2025.synthetic.csv").is_file()) == (0, True)
    assert "Synthetic data." in said
    assert "Written: guangzhou-2025.synthetic.csv, 900 people, seed 1." in said
    table = tmp_path / "guangzhou-2025.synthetic.csv"
    assert "synthetic-1-900," in table.read_text("utf-8").replace('"', "")
    options = ("--quota", 100, "--by", "education", "--by", "birth_date:30,45", "--hits", 2, "--out", "report.html")
    code, said = run("impact", "guangzhou@2025", proposal, table, *options)
    assert code == 0, said
    for line in (
        "Synthetic data: the people",
        "People compared",
        "By “Education”",
        "30–44 years",
        "The cut-off with 100 places",
        "Rows that lose most",
    ):
        assert line in said
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "Synthetic data: the people" in text
    assert "Rows that lose most" not in text
    code, said = run("impact", "guangzhou", "guangzhou", table, "--lang", "zh", "--on", "2026-01-05")
    assert code == 0, said
    assert "评定日 2026-01-05" in said
    assert "减分最多的行" not in said


def test_the_same_seed_writes_the_same_bytes(run, tmp_path):
    for name in ("a.synthetic.jsonl", "b.synthetic.jsonl"):
        assert run("population", "ningbo", 20, "--seed", 9, "--out", name)[0] == 0
    one, other = ((tmp_path / name).read_bytes() for name in ("a.synthetic.jsonl", "b.synthetic.jsonl"))
    assert one == other
    code, said = run("population", "ningbo", 20, "--seed", 10, "--out", "c.jsonl", "--on", "2015-01-01", "--lang", "zh")
    assert code == 0
    assert "建议在文件名中写明 synthetic，例如 c.synthetic.jsonl" in said
    assert (tmp_path / "c.jsonl").read_bytes() != one


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("guangzhuo", 5, "--seed", 1), "There is no policy guangzhuo. Did you mean guangzhou?"),
        (("guangzhou@2026", 5, "--seed", 1), "Did you mean guangzhou@2025?"),
        (("guangzhou", 5), "Missing option '--seed'"),
        (("guangzhou", 0, "--seed", 1), "0 is not in the range"),
        (("guangzhou", 5, "--seed", 1, "--out", "x.synthetic.doc"), "The extension “.doc” is not known. Use one of .csv"),
        (("guangzhou", 5, "--seed", 1, "--out", "there.csv"), "there.csv is there already. Choose another name."),
        (("guangzhou", 5, "--seed", 1, "--out", "no/x.synthetic.csv"), "No such file or directory"),
        (("guangzhou", 5, "--seed", 1, "--on", "2020-01-01"), "2020-01-01 is outside. Choose a day within"),
        (("guangzhou", 2_000_000, "--seed", 1, "--out", "x.synthetic.xlsx"), "1,048,575 rows at the most"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_the_remedy(run, tmp_path, words, says):
    (tmp_path / "there.csv").write_text("kept")
    code, said = run("population", *words)
    assert (code != 0, (tmp_path / "there.csv").read_text()) == (True, "kept")
    assert says in said
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]


def test_shapes_that_do_not_fit_are_told_by_their_place(run, tmp_path, monkeypatch):
    policies = tmp_path / "policies"
    (policies / "ningbo").mkdir(parents=True)
    (policies / "ningbo" / "2010.yaml").write_bytes((ROOT / "policies/ningbo/2010.yaml").read_bytes())
    (policies / "vocabulary.yaml").write_bytes((ROOT / "policies/vocabulary.yaml").read_bytes())
    monkeypatch.setenv("LUOHU_POLICIES", str(policies))
    assert "population.yaml. Declare there how facts are spread." in run("population", "ningbo", 5, "--seed", 1)[1]
    head, _, _ = (ROOT / "policies/population.yaml").read_text("utf-8").partition("\nfacts:")
    (policies / "population.yaml").write_text(f"{head}\nfacts: {{education: {{from: {{1: 1}}}}}}\n", "utf-8")
    code, said = run("population", "ningbo", 5, "--seed", 1)
    assert code == 1
    assert "“from” has no place in a choice" in said
    (policies / "population.yaml").write_text(f"{head}\nschemes: {{ningbo: {{gone: {{from: {{1: 1}}}}}}}}\n", "utf-8")
    code, said = run("population", "ningbo", 5, "--seed", 1)
    assert (code, "ningbo@2010 has none of these facts, whose shapes are not used: gone." in said) == (0, True)


def test_a_proposal_may_lie_anywhere(run, proposal, tmp_path):
    """The rounds of its scheme, which its figures need, are those of the folder of policies."""
    assert run("population", "guangzhou", 20, "--seed", 1)[0] == 0
    code, said = run("impact", "guangzhou@2025", proposal.rename(tmp_path / "proposal.yaml"), "guangzhou-2025.synthetic.csv")
    assert (code, "People compared" in said) == (0, True), said


def test_rows_are_named_by_the_numbers_of_the_table(run, tmp_path):
    """Rows of nothing between them count, as in `score-table`."""
    assert run("population", "guangzhou", 20, "--seed", 1, "--out", "people.csv")[0] == 0
    head, *rows = (tmp_path / "people.csv").read_text("utf-8").splitlines()
    (tmp_path / "people.csv").write_text("\n".join([head, *(f"\n{row}" for row in rows)]), "utf-8")
    text = (ROOT / "policies/guangzhou/2025.yaml").read_text("utf-8")
    (tmp_path / "less.yaml").write_text(re.sub(r"points: [0-9]+", "points: 0", text), "utf-8")
    code, said = run("impact", "guangzhou", "less.yaml", "people.csv", "--hits", 20)
    named = [int(number) for number in re.findall(r"row ([0-9]+):", said)]
    assert (code, bool(named)) == (0, True), said
    assert all(number % 2 == 0 for number in named)
    assert max(named) > len(rows)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("guangzhou", "guangzhuo", "people.csv"), "There is no policy guangzhuo. Did you mean guangzhou?"),
        (("guangzhou", "guangzhou@2031", "people.csv"), "Did you mean guangzhou@2025?"),
        (("guangzhou", "nowhere.yaml", "people.csv"), "nowhere.yaml: No such file"),
        (("guangzhou", "guangzhou", "nobody.csv"), "'nobody.csv' does not exist"),
        (("guangzhou", "guangzhou", "empty.csv"), "empty.csv: no rows. Enter applicants, a row for each."),
        (("guangzhou", "guangzhou", "people.csv"), "people.csv: guangzhou@2025 needs columns that are not there: works_lawfully,"),
        (("shanghai", "guangzhou", "people.csv", "--quota", 3), "shanghai@2018 ranks nobody, so that places cannot be given."),
        (("tianjin", "tianjin", "tianjin.jsonl", "--quota", 9), "There are 9 places for 1 people who can be compared."),
        (
            ("guangzhou", "guangzhou", "people.csv", "--on", "2020-01-01"),
            "guangzhou@2025 holds from 2025-07-04 to 2026-12-31, not on 2020-01-01.",
        ),
        (("guangzhou", "guangzhou", "people.csv", "--by", "educatoin"), "Nearest: “education”"),
        (("guangzhou", "guangzhou", "people.csv", "--out", "report.pdf"), "its name ends in .html"),
        (("guangzhou", "guangzhou", "other.csv"), "other.csv: The column “birthday” is no fact"),
        (("tianjin", "tianjin", "tianjin.jsonl", "--out", "no/report.html"), "There is no folder for no/report.html"),
        (("tianjin", "tianjin", "tianjin.jsonl", "--out", "full.html"), "full.html: No space left on device"),
    ],
)
def test_what_cannot_be_compared_is_told_with_the_remedy(run, tmp_path, words, says):
    (tmp_path / "people.csv").write_text("birth_date\n1990-01-01\n", "utf-8")
    (tmp_path / "empty.csv").write_text("birth_date\n", "utf-8")
    (tmp_path / "other.csv").write_text("birthday\n1990-01-01\n", "utf-8")
    (tmp_path / "full.html").symlink_to("/dev/full")
    assert run("population", "tianjin", 1, "--seed", 1, "--out", "tianjin.jsonl")[0] == 0
    code, said = run("impact", *words)
    assert code != 0
    assert says in said, said


def test_a_file_with_findings_tells_them(run, proposal, tmp_path):
    proposal.write_text("format: 2\n", "utf-8")
    (tmp_path / "people.csv").write_text("birth_date\n1990-01-01\n", "utf-8")
    code, said = run("impact", "guangzhou", proposal, "people.csv")
    assert (code, f"{proposal}:1:9: " in said) == (1, True)


def test_a_round_without_figures_is_told(run, proposal, tmp_path):
    (proposal.parent / "rounds.yaml").write_text("[]", "utf-8")
    (tmp_path / "people.csv").write_text("birth_date\n1990-01-01\n", "utf-8")
    code, said = run("impact", "guangzhou", proposal, "people.csv")
    assert (code, "has no value for counted_to" in said) == (1, True)
