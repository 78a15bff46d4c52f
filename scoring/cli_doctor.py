"""`luohu doctor`: what is wrong with this installation, or will be, each with its remedy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import click
from flask import Flask
from flask.cli import ScriptInfo

from scoring.casework.examine_database import Examined, examine_database
from scoring.errors import SettingsRefused
from scoring.settings import ENV_FILE
from scoring.settings_seal import CERTIFICATE
from scoring.web.services import Services, services_of

FAULT = 1
NEXT_YEAR_KNOWN_FROM = 12
"""The month in which the next year's notice of working days is usually out."""
SEAL_ENDS_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was found, and what to do about it."""

    level: Literal["fault", "warning"]
    what: str
    remedy: str


@click.command()
@click.pass_obj
def doctor(info: ScriptInfo) -> None:
    """Look this installation over: settings, keys, database, roles, calendar. Exit code 1 where something is at fault."""
    found = list(_signs(info))
    for sign in found:
        click.echo(f"{sign.level}: {sign.what}\n  → {sign.remedy}")
    if not found:
        click.echo("Nothing is wrong.")
    if any(sign.level == "fault" for sign in found):
        raise SystemExit(FAULT)


def _signs(info: ScriptInfo) -> Iterator[Sign]:
    try:
        app = info.load_app()
    except SettingsRefused as refused:
        yield Sign("fault", f"{refused.setting} cannot be used", refused.remedy)
        return
    services = services_of(app)
    yield from _of_settings(services)
    yield from _of_calendar(services)
    ready = list(_of_readiness(app))
    yield from ready
    if not any(sign.what.startswith("database") for sign in ready):
        yield from _of_database(services, examine_database(services.transaction))


def _of_settings(services: Services) -> Iterator[Sign]:
    settings = services.settings
    path = settings.instance / ENV_FILE
    if path.exists() and path.stat().st_mode & 0o077:
        yield Sign("warning", f"{path} can be read by others", f"chmod 600 {path}")
    if settings.is_demonstration:
        remedy = "Set LUOHU_MODE=production before anybody real is recorded."
        yield Sign("warning", "this is a demonstration: illustrative policies decide, and cookies travel without https", remedy)
    yield from _of_seal(services)
    if not os.environ.get("LUOHU_MASTER_KEY") and path.exists() and not settings.is_demonstration:
        remedy = f"Keep a copy of {path} apart: without it no record can be read."
        yield Sign("warning", "the master key lies beside the data", remedy)


def _of_seal(services: Services) -> Iterator[Sign]:
    seal, now = services.settings.seal, services.clock.now()
    if seal is None:
        return
    for path in seal.files:
        if path.stat().st_mode & 0o077:
            yield Sign("warning", f"{path}, a secret of the seal, can be read by others", f"chmod 600 {path}")
    remedy = f"Ask for a new one, and put it into {CERTIFICATE}. Until then documents stay unsealed and are not served."
    named = f"the certificate of the seal ({seal.subject})"
    if not seal.is_valid(now):
        yield Sign("fault", f"{named} is good from {seal.valid_from:%Y-%m-%d} to {seal.valid_to:%Y-%m-%d} only", remedy)
    elif not seal.is_valid(now + SEAL_ENDS_SOON):
        yield Sign("warning", f"{named} ends on {seal.valid_to:%Y-%m-%d}", remedy)


def _of_calendar(services: Services) -> Iterator[Sign]:
    today, known = services.clock.today(), services.timing.working_days.years
    remedy = "Enter the notice of the State Council in working_days.yaml, in the folder of policies."
    if today.year not in known:
        yield Sign("fault", f"the working days of {today.year} are not known: deadlines in working days cannot be computed", remedy)
    if today.year + 1 not in known:
        level: Literal["fault", "warning"] = "fault" if today.month >= NEXT_YEAR_KNOWN_FROM else "warning"
        yield Sign(level, f"the working days of {today.year + 1} are not known: deadlines that reach into it are refused", remedy)


def _of_readiness(app: Flask) -> Iterator[Sign]:
    answer = app.test_client().get("/readyz").get_json()
    found = [("fault", name, text) for name, text in answer["checks"].items() if text != "ok"]
    for level, name, text in (*found, *(("warning", name, text) for name, text in answer.get("warnings", {}).items())):
        what, _, remedy = text.partition(": ")
        yield Sign("fault" if level == "fault" else "warning", f"{name} {what}", remedy or "See the log of the service.")


def _of_database(services: Services, found: Examined) -> Iterator[Sign]:
    if found.has_roles and found.forbidden:
        what = f"the service may change what is append-only ({', '.join(found.forbidden[:3])}, …)"
        remedy = (
            "Make a second role, put it into DATABASE_URL and the owner into MIGRATION_URL, then run `luohu setup database`, "
            "which grants it what it needs."
        )
        yield Sign("warning", what, remedy)
    if not found.has_roles and not services.settings.is_demonstration:
        what = "SQLite has no roles: whoever can write the file can take its triggers away"
        yield Sign("warning", what, "Use PostgreSQL with two roles, and note the seals of `luohu journal seal` elsewhere.")
    yield from _of_keys(found.keys_left, is_rotating=services.settings.master_key_old is not None)


def _of_keys(left: int, *, is_rotating: bool) -> Iterator[Sign]:
    if left and is_rotating:
        yield Sign("warning", f"{left} data keys are still under the old master key", "Run `luohu keys rotate`.")
    elif left:
        remedy = "Set the key they were made with as LUOHU_MASTER_KEY_OLD, and run `luohu keys rotate`."
        yield Sign("fault", f"{left} data keys are not under LUOHU_MASTER_KEY: what they encrypt may be unreadable", remedy)
    elif is_rotating:
        remedy = "Take it away; keep the key itself as long as backups from before are kept."
        yield Sign("warning", "LUOHU_MASTER_KEY_OLD is not needed any more", remedy)
