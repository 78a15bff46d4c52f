"""Puts the product together: `create_app(settings)` for a server. `scoring.app` loads this once an application is needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from scoring import api, pages
from scoring.casework.job_queries import last_seen
from scoring.casework.timing import read_timing
from scoring.clock import Clock
from scoring.jobs.background import Background
from scoring.jobs.desk import Desk
from scoring.policy.library import Library
from scoring.records import accounts
from scoring.records.database import Transaction, engine_options, prepare, transactions
from scoring.records.keys import Keys
from scoring.records.migrating import MIGRATIONS, address, is_current
from scoring.settings import Settings
from scoring.web import (
    csp,
    display,
    health,
    identity_service,
    language,
    limits,
    own_account,
    problems,
    proof,
    sign_in,
    stale_forms,
    static_files,
    typed,
    viewing,
)
from scoring.web.live_library import LiveLibrary
from scoring.web.rendering import FlatEnvironment
from scoring.web.request import DisklessRequest
from scoring.web.services import EXTENSION, Services

MEBIBYTE = 1024 * 1024
SILENT_AFTER = timedelta(minutes=5)
MOST_FORM_PARTS = 5000  # the longest form, every list full, has less than half of that


def create_app(settings: Settings) -> Flask:
    """Make the application with everything but the console, which `wsgi.py` adds.

    On a database that is not migrated yet it has no policies and is not ready (`/readyz`), so that `luohu db` can run.
    """
    app = Flask("scoring")
    app.request_class = DisklessRequest
    app.jinja_environment = FlatEnvironment
    app.config.from_mapping(_configuration(settings))
    database = _open_database(app, settings)
    keys = Keys(settings.master_key, settings.index_key, settings.master_key_old)
    services = _services(settings, transactions(settings.database_url, keys))
    if database.is_current():
        services.live.refresh()
    app.extensions[EXTENSION] = services
    app.before_request(services.live.follow)
    _register_web(app, services, database)
    CSRFProtect(app)
    pages.register(app, services)
    api.register(app, services)
    problems.register(app)
    stale_forms.register(app)
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


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": MEBIBYTE,
        "MAX_FORM_MEMORY_SIZE": MEBIBYTE,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "TEMPLATES_AUTO_RELOAD": False,
        **sign_in.configuration(settings, is_https=not settings.is_demonstration),
    }


def _services(settings: Settings, transaction: Transaction) -> Services:
    clock, live, timing = Clock(settings), LiveLibrary(transaction), read_timing(settings.policies)

    def library() -> Library:
        live.follow()
        return live.library

    return Services(settings, clock, live, transaction, timing, Background(Desk(settings, clock, transaction, library, timing)))


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


def _address(settings: Settings) -> Callable[[Any], Any]:
    """Say where migrations run, and which other role, if any, they grant the tables to."""
    role = sa.make_url(settings.database_url).username if settings.migration_url else None
    return address(settings.migration_url or settings.database_url, role)


def _open_database(app: Flask, settings: Settings) -> _Database:
    settings.instance.mkdir(parents=True, exist_ok=True)
    extension = SQLAlchemy(app)
    with app.app_context():
        engine = prepare(extension.engine)
    Migrate(app, extension, directory=MIGRATIONS).configure(_address(settings))
    return _Database(extension, engine)


def _register_web(app: Flask, services: Services, database: _Database) -> None:
    is_https = not services.settings.is_demonstration
    language.register(app)
    display.register(app)
    viewing.register(app, services)
    csp.register(app, is_https=is_https)
    static_files.register(app, is_https=is_https)
    own_account.register(app)
    proof.register(app)
    sign_in.register(app, SQLAlchemyUserDatastore(database.extension, accounts.AccountRow, accounts.RoleRow))
    limits.register(app, services)
    typed.register(app)
    identity_service.register(app, services.settings.identity_provider)
    checks = {"database": database.fault, "policies": lambda: _policies_fault(services)}
    health.register(app, checks, {"worker": lambda: _worker_fault(services, database)})


def _policies_fault(services: Services) -> str | None:
    return services.live.fault or (None if services.library.policies else "none is published: run `luohu setup policies`")


def _worker_fault(services: Services, database: _Database) -> str | None:
    if not database.is_current():
        return None  # said already
    seen = last_seen(services.transaction)
    silent = None if seen is None else abs(services.clock.now() - seen)
    return None if silent is not None and silent < SILENT_AFTER else "none was seen for minutes: run `luohu worker`"
