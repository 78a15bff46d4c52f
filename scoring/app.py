"""Puts the product together: `create_app(settings)` for a server, `main` for the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from scoring import api, cli, pages
from scoring.casework.queries import policy_sources
from scoring.clock import Clock
from scoring.errors import PolicyRefused, ScoringError
from scoring.policy import load_source
from scoring.policy.library import Library
from scoring.policy.texts import say_finding
from scoring.records import accounts
from scoring.records.database import Transaction, prepare, transactions
from scoring.records.keys import Keys
from scoring.records.migrating import MIGRATIONS, address, is_current
from scoring.settings import Settings
from scoring.web import csp, health, language, problems, sign_in
from scoring.web.services import EXTENSION, Services

MEBIBYTE = 1024 * 1024
MOST_FORM_PARTS = 5000  # the longest form, every list full, has less than half of that


def create_app(settings: Settings) -> Flask:
    """Make the application with everything but the console, which `wsgi.py` adds.

    On a database that is not migrated yet it has no policies and is not ready (`/readyz`), so that `luohu db` can run.
    """
    app = Flask("scoring")
    app.config.from_mapping(_configuration(settings))
    database = _open_database(app, settings)
    transaction = transactions(settings.database_url, Keys(settings.master_key, settings.index_key))
    library = _published(transaction) if database.is_current() else Library(())
    services = Services(settings, Clock(settings), library, transaction)
    app.extensions[EXTENSION] = services
    _register_web(app, services, database)
    csrf = CSRFProtect(app)
    pages.register(app, services)
    api.register(app, services)
    _exempt_api(app, csrf)
    problems.register(app)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    return app


def from_environment() -> Flask:
    """Make the application that the environment describes.

    Raises:
        SettingsRefused: a setting cannot be used.
    """
    return create_app(Settings.from_environment(os.environ))


def main() -> None:
    """Run the command `luohu`."""
    try:
        cli.command(from_environment)(prog_name="luohu")
    except PolicyRefused as refusal:
        lines = [f"{finding.position}: {say_finding(finding, 'en')}" for finding in refusal.findings]
        raise SystemExit("\n".join(lines)) from None
    except ScoringError as error:
        raise SystemExit(f"luohu: {error}") from None


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": not settings.database_url.startswith("sqlite")},
        "MAX_CONTENT_LENGTH": MEBIBYTE,
        "MAX_FORM_MEMORY_SIZE": MEBIBYTE,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "TEMPLATES_AUTO_RELOAD": False,
        **sign_in.configuration(settings, is_https=not settings.is_demonstration),
    }


@dataclass(frozen=True, slots=True)
class _Database:
    """What sign-in and lists read through: the extension, and its engine."""

    extension: SQLAlchemy
    engine: sa.Engine

    def is_current(self) -> bool:
        """Whether it can be reached and has every migration."""
        return self.fault() is None

    def fault(self) -> str | None:
        """Say what keeps the service from using it, with the remedy."""
        try:
            return None if is_current(self.engine) else "lacks migrations: run `luohu setup database`"
        except sa.exc.DBAPIError:
            return "cannot be reached: see whether it runs, and whether DATABASE_URL is right"


def _open_database(app: Flask, settings: Settings) -> _Database:
    settings.instance.mkdir(parents=True, exist_ok=True)
    extension = SQLAlchemy(app)
    with app.app_context():
        engine = prepare(extension.engine)
    Migrate(app, extension, directory=MIGRATIONS).configure(address(settings.database_url))
    return _Database(extension, engine)


def _published(transaction: Transaction) -> Library:
    return Library(load_source(source) for source in policy_sources(transaction))


def _register_web(app: Flask, services: Services, database: _Database) -> None:
    is_https = not services.settings.is_demonstration
    language.register(app)
    csp.register(app, is_https=is_https)
    sign_in.register(app, SQLAlchemyUserDatastore(database.extension, accounts.AccountRow, accounts.RoleRow))
    health.register(app, {"database": database.fault, "policies": lambda: _policies_fault(services)})


def _policies_fault(services: Services) -> str | None:
    return None if services.library.policies else "none is published: run `luohu setup policies`, then restart"


def _exempt_api(app: Flask, csrf: CSRFProtect) -> None:
    """The JSON API keeps no session and reads no cookie, so that a form elsewhere gains nothing by posting to it."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    for name in {rule.endpoint.rpartition(".")[0] for rule in rules} & app.blueprints.keys():
        csrf.exempt(app.blueprints[name])
