"""Rewrap every data key under a new master key, a batch at a time, so that it can be stopped and taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.records.database import lock, snapshot
from scoring.records.events import EventRow
from scoring.records.journal import Entry, append
from scoring.records.keys import key_id
from scoring.records.rewrapping import count_left, rewrap_some, tables, unreadable
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

STREAM, BEGUN, DONE = "keys", "begin_rotation", "rotate_keys"
BATCH = 200


@dataclass(frozen=True, slots=True)
class KeysLooked:
    """How many data keys there are, and the places of those that are not under the master key of now."""

    total: int
    other: tuple[str, ...]


def count_keys_left(transaction: Transaction) -> int:
    """Give how many data keys are still to be rewrapped."""
    with snapshot(transaction) as session:
        return count_left(session)


def rotate_keys(transaction: Transaction, *, at: datetime, batch: int = BATCH) -> Iterator[int]:
    """Rewrap what is left, each batch in a transaction of its own; gives how many after each batch.

    Nothing is lost where it is stopped: what is rewrapped stays so, and another run does the rest. The journal tells begin and end.

    Raises:
        SettingsRefused: a key was wrapped by neither LUOHU_MASTER_KEY nor LUOHU_MASTER_KEY_OLD; no key of its batch is changed.
    """
    with transaction() as session:
        lock(session, STREAM)
        if count_left(session) and not _is_begun(session):
            append(session, Entry(STREAM, BEGUN, None, at, {"to": key_id(keys_of(session).master)}))
    for table in tables():
        after, done = -1, batch
        while done == batch:
            with transaction() as session:
                after, done = rewrap_some(session, table, after, batch)
            if done:
                yield done
    with transaction() as session:
        lock(session, STREAM)
        if _is_begun(session) and not count_left(session):
            append(session, Entry(STREAM, DONE, None, at, {"to": key_id(keys_of(session).master)}))


def look_at_keys(transaction: Transaction) -> KeysLooked:
    """Unwrap every data key and say which are not under the master key of now, or not readable at all."""
    with snapshot(transaction) as session:
        found = list(unreadable(session))
    return KeysLooked(len(found), tuple(place for place in found if place is not None))


def _is_begun(session: Session) -> bool:
    last = sa.select(EventRow.act).where(EventRow.stream == STREAM).order_by(EventRow.number.desc()).limit(1)
    return session.scalar(last) == BEGUN
