"""What the surroundings decide: one frozen `Settings`, read from environment variables and `instance/luohu.env`.

A variable of the environment wins over the same name in the file. Every refusal names the setting and the remedy.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from scoring.errors import SettingsRefused
from scoring.settings_channels import Channels, read_channels
from scoring.settings_evidence import EvidenceSettings, read_evidence
from scoring.settings_limits import Limits as Limits  # noqa: PLC0414 - a part of the settings
from scoring.settings_limits import read_limits
from scoring.settings_numbers import read_number
from scoring.settings_provider import IdentityProvider, read_provider
from scoring.settings_seal import OfficeSeal, read_seal

KEY_BYTES = 32
OLD_KEY = "LUOHU_MASTER_KEY_OLD"
ENV_FILE = "luohu.env"
NO_KEYS = "is not set. Run `luohu setup keys` (or `make run`), which writes it to instance/luohu.env."

Mode = Literal["demonstration", "production"]


@dataclass(frozen=True, slots=True, repr=False)
class Background:
    """How background work is done. `repr` shows nothing: `queue` may hold a password.

    `queue` is where workers are woken from: empty for a file in the instance folder, else `sqlite:///…`, `redis://…` or
    `postgresql://…`. A job whose worker was silent for `stale` seconds is another's; it is tried `attempts` times; what ended is
    kept for `kept` days; `workers` processes do the work.
    """

    queue: str = ""
    workers: int = 2
    stale: int = 60
    attempts: int = 5
    kept: int = 30

    @property
    def silence(self) -> timedelta:
        """After how long a worker that is silent is thought dead."""
        return timedelta(seconds=self.stale)


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """Everything that differs between two installations. `repr` shows no secret."""

    database_url: str
    secret_key: str
    master_key: bytes  # wraps the data keys of applications
    index_key: bytes  # makes blind indexes
    policies: Path
    today: date | None  # a fixed day, for tests and demonstrations
    mode: Mode
    host: str
    port: int
    instance: Path
    proxies: int = 0  # how many trusted proxies stand in front
    limits: Limits = field(default_factory=Limits)
    identity_provider: IdentityProvider | None = None  # None: identities are verified at the counter alone
    background: Background = Background()
    channels: Channels = field(default_factory=Channels)
    migration_url: str | None = None  # of the owner of the tables, where the service works as another role
    master_key_old: bytes | None = None  # while data keys are rewrapped from it (`luohu keys rotate`)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    seal: OfficeSeal | None = None  # None: what is issued stays unsealed

    def __repr__(self) -> str:
        return f"Settings(mode={self.mode!r}, instance={str(self.instance)!r}, today={self.today})"

    @property
    def is_demonstration(self) -> bool:
        """Whether this installation may hold only made-up persons."""
        return self.mode == "demonstration"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from *environ* and, below it, from `luohu.env` in the instance folder.

        Raises:
            SettingsRefused: a value cannot be used; names the setting and the remedy.
        """
        instance = Path(environ.get("LUOHU_INSTANCE") or "instance").resolve()
        values = {**read_env_file(instance / ENV_FILE), **environ}
        mode = _mode(values)
        master_key, index_key = _key(values, "LUOHU_MASTER_KEY"), _key(values, "LUOHU_INDEX_KEY")
        if master_key == index_key:
            raise SettingsRefused("LUOHU_INDEX_KEY", "is the same as LUOHU_MASTER_KEY. Delete it and run `luohu setup keys`.")
        return cls(
            database_url=_database_url(values, instance),
            secret_key=_secret_key(values),
            master_key=master_key,
            index_key=index_key,
            policies=policies_folder(values),
            today=fixed_day(values, mode),
            mode=mode,
            host=values.get("HOST") or "127.0.0.1",
            port=read_number(values, "PORT", 8000, 65535),
            instance=instance,
            proxies=read_number(values, "LUOHU_PROXIES", 0, 9),
            limits=read_limits(values),
            migration_url=_database_url(values, instance, "MIGRATION_URL") if values.get("MIGRATION_URL") else None,
            master_key_old=_key(values, OLD_KEY) if values.get(OLD_KEY) else None,
            identity_provider=read_provider(values, local=mode == "demonstration"),
            background=_background(values),
            channels=_channels(values),
            evidence=read_evidence(
                values,
                instance,
                read_number(values, "LUOHU_EVIDENCE_FILE_MIB", 10, 100, 1),
                read_number(values, "LUOHU_EVIDENCE_APPLICATION_MIB", 100, 10000, 1),
            ),
            seal=read_seal(values),
        )


