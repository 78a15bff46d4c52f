"""Settings: what is read, what wins, and that every refusal names the setting and the remedy."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.errors import SettingsRefused
from scoring.settings import Limits, Settings, read_env_file
from scoring.settings_evidence import EvidenceSettings


def read(environment, **changes):
    given = {**environment, **changes}
    return Settings.from_environment({name: value for name, value in given.items() if value is not None})


def test_the_defaults_are_a_demonstration_on_sqlite_on_this_machine(environment):
    settings = read(environment, LUOHU_TODAY=None)
    assert (settings.mode, settings.is_demonstration, settings.today) == ("demonstration", True, None)
    assert (settings.host, settings.port, settings.proxies) == ("127.0.0.1", 8000, 0)
    assert settings.database_url == f"sqlite:///{settings.instance}/luohu.db"


def test_what_the_environment_names_is_used(environment):
    settings = read(environment, HOST="0.0.0.0", PORT="9000", LUOHU_PROXIES="1", LUOHU_MODE="production", LUOHU_TODAY="")
    assert (settings.host, settings.port, settings.proxies, settings.mode) == ("0.0.0.0", 9000, 1, "production")
    assert read(environment).today == date(2026, 3, 2)


def test_evidence_lies_within_the_instance_unless_it_is_told_otherwise(environment):
    settings = read(environment)
    assert settings.evidence == EvidenceSettings(settings.instance / "evidence", 10, 100, "")
    given = {"LUOHU_EVIDENCE": "/srv/evidence", "LUOHU_EVIDENCE_FILE_MIB": "5", "LUOHU_SCANNER": "clamd:127.0.0.1:3310"}
    found = read(environment, **given).evidence
    assert (str(found.folder), found.file_mib, found.scanner) == ("/srv/evidence", 5, "clamd:127.0.0.1:3310")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgres://h/d?host=/run", "postgresql+psycopg://h/d?host=/run"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////srv/luohu.db", "sqlite:////srv/luohu.db"),
    ],
)
def test_any_postgresql_address_means_psycopg_3(environment, given, meant):
    assert read(environment, DATABASE_URL=given).database_url == meant


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("LUOHU_SECRET_KEY", None, "luohu setup keys"),
        ("LUOHU_MASTER_KEY", None, "luohu setup keys"),
        ("LUOHU_INDEX_KEY", "", "luohu setup keys"),
        ("LUOHU_SECRET_KEY", "short", "luohu setup keys"),
        ("LUOHU_SECRET_KEY", "x" * 40, "luohu setup keys"),
        ("LUOHU_MASTER_KEY", "not base64!", "luohu setup keys"),
        ("LUOHU_MASTER_KEY", "密钥", "luohu setup keys"),
        ("LUOHU_MASTER_KEY", "c2hvcnQ=", "32 bytes"),
        ("LUOHU_INDEX_KEY", "A" * 43 + "=", "not random"),
        ("LUOHU_MODE", "test", "demonstration"),
        ("LUOHU_TODAY", "2 March", "2026-03-02"),
        ("LUOHU_TODAY", "2026-02-30", "2026-03-02"),
        ("LUOHU_POLICIES", "/nowhere/at/all", "/nowhere/at/all"),
        ("LUOHU_SCANNER", "clamd:somewhere", "clamd:/path/of/socket"),
        ("LUOHU_EVIDENCE_FILE_MIB", "0", "from 1 to 100"),
        ("DATABASE_URL", "mysql://h/d", "postgresql://"),
        ("DATABASE_URL", "luohu.db", "sqlite:///"),
        ("PORT", "http", "65535"),
        ("PORT", "65536", "65535"),
        ("PORT", "-1", "65535"),
        ("LUOHU_PROXIES", "10", "0 to 9"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_its_remedy(environment, setting, value, remedy):
    with pytest.raises(SettingsRefused) as refused:
        read(environment, **{setting: value})
    assert refused.value.setting == setting
    assert remedy in refused.value.remedy


def test_one_key_must_not_do_two_jobs(environment):
    with pytest.raises(SettingsRefused, match="same as LUOHU_MASTER_KEY"):
        read(environment, LUOHU_INDEX_KEY=environment["LUOHU_MASTER_KEY"])


def test_a_fixed_day_is_refused_in_production(environment):
    with pytest.raises(SettingsRefused, match="Unset it in production"):
        read(environment, LUOHU_MODE="production")


def test_the_file_of_the_instance_is_read_and_the_environment_wins(environment, tmp_path):
    (tmp_path / "luohu.env").write_text("# a comment\n\nPORT=8123\nHOST='0.0.0.0'\n", "utf-8")
    settings = read(environment, LUOHU_INSTANCE=str(tmp_path), HOST="127.0.0.9")
    assert (settings.port, settings.host) == (8123, "127.0.0.9")


def test_a_line_that_is_no_setting_is_refused_by_its_number(tmp_path):
    (tmp_path / "luohu.env").write_text("PORT=1\nexport HOST=x\n", "utf-8")
    with pytest.raises(SettingsRefused, match=r"luohu\.env:2: .*NAME=value"):
        read_env_file(tmp_path / "luohu.env")


def test_no_secret_is_shown(environment):
    settings = read(environment)
    assert settings.secret_key not in repr(settings)
    assert settings.master_key.hex() not in repr(settings)


def test_limits_are_set_by_their_names(environment):
    names = ("SIGN_IN", "SIGN_IN_ADDRESS", "API", "LOOK_UP", "UPLOAD", "REVEAL")
    unset = read(environment, **{f"LUOHU_LIMIT_{name}": None for name in names}).limits
    assert unset == Limits(5, 30, 300, 300, 30, 10)
    given = read(environment, **{f"LUOHU_LIMIT_{name}": str(n) for n, name in enumerate(names)}).limits
    assert given == Limits(0, 1, 2, 3, 4, 5)
    with pytest.raises(SettingsRefused, match="LUOHU_LIMIT_API"):
        read(environment, LUOHU_LIMIT_API="many")


def test_background_work_is_set(environment):
    settings = Settings.from_environment(environment)
    assert (settings.background.queue, settings.background.workers, settings.background.stale) == ("", 2, 60)
    wishes = {"LUOHU_JOBS": "redis://:hidden@queue", "LUOHU_JOBS_WORKERS": "4", "LUOHU_JOBS_STALE": "5"}
    settings = Settings.from_environment({**environment, **wishes})
    assert (settings.background.queue, settings.background.workers) == ("redis://:hidden@queue", 4)
    assert settings.background.silence.total_seconds() == 5
    assert "hidden" not in repr(settings.background)


@pytest.mark.parametrize(("name", "value"), [("LUOHU_JOBS", "amqp://x"), ("LUOHU_JOBS", "jobs.db"), ("LUOHU_JOBS_WORKERS", "0")])
def test_background_work_that_cannot_be_done_so_is_refused(environment, name, value):
    with pytest.raises(SettingsRefused, match=name):
        Settings.from_environment({**environment, name: value})


def test_the_owner_of_the_tables_may_be_another_role(environment):
    assert read(environment).migration_url is None
    assert read(environment, MIGRATION_URL="postgres://owner@db/luohu").migration_url == "postgresql+psycopg://owner@db/luohu"
    with pytest.raises(SettingsRefused, match="MIGRATION_URL"):
        read(environment, MIGRATION_URL="mysql://owner@db/luohu")


def test_the_old_master_key_stands_beside_the_new_one(environment):
    assert read(environment).master_key_old is None
    assert read(environment, LUOHU_MASTER_KEY_OLD=environment["LUOHU_INDEX_KEY"]).master_key_old == read(environment).index_key
    with pytest.raises(SettingsRefused, match="LUOHU_MASTER_KEY_OLD"):
        read(environment, LUOHU_MASTER_KEY_OLD="short")
