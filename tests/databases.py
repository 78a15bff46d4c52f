"""Migrated and seeded databases, made once and copied for each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher

from scoring.app import create_app
from scoring.casework import demonstration
from scoring.records.migrating import upgrade
from scoring.settings import Settings
from scoring.web.services import close, services_of

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the first sign-in hashes anew, as dear as elsewhere


@dataclass(frozen=True)
class Template:
    """A seeded database: its settings, the passwords of its accounts, and how to make a copy of it."""

    settings: Settings
    passwords: dict[str, str]
    copy: Callable[[str], str]  # from the name of a copy to its URL


def seeded(environment: dict[str, str], url: str, copy: Callable[[str], str]) -> Template:
    """Migrate the database at *url*, publish the policies, create two accounts of each role."""
    settings = Settings.from_environment({**environment, "DATABASE_URL": url})
    upgrade(url)
    app = create_app(settings)
    services = services_of(app)
    demonstration.publish_folder(services.transaction, settings.policies, at=services.clock.now())
    accounts = demonstration.create_accounts(services.transaction, at=services.clock.now(), hash_password=CHEAP.hash)
    close(app)
    return Template(settings, {account.username: account.password for account in accounts}, copy)
