"""The ways to applicants: what is read, and that no setting lets a contact travel in the open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.errors import SettingsRefused
from scoring.settings import Settings
from scoring.settings_channels import CodeTerms, read_channels

FROM = {"LUOHU_MAIL_FROM": "notices@office.example.cn"}


def read(**values):
    return read_channels({**FROM, **values}, 30, 20)


def test_without_settings_there_are_none(environment):
    assert Settings.from_environment(environment).channels == read_channels({}, 30, 20)


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtps://office:p%40ss@mail.example.cn", 465, "tls"),
        ("smtp://office:p%40ss@mail.example.cn", 587, "starttls"),
        ("smtp://office:p%40ss@mail.example.cn:2525", 2525, "starttls"),
    ],
)
def test_a_mail_server_is_read(url, port, security):
    mail = read(LUOHU_SMTP_URL=url).mail
    assert (mail.host, mail.port, mail.security, mail.user, mail.password) == (
        "mail.example.cn",
        port,
        security,
        "office",
        "p@ss",
    )
    assert "p@ss" not in repr(mail)


def test_on_this_machine_nothing_need_be_encrypted():
    for host in ("localhost", "127.0.0.1", "[::1]"):
        assert read(LUOHU_SMTP_URL=f"smtp+plain://{host}").mail.port == 25
        assert read(LUOHU_SMS_URL=f"http://{host}:8080/send").sms.url.port == 8080


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("LUOHU_SMTP_URL", {"LUOHU_SMTP_URL": "mail.example.cn"}),
        ("LUOHU_SMTP_URL", {"LUOHU_SMTP_URL": "smtp://"}),
        ("LUOHU_SMTP_URL", {"LUOHU_SMTP_URL": "smtp://host:port"}),
        ("LUOHU_SMTP_URL", {"LUOHU_SMTP_URL": "smtp+plain://mail.example.cn"}),
        ("LUOHU_MAIL_FROM", {"LUOHU_SMTP_URL": "smtps://mail.example.cn", "LUOHU_MAIL_FROM": ""}),
        ("LUOHU_MAIL_FROM", {"LUOHU_SMTP_URL": "smtps://mail.example.cn", "LUOHU_MAIL_FROM": "a@b\nBcc: c@d"}),
        ("LUOHU_SMS_URL", {"LUOHU_SMS_URL": "gateway"}),
        ("LUOHU_SMS_URL", {"LUOHU_SMS_URL": "https://"}),
        ("LUOHU_SMS_URL", {"LUOHU_SMS_URL": "http://gateway.example.cn"}),
        ("LUOHU_SMS_REQUEST", {"LUOHU_SMS_URL": "https://gateway.example.cn", "LUOHU_SMS_REQUEST": "to={phone}"}),
        ("LUOHU_SMS_REQUEST", {"LUOHU_SMS_URL": "https://gateway.example.cn", "LUOHU_SMS_REQUEST": '{"to": "{phone}"}'}),
        ("LUOHU_SMS_REQUEST", {"LUOHU_SMS_URL": "https://gateway.example.cn", "LUOHU_SMS_REQUEST": '["{phone}", "{text}"]'}),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name, values):
    with pytest.raises(SettingsRefused, match=name):
        read(**values)


def test_how_codes_hold_is_read_by_name_and_kept_in_bounds():
    assert read().codes == CodeTerms(10, 5, 3)
    codes = read(LUOHU_CODE_MINUTES="15", LUOHU_CODE_ATTEMPTS="3", LUOHU_CODE_ASKS="2").codes
    assert (codes.valid, codes.attempts, codes.asks) == (timedelta(minutes=15), 3, 2)
    for name, value in (("LUOHU_CODE_MINUTES", "0"), ("LUOHU_CODE_ATTEMPTS", "21"), ("LUOHU_CODE_ASKS", "many")):
        with pytest.raises(SettingsRefused, match=name):
            read(**{name: value})
