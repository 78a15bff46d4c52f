"""The journal: one event per act, each stream a chain of SHA-256 hashes."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.plain import canonical
from scoring.records.applications import ApplicationRow
from scoring.records.database import lock
from scoring.records.events import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer

FIRST = "0" * 64
"""What the first event of a stream is chained to."""

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """An act to be written down: in which stream, what, who (None is the installation itself), when, its facts and words."""

    stream: str
    act: str
    officer: Officer | None
    at: datetime
    facts: Mapping[str, Any]
    note: bytes | None = None


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where the journal is not what was written. `why`: `hash`, `gap`, `order` or `cut_off`."""

    stream: str
    number: int
    why: str


def stream_of(application_id: int) -> str:
    """Give the name of an application's stream."""
    return f"application:{application_id}"


def append(session: Session, entry: Entry) -> EventRow:
    """Write the act as the next event of its stream."""
    lock(session, entry.stream)
    last = session.scalar(sa.select(EventRow).where(EventRow.stream == entry.stream).order_by(EventRow.number.desc()).limit(1))
    row = EventRow(
        stream=entry.stream,
        number=last.number + 1 if last else 1,
        act=str(entry.act),
        actor_id=entry.officer.account_id if entry.officer else None,
        at=entry.at.astimezone(UTC),
        facts=canonical(entry.facts),
        note=entry.note,
        previous=last.hash if last else FIRST,
    )
    row.hash = _hash(row)
    session.add(row)
    return row


def verify(session: Session) -> BrokenLink | None:
    """Check every event of every stream, and that no application lost its last ones; give the first broken link."""
    rows = sa.select(EventRow).order_by(EventRow.stream, EventRow.number).execution_options(yield_per=_AT_ONCE)
    with closing(session.scalars(rows)) as events:
        return next(_broken(events), None) or next(_cut_off(session), None)


def _broken(events: Iterable[EventRow]) -> Iterator[BrokenLink]:
    stream, number, previous = "", 1, FIRST
    for row in events:
        if row.stream != stream:
            stream, number, previous = row.stream, 1, FIRST
        why = _fault(row, number, previous)
        if why:
            yield BrokenLink(stream, number, why)
        number, previous = row.number + 1, row.hash


def _fault(row: EventRow, number: int, previous: str) -> str | None:
    if row.number != number:
        return "gap"
    if row.previous != previous:
        return "order"
    return None if row.hash == _hash(row) else "hash"


def _cut_off(session: Session) -> Iterator[BrokenLink]:
    """An application's version counts its events, so that events missing at the end are seen too."""
    stream = sa.literal("application:") + sa.cast(ApplicationRow.id, sa.String)
    count = sa.select(sa.func.count()).where(EventRow.stream == stream).scalar_subquery()
    for application_id, found in session.execute(sa.select(ApplicationRow.id, count).where(ApplicationRow.version != count)):
        yield BrokenLink(stream_of(application_id), found + 1, "cut_off")


def _hash(row: EventRow) -> str:
    """Hash the previous link and the whole event, each part with its length before it, so that no two events read alike."""
    actor = "" if row.actor_id is None else str(row.actor_id)
    note = b"-" if row.note is None else b"+" + row.note
    moment = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    texts = (row.previous, row.stream, str(row.number), row.act, actor, moment, row.facts)
    digest = hashlib.sha256()
    for part in (*(text.encode() for text in texts), note):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
