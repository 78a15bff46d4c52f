"""Settings: what is read, what wins, and that every refusal names the setting and the remedy."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.errors import SettingsRefused
from scoring.settings import Settings, read_env_file


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
