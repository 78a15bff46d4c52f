"""Engines and transactions: the same manners on SQLite and PostgreSQL.

Use cases are given `transactions(engine, keys)`: each call opens one session, commits at its end and rolls back on an
error. On SQLite such a session begins with BEGIN IMMEDIATE, so that two acts never read before either writes. Sign-in
and lists use another engine (`prepare(engine)`, plain BEGIN), which takes no write lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from scoring.records.keys import Keys

Transaction: TypeAlias = Callable[[], AbstractContextManager[Session]]
"""Opens a session, commits it at the end of the `with` block, rolls back when the block raises."""

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_BEGIN = "luohu_begin"
_SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA busy_timeout = 15000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would delete a guarded row unseen
)


class Utc(TypeDecorator[datetime]):
    """A moment: aware on both sides, kept in UTC. A naive datetime is a mistake of the caller and refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone; moments come from scoring.clock, in UTC."
            raise TypeError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Give an aware moment in UTC; SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """The base of all rows; Flask-SQLAlchemy is given it as `model_class`, the migrations its metadata."""

    # a registry and not `type_annotation_map`: Flask-SQLAlchemy copies this class, and SQLAlchemy refuses that one there
    registry = orm.registry(metadata=sa.MetaData(naming_convention=NAMES), type_annotation_map={datetime: Utc()})


def one_of(column: str, values: Iterable[str]) -> str:
    """Give the words of a CHECK that *column* holds one of *values*."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


def none_of(column: str, values: Iterable[str]) -> str:
    """Give the words of a CHECK that *column* holds none of *values*."""
    return one_of(column, values).replace(" IN ", " NOT IN ", 1)


def prepare(engine: sa.Engine, begin: Literal["BEGIN", "BEGIN IMMEDIATE"] = "BEGIN") -> sa.Engine:
    """Give *engine* our manners; PostgreSQL needs none, SQLite its pragmas and an explicit BEGIN."""
    if engine.dialect.name == "sqlite":

        def connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
            connection.isolation_level = None  # the driver must not begin or commit by itself
            for pragma in _SQLITE:
                connection.execute(pragma)

        def start(connection: sa.Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, begin))

        event.listen(engine, "connect", connect)
        event.listen(engine, "begin", start)
    return engine


def engine_options(url: str) -> dict[str, bool]:
    """Give how every engine of the service is made: its errors, which are logged, say nothing of what was read or written."""
    return {"pool_pre_ping": not url.startswith("sqlite"), "hide_parameters": True}


def transactions(url: str, keys: Keys) -> Transaction:
    """Give the transactions of the use cases, on an engine of their own; `keys` travel in each session."""
    engine = sa.create_engine(url, **engine_options(url))
    return transactions_on(prepare(engine, "BEGIN IMMEDIATE"), keys)


def transactions_on(engine: sa.Engine, keys: Keys) -> Transaction:
    """Give the transactions of the use cases on a prepared engine."""
    make = sessionmaker(engine, expire_on_commit=False, info={"keys": keys})

    @contextmanager
    def transaction() -> Iterator[Session]:
        with make.begin() as session:
            yield session

    return transaction


@contextmanager
def reading(transaction: Transaction) -> Iterator[Session]:
    """Open a session that only reads: on SQLite it takes no write lock, so that it waits for nobody and nobody for it."""
    with transaction() as session:
        session.connection(execution_options={_BEGIN: "BEGIN"})
        yield session


@contextmanager
def snapshot(transaction: Transaction) -> Iterator[Session]:
    """Open a session that only reads, and reads everything as it was at one moment, however long it takes."""
    with transaction() as session:
        options = {_BEGIN: "BEGIN"}
        if session.get_bind().dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        session.connection(execution_options=options)
        yield session


def lock(session: Session, name: str) -> None:
    """Hold others who lock the same name until this transaction ends. SQLite's BEGIN IMMEDIATE does that already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))