def read_env_file(path: Path) -> dict[str, str]:
    """Give the `NAME=value` lines of *path*; a missing file is empty.

    Raises:
        SettingsRefused: a line is neither empty, nor a comment, nor `NAME=value`.
    """
    if not path.exists():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9_]*)=(.*)", text)
        if match is None:
            raise SettingsRefused(f"{path}:{number}", "is not of the form NAME=value. Correct the line or delete it.")
        found[match[1]] = match[2].strip().strip("\"'")
    return found


def _mode(values: Mapping[str, str]) -> Mode:
    match values.get("LUOHU_MODE") or "demonstration":
        case "demonstration":
            return "demonstration"
        case "production":
            return "production"
        case other:
            raise SettingsRefused("LUOHU_MODE", f"is {other!r}. Set it to demonstration (the default) or production.")


def _secret_key(values: Mapping[str, str]) -> str:
    value = values.get("LUOHU_SECRET_KEY", "")
    if not value:
        raise SettingsRefused("LUOHU_SECRET_KEY", NO_KEYS)
    if len(value) < KEY_BYTES or len(set(value)) < KEY_BYTES // 4:
        raise SettingsRefused("LUOHU_SECRET_KEY", "can be guessed. Use 32 random characters: `luohu setup keys` makes them.")
    return value


def _key(values: Mapping[str, str], name: str) -> bytes:
    """Decode a key of 32 bytes in URL-safe base64."""
    text = values.get(name, "")
    if not text:
        raise SettingsRefused(name, NO_KEYS)
    try:
        key = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingsRefused(name, "is not 32 bytes in URL-safe base64. `luohu setup keys` makes one where there is none.")
    if len(set(key)) < KEY_BYTES // 4:
        raise SettingsRefused(name, "is not random. Delete it from luohu.env and run `luohu setup keys`, before any data is kept.")
    return key


def _database_url(values: Mapping[str, str], instance: Path, name: str = "DATABASE_URL") -> str:
    """Give an SQLAlchemy URL; any PostgreSQL URL is made to mean psycopg 3."""
    url = values.get(name) or f"sqlite:///{instance / 'luohu.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    if not separator or scheme not in {"sqlite", "postgresql+psycopg"}:
        raise SettingsRefused(name, "names no database that can be used. Write postgresql://… or sqlite:///….")
    return url


def policies_folder(values: Mapping[str, str]) -> Path:
    """Give the folder of policy files, which commands read without any other setting. Raises SettingsRefused."""
    path = Path(values.get("LUOHU_POLICIES") or "policies").resolve()
    if not path.is_dir():
        raise SettingsRefused("LUOHU_POLICIES", f"{path} is not a folder. Run where it lies, or name the folder of policies.")
    return path


def fixed_day(values: Mapping[str, str], mode: Mode) -> date | None:
    """Give the day that LUOHU_TODAY fixes, None where it does not. Raises SettingsRefused."""
    text = values.get("LUOHU_TODAY", "")
    if not text:
        return None
    if mode == "production":
        raise SettingsRefused("LUOHU_TODAY", "fixes the day and is for demonstrations and tests only. Unset it in production.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsRefused("LUOHU_TODAY", f"is {text!r}, which is no date. Write it as 2026-03-02, or unset it.") from None


def _channels(values: Mapping[str, str]) -> Channels:
    attempts, timeout = ("LUOHU_NOTICE_ATTEMPTS", 30, 1000, 1), ("LUOHU_NOTICE_TIMEOUT", 20, 300, 1)
    return read_channels(values, read_number(values, *attempts), read_number(values, *timeout))


def _background(values: Mapping[str, str]) -> Background:
    queue = values.get("LUOHU_JOBS") or ""
    if queue and queue.partition("://")[0] not in {"sqlite", "redis", "rediss", "postgresql"}:
        raise SettingsRefused("LUOHU_JOBS", "names no queue that can be used. Write redis://…, postgresql://… or sqlite:///….")
    defaults = Background()
    numbers = {"workers": (1, 64), "stale": (1, 3600), "attempts": (1, 100), "kept": (1, 3650)}
    found = {
        name: read_number(values, f"LUOHU_JOBS_{name.upper()}", getattr(defaults, name), most, least)
        for name, (least, most) in numbers.items()
    }
    return Background(queue, **found)
