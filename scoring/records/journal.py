"""The journal: one event per act, each stream a chain of hashes, and one chain over the events of all streams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event as hooks

from scoring.application.plain import canonical
from scoring.records.chains import CURRENT, FIRST, JOURNAL, digest, hold_head, optional
from scoring.records.database import lock
from scoring.records.events import EventRow, LinkRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer

PREFIX = "application:"
"""What the names of the applications' streams begin with."""

_UNLINKED = "unlinked events"


@dataclass(frozen=True, slots=True)
class Entry:
    """An act to be written down: in which stream, what, who (None is the installation itself), when, its facts and words."""

    stream: str
    act: str
    officer: Officer | Holder | None
    at: datetime
    facts: Mapping[str, Any]
    note: bytes | None = None


def stream_of(application_id: int) -> str:
    """Give the name of an application's stream."""
    return f"{PREFIX}{application_id}"


def append(session: Session, entry: Entry) -> EventRow:
    """Write the act as the next event of its stream; when the transaction commits it becomes the next link of the whole."""
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
        algorithm=CURRENT,
    )
    row.hash = hash_event(row)
    session.add(row)
    _link_at_commit(session, row)
    return row


def hash_event(row: EventRow) -> str:
    """Hash the previous link and the whole event. Raises KeyError where its algorithm is unknown."""
    return digest(row.algorithm, _parts(row))


def hash_link(link: LinkRow, row: EventRow) -> str:
    """Hash the previous link and which event stands at this place. Raises KeyError where the algorithm is unknown."""
    return link_hash(link.algorithm, link.previous, link.sequence, row.stream, row.number, row.algorithm, row.hash)


def link_hash(  # noqa: PLR0913, PLR0917 - all that the hash covers, in its order
    algorithm: str, previous: str, sequence: int, stream: str, number: int, event_algorithm: str, event_hash: str
) -> str:
    """Hash the link at the place *sequence*. Raises KeyError where the algorithm is unknown."""
    parts = (previous, str(sequence), stream, str(number), event_algorithm, event_hash)
    return digest(algorithm, (part.encode() for part in parts))


def _parts(row: EventRow) -> Iterator[bytes]:
    actor = "" if row.actor_id is None else str(row.actor_id)
    moment = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    for text in (row.previous, row.stream, str(row.number), row.act, actor, moment, row.facts):
        yield text.encode()
    yield optional(row.note)


def _link_at_commit(session: Session, row: EventRow) -> None:
    """Put off what holds every other writer to the very end: two acts that wait for each other's files never meet here."""
    waiting: list[EventRow] = session.info.setdefault(_UNLINKED, [])
    if not waiting:
        hooks.listen(session, "before_commit", _link, once=True)
    waiting.append(row)


def _link(session: Session) -> None:
    session.flush()
    head = hold_head(session, JOURNAL)
    for row in session.info.pop(_UNLINKED):
        link = LinkRow(sequence=head.count + 1, event_id=row.id, algorithm=CURRENT, previous=head.hash)
        link.hash = hash_link(link, row)
        session.add(link)
        head.count, head.hash = link.sequence, link.hash
