"""The settings of the ways to applicants: a mail server, and a gateway for short messages. Notices stand in the account anyway."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import SplitResult, unquote, urlsplit

from scoring.errors import SettingsRefused
from scoring.settings_numbers import read_number

Security = Literal["tls", "starttls", "none"]
_PORTS: Mapping[Security, int] = {"tls": 465, "starttls": 587, "none": 25}
_SCHEMES: Mapping[str, Security] = {"smtps": "tls", "smtp": "starttls", "smtp+plain": "none"}
SMS_REQUEST = '{"to": "{phone}", "text": "{text}", "id": "{key}"}'
_NO_SMTP = "names no mail server. Write smtps://user:password@host (TLS) or smtp://user:password@host (STARTTLS is demanded)."
_PLAIN = "is not encrypted and leads to another machine: the contact of applicants would travel in the open."
_FROM = "is needed with LUOHU_SMTP_URL: the address that notices come from, such as notices@office.example.cn."
_CODE_NUMBERS = (("minutes", 10, 60), ("attempts", 5, 20), ("asks", 3, 20))
_TEMPLATE = "is no JSON whose texts hold {phone} and {text}. Write it like " + SMS_REQUEST


@dataclass(frozen=True, slots=True, repr=False)
class Mail:
    """A mail server, and the address that notices come from. `repr` shows no password."""

    host: str
    port: int
    security: Security
    user: str
    password: str
    sender: str


@dataclass(frozen=True, slots=True, repr=False)
class Sms:
    """A gateway for short messages: where a request goes, what it holds, and the header that lets it in."""

    url: SplitResult
    request: Mapping[str, Any]
    authorization: str


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """A code that proves a contact holds for `minutes` and bears `attempts` entries; `asks` within an hour are free of waiting."""

    minutes: int = 10
    attempts: int = 5
    asks: int = 3

    @property
    def valid(self) -> timedelta:
        """For how long a code holds."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Channels:
    """The ways there are; a delivery is tried `attempts` times, and given up on a server that is silent for `timeout` seconds."""

    mail: Mail | None = None
    sms: Sms | None = None
    attempts: int = 30
    timeout: int = 20
    codes: CodeTerms = field(default_factory=CodeTerms)


def read_channels(values: Mapping[str, str], attempts: int, timeout: int) -> Channels:
    """Read `LUOHU_SMTP_URL`, `LUOHU_MAIL_FROM`, `LUOHU_SMS_URL`, `LUOHU_SMS_REQUEST`, `LUOHU_SMS_AUTHORIZATION`, `LUOHU_CODE_…`.

    Raises:
        SettingsRefused: one cannot be used, or would let contacts travel in the open.
    """
    codes = {name: read_number(values, f"LUOHU_CODE_{name.upper()}", default, most, 1) for name, default, most in _CODE_NUMBERS}
    return Channels(_mail(values), _sms(values), attempts, timeout, CodeTerms(**codes))


def _mail(values: Mapping[str, str]) -> Mail | None:
    text = values.get("LUOHU_SMTP_URL", "")
    if not text:
        return None
    url, port = _split("LUOHU_SMTP_URL", text, _NO_SMTP)
    if url.scheme not in _SCHEMES or not url.hostname:
        raise SettingsRefused("LUOHU_SMTP_URL", _NO_SMTP)
    security = _SCHEMES[url.scheme]
    if security == "none" and not _is_here(url.hostname):
        raise SettingsRefused("LUOHU_SMTP_URL", _PLAIN)
    sender = values.get("LUOHU_MAIL_FROM", "")
    if sender.count("@") != 1 or any(mark.isspace() for mark in sender):
        raise SettingsRefused("LUOHU_MAIL_FROM", _FROM)
    return Mail(url.hostname, port or _PORTS[security], security, unquote(url.username or ""), unquote(url.password or ""), sender)


def _sms(values: Mapping[str, str]) -> Sms | None:
    text = values.get("LUOHU_SMS_URL", "")
    if not text:
        return None
    url, _port = _split("LUOHU_SMS_URL", text, "names no gateway. Write https://….")
    if url.scheme not in {"https", "http"} or not url.hostname:
        raise SettingsRefused("LUOHU_SMS_URL", "names no gateway. Write https://….")
    if url.scheme == "http" and not _is_here(url.hostname):
        raise SettingsRefused("LUOHU_SMS_URL", _PLAIN)
    return Sms(url, _request(values.get("LUOHU_SMS_REQUEST") or SMS_REQUEST), values.get("LUOHU_SMS_AUTHORIZATION", ""))


def _request(template: str) -> Mapping[str, Any]:
    try:
        request = json.loads(template)
    except ValueError:
        request = None
    if not isinstance(request, dict) or not all(mark in template for mark in ("{phone}", "{text}")):
        raise SettingsRefused("LUOHU_SMS_REQUEST", _TEMPLATE)
    return request


def _split(name: str, text: str, remedy: str) -> tuple[SplitResult, int | None]:
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise SettingsRefused(name, remedy) from None
    return url, port


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
