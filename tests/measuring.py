"""Which tests are measured: tracing doubles the time of a test, so it stops while one runs that can reach nothing new.

Measured is what the core's own tests reach, and a test of a skin that is marked `measured`, being the only one that reaches some
branch of the core. The core has no branch for one kind of database, so that what it does on PostgreSQL is measured on SQLite already.
"""

from __future__ import annotations

import pytest
from coverage import Coverage

from tests.on_databases import room

CORE = {"application", "casework", "charts", "engine", "inspection", "policies", "policy", "ranking"}


def is_measured(item: pytest.Function) -> bool:
    """Whether what the test reaches counts."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    if "postgres" in (given.get("kind"), given.get("template")):
        return False
    return room(item.path) in CORE or item.get_closest_marker("measured") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Function):
    """Stop measuring while a test runs that does not count."""
    running = Coverage.current()
    if running is None or is_measured(item):
        return (yield)
    running.stop()
    try:
        return (yield)
    finally:
        running.start()
