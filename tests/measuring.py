"""Which tests are measured: tracing doubles the time of a test, so it stops while one runs that can reach nothing new.

Measured is what the core's own tests reach, and a test of a skin that is marked `measured`, being the only one that reaches some
branch of the core. The core has no branch for one kind of database, so that what it does on PostgreSQL is measured on SQLite already.
A long test of the core is marked `unmeasured` where others reach all that it reaches: were they to stop, the measure would fall
below what is asked. Whatever the core does while tests are collected counts for nothing, but that its modules are read.
Within a measured test tracing rests while SQLAlchemy works, which is half of its time: it never calls the core back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
import sqlalchemy as sa
from coverage import Coverage
from sqlalchemy.orm import QueryableAttribute, Session, SessionTransaction

from tests.on_databases import room

CORE = {"application", "casework", "charts", "engine", "inspection", "policies", "policy", "ranking", "tables"}


def is_measured(item: pytest.Function) -> bool:
    """Whether what the test reaches counts."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    if "postgres" in (given.get("kind"), given.get("template")):
        return False
    if item.get_closest_marker("unmeasured") is not None:
        return False
    return room(item.path) in CORE or item.get_closest_marker("measured") is not None


_stopped: list[Coverage] = []
"""The measure that rests while a test runs that does not count."""


@contextmanager
def _unmeasured(running: Coverage) -> Iterator[None]:
    running.stop()
    _stopped.append(running)
    try:
        yield
    finally:
        _stopped.pop()
        running.start()


@contextmanager
def measured() -> Iterator[None]:
    """Measure what is done once for many tests, whichever of them asks for it first."""
    if not _stopped:
        yield
        return
    running = _stopped.pop()
    running.start()
    try:
        yield
    finally:
        running.stop()
        _stopped.append(running)


WORK = (
    *((Session, name) for name in ("_execute_internal", "flush", "commit", "get")),
    *((SessionTransaction, name) for name in ("commit", "rollback", "_connection_for_bind")),
    *((sa.engine.Result, name) for name in ("_allrows", "_only_one_row", "_iter_impl")),
    *((sa.Connection, name) for name in ("execute", "exec_driver_sql")),
    *((sa.Select, name) for name in ("where", "join", "order_by", "limit", "with_only_columns")),
    (QueryableAttribute, "operate"),
)
"""What of SQLAlchemy is done without being traced."""


def _untraced(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def rest(*given: Any, **named: Any) -> Any:
        tracer = sys.gettrace()
        if tracer is None:
            return work(*given, **named)
        sys.settrace(None)
        try:
            return work(*given, **named)
        finally:
            sys.settrace(tracer)

    return rest


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session):
    """Read the core, then stop measuring while tests are collected; where workers collect, the process that starts them does not."""
    running = Coverage.current()
    starts_workers = session.config.getoption("numprocesses", None) and not hasattr(session.config, "workerinput")
    if running is None or starts_workers:
        return (yield)
    for name in running.get_option("run:source_pkgs"):
        for module in walk_packages(getattr(import_module(name), "__path__", ()), f"{name}."):
            import_module(module.name)
    for kind, name in WORK:
        setattr(kind, name, _untraced(getattr(kind, name)))
    with _unmeasured(running):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Function):
    """Stop measuring while a test runs that does not count."""
    running = Coverage.current()
    if running is None or is_measured(item):
        return (yield)
    with _unmeasured(running):
        return (yield)
