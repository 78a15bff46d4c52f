"""`luohu doctor` names what is wrong with an installation, each with its remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from scoring.cli import command
from scoring.errors import SettingsRefused
from scoring.web.services import services_of
from tests.certificates import office_seal
from tests.conftest import SERVICE

pytestmark = pytest.mark.both_databases


@pytest.fixture
def examined(settings, opened):
    """Gives what is said of this database under other settings, and the exit code."""

    def run(**changes):
        app = opened(replace(settings, **changes))
        answer = CliRunner().invoke(command(lambda: app), ["doctor"])
        return answer.output, answer.exit_code

    return run


def test_a_demonstration_is_told_what_it_is(examined):
    output, code = examined()
    assert "warning: this is a demonstration" in output
    assert "LUOHU_MODE=production" in output
    assert code == 0


def test_missing_keys_are_a_fault_with_their_remedy():
    def load():
        raise SettingsRefused("LUOHU_MASTER_KEY", "is not set. Run `luohu setup keys`.")

    answer = CliRunner().invoke(command(load), ["doctor"])
    assert answer.exit_code == 1
    assert "fault: LUOHU_MASTER_KEY cannot be used" in answer.output
    assert "luohu setup keys" in answer.output


def test_years_without_working_days_are_named(examined):
    output, code = examined(today=date(2031, 5, 1))
    assert "fault: the working days of 2031 are not known" in output
    assert "warning: the working days of 2032 are not known" in output
    assert code == 1
    assert "fault: the working days of 2032" in examined(today=date(2031, 12, 1))[0]


def test_a_service_that_owns_its_tables_is_warned(examined, settings, app):
    output, _ = examined()
    assert "append-only" not in output
    if SERVICE in settings.database_url:
        output, code = examined(database_url=settings.database_url.replace(f"//{SERVICE}@", "//test@"))
        assert "the service may change what is append-only" in output
        assert "MIGRATION_URL" in output
        assert code == 0
    else:
        assert "SQLite has no roles" in examined(mode="production", today=None)[0]
    assert services_of(app).settings is settings


def test_keys_are_looked_at(examined, settings):
    other = bytes(range(100, 132))
    output, code = examined(master_key=other)
    assert "data keys are not under LUOHU_MASTER_KEY" in output
    assert code == 1
    output, code = examined(master_key=other, master_key_old=settings.master_key)
    assert "Run `luohu keys rotate`" in output
    assert code == 0
    assert "not needed any more" in examined(master_key_old=other)[0]


def test_a_file_of_keys_that_others_can_read_is_named(examined, tmp_path):
    (tmp_path / "luohu.env").touch(mode=0o644)
    (tmp_path / "luohu.env").chmod(0o644)
    output, _ = examined(instance=tmp_path, mode="production", today=None)
    assert "chmod 600" in output
    assert "the master key lies beside the data" in output


def test_a_database_without_tables_is_named_with_its_remedy(examined, empty_url):
    output, code = examined(database_url=empty_url("sqlite"))
    assert "fault: database lacks migrations" in output
    assert "run `luohu setup database`" in output
    assert code == 1


def test_the_seal_is_looked_at(examined, tmp_path):
    seal = office_seal(tmp_path)
    output, _ = examined(seal=seal)
    assert "seal" not in output
    seal.files[0].chmod(0o640)
    output, code = examined(seal=replace(seal, valid_to=datetime(2026, 3, 20, tzinfo=UTC)))
    assert f"chmod 600 {seal.files[0]}" in output
    assert "warning: the certificate of the seal (CN=某某市公安局) ends on 2026-03-20" in output
    assert code == 0
    output, code = examined(seal=replace(seal, valid_to=datetime(2026, 1, 1, tzinfo=UTC)))
    assert "is good from 2025-01-01 to 2026-01-01 only" in output
    assert "LUOHU_SEAL_CERTIFICATE" in output
    assert code == 1
