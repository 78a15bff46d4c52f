"""What every test may ask for. The day is 2 March 2026; databases are migrated and seeded once and copied for each test.

`app` and everything above it runs on the databases that `tests.on_databases` names. `visitor` is for public pages, which store nothing:
one application for all tests, on SQLite alone. The service is imported where a test asks for it, so that tests of the core need no web.
"""

from __future__ import annotations

import base64
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import settings as drawing
from jinja2 import FileSystemBytecodeCache

from tests import browser_session
from tests.on_databases import databases_of
from tests.policy_copy import copied
from tests.postgres_server import postgres_server

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from scoring.settings import Settings
    from scoring.web.services import Services
    from tests.databases import Template

# What a property is tried on is the same in every run, so that a change fails for what it does; CONTRIBUTING says how to draw others.
drawing.register_profile("same", derandomize=True, deadline=None)  # how long one takes says nothing on a busy machine
drawing.load_profile("same")

SERVICE = "luohu_service"
"""The role that the service works as on PostgreSQL: it owns nothing."""
ROOT = Path(__file__).parent.parent
POLICIES = copied(ROOT / "policies")
"""What the tests' service goes by."""
ENVIRONMENT = {
    "LUOHU_SECRET_KEY": "tests keep no secret, but they keep 32 characters",
    "LUOHU_MASTER_KEY": base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "LUOHU_INDEX_KEY": base64.urlsafe_b64encode(bytes(range(32, 64))).decode(),
    "LUOHU_POLICIES": str(POLICIES),
    "LUOHU_TODAY": "2026-03-02",
    **{
        f"LUOHU_LIMIT_{name}": "0" for name in ("SIGN_IN", "SIGN_IN_ADDRESS", "API", "LOOK_UP", "UPLOAD", "REVEAL")
    },  # but for tests of them
}


