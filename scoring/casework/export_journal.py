"""An auditor takes a period of the journal away as a file that verifies offline; the journal keeps that it was, and its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.deadlines import midnight
from scoring.application.plain import plain
from scoring.casework.decision_search import refuse_others
from scoring.casework.journal_file import FORM, lines_of
from scoring.casework.recompute_decisions import STREAM
from scoring.casework.scope import within
from scoring.errors import InputRefused
from scoring.records.applications import ApplicationRow
from scoring.records.decisions import DecisionRow
from scoring.records.events import EventRow, LinkRow
from scoring.records.journal import Entry, append
from scoring.records.verifying import heads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

ACT = "export_journal"
LINKS_MAX = 100_000
"""How many links one file holds; a longer period is taken in parts."""


@dataclass(frozen=True, slots=True)
class JournalFile:
    """The file, how many links it holds, and the SHA-256 that the journal keeps of it."""

    content: bytes = field(repr=False)
    links: int
    digest: str


def export_journal(transaction: Transaction, first: date, last: date, *, officer: Officer, at: datetime) -> JournalFile:
    """Write the links of the acts from *first* to *last*, both included, and the digests of the decisions of these days.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
        InputRefused: `last` lies before `first`; nothing was done in the period, or too much for one file.
    """
    refuse_others(ACT, officer)
    if last < first:
        raise InputRefused("last", "The last day lies before the first.")
    start, end = midnight(first), midnight(last + timedelta(days=1))
    with transaction() as session:
        of_period = sa.select(sa.func.min(LinkRow.sequence), sa.func.max(LinkRow.sequence)).join(
            EventRow, EventRow.id == LinkRow.event_id
        )
        lowest, highest = session.execute(of_period.where(EventRow.at >= start, EventRow.at < end)).one()
        if lowest is None:
            raise InputRefused("first", "Nothing was done in this period.")
        links = highest - lowest + 1
        if links > LINKS_MAX:
            raise InputRefused("last", f"The period has {links} links, and a file holds {LINKS_MAX}. Take it in parts.")
        head = {
            "kind": "head",
            "form": FORM,
            "first": first,
            "last": last,
            "at": at,
            "ends": [str(seal) for seal in heads(session)],
        }
        bodies = (head, *_links(session, lowest, highest), *_decisions(session, start, end, officer))
        content = b"".join(lines_of(plain(bodies)))
        digest = hashlib.sha256(content).hexdigest()
        append(session, Entry(STREAM, ACT, officer, at, {"first": first, "last": last, "links": links, "digest": digest}))
        return JournalFile(content, links, digest)


def _links(session: Session, lowest: int, highest: int) -> Iterator[dict[str, Any]]:
    query = sa.select(LinkRow, EventRow).join(EventRow, EventRow.id == LinkRow.event_id)
    query = query.where(LinkRow.sequence.between(lowest, highest)).order_by(LinkRow.sequence)
    for link, event in session.execute(query):
        yield {
            "kind": "link",
            "sequence": link.sequence,
            "algorithm": link.algorithm,
            "previous": link.previous,
            "hash": link.hash,
            "stream": event.stream,
            "number": event.number,
            "event_algorithm": event.algorithm,
            "event_hash": event.hash,
        }


def _decisions(session: Session, start: datetime, end: datetime, officer: Officer) -> Iterator[dict[str, Any]]:
    query = sa.select(DecisionRow).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
    query = query.where(DecisionRow.at >= start, DecisionRow.at < end, within(officer)).order_by(DecisionRow.id)
    names = ("reference", "at", "scheme", "policy_version", "digest", "round_digest", "package", "algorithm")
    for row in session.scalars(query):
        yield {"kind": "decision", "decided": row.kind, **{name: getattr(row, name) for name in names}}
