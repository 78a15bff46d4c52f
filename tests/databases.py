"""Migrated and seeded databases, made once and copied for each test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from argon2 import PasswordHasher

from scoring.app import create_app
from scoring.application import consent
from scoring.application.contact import contact
from scoring.application.officer import Role
from scoring.casework import demonstration
from scoring.casework.offices import keep_offices, read_offices
from scoring.casework.open_account import StaffMember, add_account
from scoring.casework.publish_folder import publish_folder
from scoring.casework.second_factor import set_up_factor
from scoring.casework.sign_up import SigningUp, sign_up
from scoring.records.migrating import upgrade
from scoring.settings import Settings
from scoring.web.second_factor import codes_of
from scoring.web.services import close, services_of

if TYPE_CHECKING:
    from flask import Flask

TIANHE = "guangzhou_tianhe_education"
CHEAP = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
"""What passwords cost in tests, as the service's own settings of passlib name it."""

SECOND_FACTOR_COST = 1  # the binary logarithm of how often the key is stretched that seals the secrets of the second factor

hash_cheaply = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash

FURTHER = {
    f"{Role.AGENCY}1": (Role.AGENCY, None),
    **{f"tianhe_{role}": (role, TIANHE) for role in (Role.OFFICER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)},
}
"""Accounts beside those of a demonstration: of the role that can do nothing yet, and of an office that sees only its own."""

APPLICANTS = {"applicant1": "first of all the applicants", "applicant2": "second of all the applicants"}
"""Applicants' accounts with their passwords; `applicant1@luohu.example` is the contact of the first."""


@dataclass(frozen=True)
class Template:
    """A seeded database: its settings, the passwords of its accounts, and how to make a copy of it."""

    settings: Settings
    passwords: dict[str, str]
    copy: Callable[[str], str]  # from the name of a copy to its URL


def cheapen(app: Flask) -> None:
    """Let signing in cost little: what a stolen table would cost is the product's own setting."""
    app.extensions["security"].pwd_context.update(**CHEAP)
    codes_of(app)._totp.wallet.encrypt_cost = SECOND_FACTOR_COST


def seeded(environment: dict[str, str], url: str, copy: Callable[[str], str]) -> Template:
    """Migrate the database at *url*, publish the policies, keep the offices, create two accounts of each role that can do something."""
    settings = Settings.from_environment({**environment, "DATABASE_URL": url})
    upgrade(settings.migration_url or url, role=sa.make_url(url).username)
    app = create_app(settings)
    cheapen(app)
    services = services_of(app)
    publish_folder(services.transaction, settings.policies, at=services.clock.now())
    keep_offices(services.transaction, read_offices(settings.policies / "offices.yaml"), at=services.clock.now())
    codes = codes_of(app)
    given = {"new_second_factor": codes.generate_totp_secret}
    accounts = demonstration.create_accounts(services.transaction, at=services.clock.now(), hash_password=hash_cheaply, **given)
    passwords = {account.username: account.password for account in accounts}
    for username, (role, office) in FURTHER.items():
        member = StaffMember(username, f"{username}@luohu.example", username, frozenset({role}), office)
        with services.transaction() as session:  # no use case opens an agency's account so, and nobody signs in to one
            opened = add_account(session, member, None, services.clock.now(), hash_cheaply)
            passwords[username] = opened.password
            set_up_factor(session, opened.officer.account_id, codes.generate_totp_secret())
    for name, password in APPLICANTS.items():
        given = SigningUp(contact(f"{name}@luohu.example"), password, consent.CURRENT)
        sign_up(services.transaction, given, at=services.clock.now(), hash_password=hash_cheaply)
        passwords[name] = password
    close(app)
    return Template(settings, passwords, copy)


def unguarded(url: str, table: str, statement: str) -> None:
    """Change an append-only table as its owner may who takes the guard away first."""
    engine = sa.create_engine(url.replace("//luohu_service@", "//test@"))
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP TRIGGER {table}_no_update" if is_sqlite else f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(sa.text(statement))
    engine.dispose()
