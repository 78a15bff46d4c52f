"""`luohu journal` verifies an installation from its first link to its last and says where it is broken."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from scoring.casework.journal_file import FORM, lines_of
from scoring.cli import command
from scoring.records.journal import Entry, append
from tests.records.conftest import AT

pytestmark = pytest.mark.both_databases


@pytest.fixture
def luohu(app):
    def run(*arguments):
        return CliRunner().invoke(command(lambda: app), arguments)

    return run


def test_a_whole_journal_says_so_and_what_cannot_be_seen_from_inside(luohu):
    answer = luohu("journal", "verify")
    assert answer.exit_code == 0
    assert "links verified" in answer.output
    assert "--seal" in answer.output


def test_a_broken_link_is_named_with_what_is_wrong(luohu, transaction, settings):
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("taking a guard away by hand is done the same on every database; tests/records does it on both")
    with transaction() as session:
        session.execute(sa.text("DROP TRIGGER events_no_update"))
        session.execute(sa.text("UPDATE events SET act = 'other' WHERE stream = 'policies' AND number = 2"))
    answer = luohu("journal", "verify")
    assert answer.exit_code == 1
    assert "First bad link: policies, number 2: it was changed." in answer.output
    assert "第一处断链：policies 第 2 环：内容已被改动。" in luohu("journal", "verify", "--lang", "zh").output


def test_a_seal_holds_as_long_as_nothing_before_it_is_written_anew(luohu, transaction):
    seals = luohu("journal", "seal").output.split()
    assert all(seal.count(":") == 3 for seal in seals)
    with transaction() as session:
        append(session, Entry("policies", "later", None, AT, {}))
    noted = [part for seal in seals for part in ("--seal", seal)]
    assert luohu("journal", "verify", *noted).exit_code == 0
    other = seals[0][:-1] + ("0" if seals[0][-1] != "0" else "1")
    answer = luohu("journal", "verify", "--seal", other)
    assert answer.exit_code == 1
    assert "not what was sealed" in answer.output


def test_what_is_no_seal_is_refused(luohu):
    answer = luohu("journal", "verify", "--seal", "nonsense")
    assert answer.exit_code != 0
    assert "chain:number:algorithm:hash" in str(answer.exception)


def test_a_file_that_was_taken_away_is_verified_without_a_database(tmp_path):
    def run(content, *arguments):
        file = tmp_path / "journal.jsonl"
        file.write_bytes(content)
        return CliRunner().invoke(
            command(lambda: pytest.fail("no service is needed")), ["journal", "verify", str(file), *arguments]
        )

    content = b"".join(lines_of([{"kind": "head", "form": FORM}, {"kind": "decision", "reference": "2026-000001-D"}]))
    answer = run(content)
    assert (answer.exit_code, "Whole: 0 links, 1 decisions" in answer.output) == (0, True)
    answer = run(content.replace(b"2026-000001-D", b"2026-000002-D"))
    assert (answer.exit_code, "First bad line: 2 (decision 2026-000002-D): it was changed." in answer.output) == (1, True)
    assert "第一处不符：第 2 行" in run(content.replace(b"2026-000001-D", b"2026-000002-D"), "--lang", "zh").output