def pytest_report_header() -> str:
    """Name the browser, or how to get one."""
    return f"browser: {browser_session.find() or browser_session.REMEDY}"


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a quarter of the time tests wait for browsers, servers and workers."""
    return (os.cpu_count() or 1) + 1


gc.disable()  # importing and collecting leave hardly any


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what was imported and collected: each look goes through all that a worker holds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def pytest_generate_tests(metafunc) -> None:
    """Run every test that has a service on the databases of its room."""
    if "template" in metafunc.fixturenames:
        metafunc.parametrize("template", databases_of(metafunc.definition), indirect=True, scope="session")


@pytest.fixture(scope="session", autouse=True)
def _looked_through_once() -> None:
    """Let a file be looked through once for all tests, in its process of its own, but for tests of that: each takes a fifth of a second."""
    from tests.looking_through import look_once

    look_once()


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> dict[str, str]:
    """The variables that the tests' settings are read from; the developer's own instance is out of reach."""
    return {**ENVIRONMENT, "LUOHU_INSTANCE": str(tmp_path_factory.mktemp("instance"))}


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, with `%s` for a database's name."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def on_postgres(postgres) -> Callable[..., None]:
    """Runs statements on the server, outside any of the tests' databases."""

    def run(*statements: str) -> None:
        with psycopg.connect((postgres % "postgres").replace("+psycopg", ""), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    return run


@pytest.fixture(scope="session")
def empty_url(request, tmp_path_factory) -> Callable[..., str]:
    """Gives the URL of a new database: `empty_url("sqlite")`, `empty_url("postgres")`; a copy of another with its name as *like*."""
    numbers = count()

    def make(kind: str, *, like: str | None = None) -> str:
        if kind == "sqlite":
            path = tmp_path_factory.mktemp("empty") / "empty.db"
            if like is not None:
                shutil.copyfile(like, path)
            return f"sqlite:///{path}"
        name = f"empty_{next(numbers)}"
        request.getfixturevalue("on_postgres")(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
        return request.getfixturevalue("postgres") % name

    return make


@pytest.fixture(scope="session")
def migrated_url(empty_url) -> Callable[[str], str]:
    """Gives the URL of a new migrated database without rows, a copy of one that was migrated once: `migrated_url("sqlite")`."""
    from scoring.records.migrating import upgrade

    @cache
    def migrated(kind: str) -> str | None:
        url = empty_url(kind)
        upgrade(url)
        return sa.make_url(url).database

    return lambda kind: empty_url(kind, like=migrated(kind))


def as_service(url: str) -> str:
    """Give the URL of the same database for the role of the service."""
    return url.replace("//test@", f"//{SERVICE}@")


@pytest.fixture(scope="session")
def sqlite_template(environment, tmp_path_factory) -> Template:
    from tests.databases import seeded

    folder = tmp_path_factory.mktemp("sqlite")

    def copy(name: str) -> str:
        for part in folder.glob(f"{name}.db*"):
            part.unlink()
        shutil.copyfile(folder / "template.db", folder / f"{name}.db")
        return f"sqlite:///{folder / name}.db"

    return seeded(environment, f"sqlite:///{folder / 'template.db'}", copy)


@pytest.fixture(scope="session")
def postgres_template(environment, postgres, on_postgres) -> Template:
    from tests.databases import seeded

    def copy(name: str) -> str:
        on_postgres(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE template_luohu")
        return as_service(postgres % name)

    on_postgres("CREATE DATABASE template_luohu", f"CREATE ROLE {SERVICE} LOGIN")
    owner = postgres % "template_luohu"
    return seeded({**environment, "MIGRATION_URL": owner}, as_service(owner), copy)


@pytest.fixture(scope="session")
def template(request) -> Template:
    return request.getfixturevalue(f"{request.param}_template")


@pytest.fixture(scope="session")
def opened(tmp_path_factory) -> Callable[[Settings], Flask]:
    """Makes applications with other settings; all are closed at the end. They share what their templates were compiled to."""
    from scoring.app import create_app
    from scoring.web.services import close
    from tests.databases import cheapen

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"  # of all workers of this run
    folder.mkdir(exist_ok=True)
    templates = FileSystemBytecodeCache(str(folder))

    with ExitStack() as stack:

        def make(settings: Settings) -> Flask:
            app = create_app(settings)
            app.testing = True
            cheapen(app)
            app.jinja_env.bytecode_cache = templates
            stack.callback(close, app)
            return app

        yield make


@pytest.fixture(scope="session")
def kept_app(template, opened) -> Flask:
    """One application for all tests on one kind of database; `app` lays a fresh copy of the database under it."""
    return opened(replace(template.settings, database_url=template.copy("kept")))


@pytest.fixture
def app(kept_app, template) -> Flask:
    """The service without the console, on a fresh migrated database with the policies and two accounts of each role."""
    from scoring.web.services import close

    close(kept_app)
    template.copy("kept")
    return kept_app


@pytest.fixture
def services(app) -> Services:
    from scoring.web.services import services_of

    return services_of(app)


@pytest.fixture
def settings(services) -> Settings:
    return services.settings


@pytest.fixture
def transaction(services):
    return services.transaction


@pytest.fixture
def db_url(settings) -> str:
    """The URL of this test's own database, migrated and seeded."""
    return settings.database_url


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def passwords(template) -> dict[str, str]:
    """The passwords of the seeded accounts, by user name (`officer1`, `supervisor2` …)."""
    return template.passwords


@pytest.fixture(scope="session")
def public_app(sqlite_template, opened) -> Flask:
    return opened(replace(sqlite_template.settings, database_url=sqlite_template.copy("public")))


@pytest.fixture
def visitor(public_app) -> FlaskClient:
    """A member of the public, without a browser."""
    return public_app.test_client()


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of published figures."""
    folder = Path(os.environ.get("LUOHU_REFERENCE_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        pytest.skip(f"no published figures in {folder}: set LUOHU_REFERENCE_DATA to the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium (playwright's `Browser`); where there is none the test is skipped, with the remedy."""
    with browser_session.open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def kept_live(sqlite_template, opened) -> Flask:
    """The service and its console for all tests in the browser; `live` lays a fresh copy of the database under it."""
    from tests.live_server import add_console

    app = opened(replace(sqlite_template.settings, database_url=sqlite_template.copy("live")))
    add_console(app)
    return app


@pytest.fixture
def live(kept_live, sqlite_template) -> Iterator[SimpleNamespace]:
    """A service with its console that listens on a free port: `live.url`, `live.app`, `live.passwords`."""
    from scoring.web.services import close
    from tests.live_server import listening

    close(kept_live)
    sqlite_template.copy("live")
    with listening(kept_live) as url:
        yield SimpleNamespace(url=url, app=kept_live, passwords=sqlite_template.passwords)


@pytest.fixture
def new_page(chromium, live) -> Iterator[Callable]:
    """Opens pages: `new_page(width=390, height=844, language="zh", javascript=True)`; relative addresses lead to `live`.

    When the test ends, no page may have asked another host, broken the content security policy or raised a script error.
    """
    with ExitStack() as stack:

        def open_page(**wishes):
            return stack.enter_context(browser_session.visit(chromium, live.url, **wishes))

        yield open_page


@pytest.fixture
def page(new_page):
    """A page of 1280 by 900 points, in Chinese."""
    return new_page(width=1280, height=900)
