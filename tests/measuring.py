"""Which tests are measured: tracing doubles the time of a test, so it stops while one runs that can reach nothing new.

The core has no branch for one kind of database, so that what it does on PostgreSQL is measured on SQLite already; the API stores
nothing, and what it calls are functions with tests of their own. A branch of the core that only such a test reaches needs another.
"""

from __future__ import annotations

import pytest
from coverage import Coverage

from tests.on_databases import room


def is_measured(item: pytest.Function) -> bool:
    """Whether what the test reaches counts."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return room(item.path) != "api" and "postgres" not in (given.get("kind"), given.get("template"))


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
