"""`luohu policy import | submit | publish | export`: a version goes through two accounts, and comes out byte for byte."""

from __future__ import annotations

import shutil
from string import Formatter

import click
import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from scoring.casework.kept_policies import kept_policy
from scoring.cli import command
from scoring.cli_publishing import WORDS, export, import_, publish, submit
from scoring.records.tables import AccountRow, ReleaseRow
from tests.casework.hamlet import ROUNDS, cases, text
from tests.conftest import ROOT
from tests.databases import unguarded

GROUP = click.Group("policy", commands=[import_, submit, publish, export])
WHY = ("--reason", "小村〔2026〕1号")


@pytest.fixture
def run(app):
    """Runs a command on this test's database; gives the result with all that it printed."""

    def invoke(*words):
        info = ScriptInfo(create_app=lambda: app)
        return CliRunner().invoke(GROUP, [str(word) for word in words], obj=info, catch_exceptions=False)

    return invoke


@pytest.fixture
def folder(tmp_path):
    """A folder of policies with one scheme of one version."""
    scheme = tmp_path / "policies" / "hamlet"
    scheme.mkdir(parents=True)
    (scheme / "1.yaml").write_bytes(text().replace("# 示例\n", "# 示例\r\n").encode())
    (scheme / "1.cases.yaml").write_text(cases(), "utf-8")
    (scheme / "rounds.yaml").write_text(ROUNDS, "utf-8")
    shutil.copy(ROOT / "policies" / "vocabulary.yaml", tmp_path / "policies")
    return tmp_path / "policies"


def test_a_version_goes_through_two_accounts_and_comes_out_byte_for_byte(run, folder, tmp_path):
    done = run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    assert (done.exit_code, done.output) == (0, "Imported hamlet@1 as a draft, revision 1.\n")
    assert run("submit", "hamlet@1", *WHY, "--as", "policy_staff1").exit_code == 0
    done = run("publish", "hamlet@1", "--from", "2026-04-01", "--as", "policy_staff2")
    assert done.exit_code == 0
    assert done.output.startswith("Published hamlet@1, in force from 2026-04-01, digest ")
    done = run("export", "hamlet@1", "-o", tmp_path / "out")
    assert done.exit_code == 0
    written = {path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*.yaml")}
    assert written == {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yaml")}
    assert run("export", "hamlet@1", "-o", tmp_path / "out").exit_code == 0  # the same once more


def test_later_rounds_of_a_published_version_go_through_two_accounts_too(run, folder):
    path, rounds = folder / "hamlet/1.yaml", folder / "hamlet/rounds.yaml"
    run("import", path, "--as", "policy_staff1")
    run("submit", "hamlet@1", *WHY, "--as", "policy_staff1")
    done = run("publish", "hamlet@1", "--as", "policy_staff2")
    assert (done.exit_code, "day of effect with --from" in done.output) == (2, True)
    assert run("publish", "hamlet@1", "--from", "2026-04-01", "--as", "policy_staff2").exit_code == 0
    done = run("import", path, "--as", "policy_staff1")
    assert (done.exit_code, "Nothing of hamlet@1 would change." in done.output) == (1, True)
    rounds.write_text(ROUNDS + '- {round: "2", policy: "1", quota: 9}\n', "utf-8")
    with (folder / "vocabulary.yaml").open("a", encoding="utf-8") as vocabulary:
        vocabulary.write("# it grew since\n")
    done = run("import", path, "--as", "policy_staff1")
    assert (done.exit_code, done.output.count("imported its rounds as a draft, revision 2.")) == (0, 1)
    assert run("submit", "hamlet@1", *WHY, "--as", "policy_staff1").exit_code == 0
    assert run("publish", "hamlet@1", "--as", "policy_staff1").exit_code == 1
    done = run("publish", "hamlet@1", "--as", "policy_staff2", "--lang", "zh")
    assert (done.exit_code, done.output) == (0, "hamlet@1 的年度文件已发布。\n")


def test_findings_are_all_told_and_the_text_is_kept(run, folder):
    path = folder / "hamlet/1.yaml"
    path.write_text(text().replace("precision: 1", "precision: 1\nsurprise: 1") + "another: 2\n", "utf-8")
    done = run("import", path, "--as", "policy_staff1")
    assert done.exit_code == 1
    for words in ("Imported hamlet@1", "hamlet/1.yaml:12:1: “surprise”", "“another”", "[key_unknown]", "cannot be submitted yet"):
        assert words in done.output
    done = run("submit", "hamlet@1", *WHY, "--as", "policy_staff1", "--lang", "zh")
    assert done.exit_code == 1
    assert "不认识“surprise”" in done.output


def test_cases_may_lie_elsewhere_and_are_needed(run, folder, tmp_path):
    (folder / "hamlet/1.cases.yaml").rename(tmp_path / "elsewhere.yaml")
    done = run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    assert "There are no cases" in done.output
    assert "[cases_missing]" in done.output
    done = run("import", folder / "hamlet/1.yaml", "--cases", tmp_path / "elsewhere.yaml", "--as", "policy_staff1")
    assert (done.exit_code, done.output) == (0, "Imported hamlet@1 as a draft, revision 2.\n")


def test_a_file_of_another_version_s_name_is_told(run, folder):
    path = (folder / "hamlet/1.yaml").rename(folder / "hamlet/2.yaml")
    done = run("import", path, "--as", "policy_staff1")
    assert done.exit_code == 1
    assert "[name_of_file]" in done.output
    done = run("import", path.rename(folder / "hamlet/new.yaml"), "--as", "policy_staff1")
    assert "Imported hamlet@1 as a draft" in done.output


def test_two_persons_are_needed_here_too(run, folder):
    run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    run("submit", "hamlet@1", *WHY, "--as", "policy_staff2")
    for username in ("policy_staff1", "policy_staff2"):
        done = run("publish", "hamlet@1", "--from", "2026-04-01", "--as", username)
        assert done.exit_code == 1
        assert "Publishing needs another person" in done.output
    done = run("publish", "hamlet@1", "--from", "2026-04-01", "--as", "policy_staff1", "--lang", "zh")
    assert "须由另一人进行" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "{file}", "--as", "officer1"), "officer1 is no policy staff."),
        (("import", "{file}", "--as", "nobody"), "There is no open account nobody."),
        (("submit", "hamlet@9", *WHY, "--as", "policy_staff1"), "There is no draft hamlet@9."),
        (("submit", "hamlet", *WHY, "--as", "policy_staff1"), "Write SCHEME@VERSION"),
        (("publish", "hamlet@1", "--from", "2026-04-01", "--as", "policy_staff2"), "publish is possible from submitted"),
        (("publish", "hamlet@1", "--from", "soon", "--as", "policy_staff2"), "does not match the format"),
        (("export", "hamlet@1"), "There is no published policy hamlet@1."),
        (("export", "hamlet"), "Write SCHEME@VERSION"),
    ],
)
def test_what_is_refused_is_told_in_one_line(run, folder, words, said):
    run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    done = run(*(word.format(file=folder / "hamlet/1.yaml") for word in words))
    assert done.exit_code in {1, 2}
    assert said in done.output


