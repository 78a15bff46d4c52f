"""Wrapped data keys of every kind, wherever they stand: rewrapping them under the master key of now, and looking which are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.errors import SettingsRefused
from scoring.records.keys import prefix
from scoring.records.sealing import keys_of
from scoring.records.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

COLUMN = "wrapped"


def tables() -> tuple[sa.Table, ...]:
    """Give every table with wrapped keys. Its one primary key names the place that each key is wrapped for."""
    return tuple(table for table in Row.metadata.sorted_tables if COLUMN in table.columns)


def count_left(session: Session) -> int:
    """Give how many data keys are not under the master key of now."""
    counts = (session.scalar(sa.select(sa.func.count()).select_from(table).where(_is_left(session, table))) for table in tables())
    return sum(count or 0 for count in counts)


def rewrap_some(session: Session, table: sa.Table, after: int, most: int) -> tuple[int, int]:
    """Rewrap at most so many keys behind the row *after*; give the last row that was looked at and how many were rewrapped.

    Raises:
        SettingsRefused: a key was wrapped by neither the master key of now nor the old one.
    """
    keys, key = keys_of(session), _key(table)
    rows = sa.select(key, table.c[COLUMN]).where(key > after, _is_left(session, table)).order_by(key).limit(most)
    found = session.execute(rows.with_for_update()).all()
    for row_id, wrapped in found:
        place = f"{table.name}.{COLUMN}/{row_id}"
        again = keys.wrap(keys.unwrap(wrapped, place), place)
        session.execute(sa.update(table).where(key == row_id).values({COLUMN: again}))
    return (found[-1][0] if found else after), len(found)


def unreadable(session: Session) -> Iterator[str | None]:
    """Unwrap every key; for each give None, or the place of one that is not under the master key of now."""
    keys = keys_of(session)
    for table in tables():
        for row_id, wrapped in session.execute(sa.select(_key(table), table.c[COLUMN]).execution_options(yield_per=1000)):
            place = f"{table.name}.{COLUMN}/{row_id}"
            try:
                keys.unwrap(wrapped, place)
            except SettingsRefused:
                yield place
            else:
                yield None if wrapped.startswith(prefix(keys.master)) else place


def _key(table: sa.Table) -> sa.Column[Any]:
    [key] = table.primary_key.columns
    return key


def _is_left(session: Session, table: sa.Table) -> sa.ColumnElement[bool]:
    wanted = prefix(keys_of(session).master)
    return sa.func.substr(table.c[COLUMN], 1, len(wanted)) != wanted
