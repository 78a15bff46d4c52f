"""What many tests begin with is brought about once on each database and kept; whatever a test does after that is undone at its end.

A test of casework works within one transaction of its database, in which each act has a savepoint of its own, and which is rolled
back. What a `scene` brings about, such as `office.granted()`, is committed before the first test that begins with it, and every
later one finds it there: reading it costs nothing, while the acts that lead to it are hundreds of statements. It is kept where
nothing was read or written before, so that it is always the oldest of a test's files, and where it was asked for in plain words;
otherwise it is brought about within the test. Begin, then, with the longest road that fits, and go on from there.

A test whose acts must see each other from several connections is marked `commits`. What session and module fixtures do is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from datetime import date
from functools import wraps
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from scoring.application.application import Opinion
from scoring.application.officer import Officer
from scoring.records.database import transactions_on
from scoring.records.keys import Keys

PLAIN = (str, int, date, dict, Opinion, Officer, type(None))
"""Whatever is neither an applicant nor a file: what was asked for in these words is the same whenever it is asked for."""


class Within(Session):
    """A session in a transaction that others began: how that is isolated was decided then."""

    def connection(self, bind_arguments=None, execution_options=None) -> sa.Connection:  # noqa: ARG002 - SQLAlchemy's signature
        return super().connection(bind_arguments)


class Stage:
    """The transactions of one office. Between `begin` and `end` all that is done is undone; whatever is kept was done before."""

    def __init__(self, engine: sa.Engine, keys: Keys) -> None:
        self.engine, self.keys = engine, keys
        self._commit = transactions_on(engine, keys)
        ways = {"expire_on_commit": False, "join_transaction_mode": "create_savepoint"}
        self._make = sessionmaker(class_=Within, info={"keys": keys}, **ways)
        self._kept: dict[object, Any] = {}
        self.keeps = True
        self._is_begun = False
        self._connection: sa.Connection | None = None
        self._sent = self._written = 0
        sa.event.listen(engine, "after_cursor_execute", self._count)

    def _count(self, _connection, _cursor, statement: str, *_: object) -> None:
        self._sent += statement.startswith(("INSERT", "UPDATE", "DELETE"))

    def __call__(self) -> AbstractContextManager[Session]:
        return self._within() if self._is_begun else self._commit()

    @property
    def written(self) -> int:
        """How many statements that write were kept since the office was opened; what a test marked `commits` writes is not counted."""
        assert self._is_begun
        return self._written

    @contextmanager
    def _within(self) -> Iterator[Session]:
        before = self._sent
        with self._make(bind=self._enter()) as session, session.begin():
            yield session
        self._written += self._sent - before  # not reached by what raises, which is rolled back

    def _enter(self) -> sa.Connection:
        if self._connection is None:
            self._connection = self.engine.connect()
            self._connection.begin()
        return self._connection

    def begin(self) -> None:
        """From here on nothing stays; what was done since this was last called is undone."""
        self.end()
        self._is_begun = True

    def end(self) -> None:
        """Undo what was done since the beginning; from here on everything stays."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._is_begun = None, False

    def forget(self) -> None:
        """Bring every scene about anew from here on: what is committed now may change those that were kept."""
        self._kept.clear()

    def keep(self, key: object, make: Callable[[], Any]) -> Any:
        """Give what *make* brought about when it was first asked for by this key, where nothing was read or written yet."""
        if not self.keeps or not self._is_begun or self._connection is not None:
            return make()
        if key not in self._kept:
            self._is_begun = False
            self._kept[key] = make()
            self._is_begun = True
        self._enter()  # a test is given one scene: whatever else it asks for is another
        return self._kept[key]


def scene(make: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what `make(office, …)` brings about."""

    @wraps(make)
    def give(office, *given: Any, **changes: Any) -> Any:
        asked = (*given, *changes.values())
        if not isinstance(office.transaction, Stage) or not all(isinstance(word, PLAIN) for word in asked):
            return make(office, *given, **changes)
        key = (make, office, repr(given), repr(changes))
        return _own(office.transaction.keep(key, lambda: make(office, *given, **changes)))

    return give


@contextmanager
def unchanged(office) -> Iterator[None]:
    """See that no act within the block writes and keeps a row of any table, whatever was tried."""
    before = office.transaction.written
    yield
    assert office.transaction.written == before, "rows were written, and kept"


def _own(found: Any) -> Any:
    """Give what is the test's own: an applicant is changed by what they do."""
    return tuple(map(copy, found)) if type(found) is tuple else copy(found)