def test_the_day_must_be_that_of_the_text(run, folder):
    run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    run("submit", "hamlet@1", *WHY, "--as", "policy_staff1")
    done = run("publish", "hamlet@1", "--from", "2026-05-01", "--as", "policy_staff2")
    assert done.exit_code == 1
    assert "The text says 2026-04-01" in done.output


def test_a_file_that_is_not_utf8_is_told_with_its_place(run, folder):
    (folder / "hamlet/1.yaml").write_bytes(text().encode("gb18030"))
    done = run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    assert done.exit_code == 1
    assert "1.yaml:1:4: The file is not UTF-8" in done.output


def test_an_account_that_was_closed_acts_no_more(run, folder, transaction):
    with transaction() as session:
        session.query(AccountRow).filter_by(username="policy_staff1").one().active = False
    done = run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    assert "There is no open account policy_staff1." in done.output


def test_nothing_is_written_over_another_text(run, tmp_path):
    other = tmp_path / "guangzhou" / "rounds.yaml"
    other.parent.mkdir()
    other.write_text("# mine\n", "utf-8")
    done = run("export", "guangzhou@2025", "-o", tmp_path)
    assert done.exit_code == 1
    assert "nothing was written" in done.output
    assert list(tmp_path.rglob("*.yaml")) == [other]


def test_a_text_that_is_not_the_published_one_is_not_exported(run, transaction, tmp_path):
    """As after a database was changed past its guards."""
    with transaction() as session:
        url = session.get_bind().engine.url.render_as_string(hide_password=False)
    unguarded(url, "policies", "UPDATE policies SET text = 'x'")
    done = run("export", "guangzhou@2025", "-o", tmp_path)
    assert done.exit_code == 1
    assert "do not use it" in done.output
    assert not kept_policy(transaction, "guangzhou", "2025").is_whole


def test_the_seed_is_exported_as_its_files_are(run, tmp_path):
    assert run("export", "beijing@2020", "-o", tmp_path).exit_code == 0
    for path in tmp_path.rglob("*.yaml"):
        assert path.read_bytes() == (ROOT / "policies" / path.relative_to(tmp_path)).read_bytes()
    assert (tmp_path / "beijing" / "2020.cases.yaml").is_file()


def test_the_commands_belong_to_luohu_policy(app):
    group = command(lambda: app).commands["policy"]
    assert {"import", "submit", "publish", "export"} <= set(group.list_commands(click.Context(group)))


def test_both_languages_say_the_same():
    for zh, en in WORDS.values():
        assert {name for _, name, _, _ in Formatter().parse(zh)} == {name for _, name, _, _ in Formatter().parse(en)}


def test_a_release_by_two_persons_names_them_all(run, folder, transaction):
    run("import", folder / "hamlet/1.yaml", "--as", "policy_staff1")
    run("submit", "hamlet@1", *WHY, "--as", "policy_staff1")
    run("publish", "hamlet@1", "--from", "2026-04-01", "--as", "policy_staff2")
    with transaction() as session:
        [release] = session.query(ReleaseRow).filter(ReleaseRow.draft_id.is_not(None)).all()
        names = {row.id: row.username for row in session.query(AccountRow)}
    assert [names[i] for i in (release.imported_by, release.submitted_by, release.published_by)] == [
        "policy_staff1",
        "policy_staff1",
        "policy_staff2",
    ]
