"""Verifying the journal and the log of reads: link by link, through as many as there are, in the memory of a few.

What is found: a changed, missing, inserted or moved link, also at the end of a chain. What only something outside the database
can tell: that somebody who may write everything wrote a whole chain anew, its head included, or put an older copy back. For that,
note a seal (`luohu journal seal`) elsewhere and verify against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import sqlalchemy as sa

from scoring.records.access_log import ViewRow, hash_read
from scoring.records.applications import ApplicationRow
from scoring.records.chains import ACCESS, ALGORITHMS, FIRST, JOURNAL, ChainHeadRow
from scoring.records.events import EventRow, LinkRow
from scoring.records.journal import PREFIX, hash_event, hash_link, stream_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

L = TypeVar("L", LinkRow, ViewRow)

AT_ONCE = 1000
"""How many links are held in memory, and after how many progress is told."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where a chain is not what was written: the stream, or `journal` for the chain over all streams, or `access`.

    `why`: `hash` (changed), `gap` (missing before it, or inserted), `order` (moved), `cut_off` (the end is missing), `algorithm`
    (unknown), `missing` (its event is gone), `unlinked` (an event that the chain over all streams does not know), `seal`.
    """

    stream: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The last link of a chain at some moment, as it is noted outside the database."""

    chain: str
    sequence: int
    algorithm: str
    hash: str

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}:{self.algorithm}:{self.hash}"


@dataclass(frozen=True, slots=True)
class _Link:
    """What every kind of link has; `again` hashes it anew."""

    number: int
    previous: str
    hash: str
    algorithm: str
    again: Callable[[], str]

    def fault(self, number: int, previous: str) -> str | None:
        """Say what is wrong with it as the link of this *number* after *previous*."""
        if self.number != number:
            return "gap"
        if self.previous != previous:
            return "order"
        if self.algorithm not in ALGORITHMS:
            return "algorithm"
        return None if self.hash == self.again() else "hash"


Step: TypeAlias = "int | BrokenLink"
"""So many links more are verified, or one is broken."""


def verify(session: Session) -> BrokenLink | None:
    """Verify everything; give the first broken link."""
    return next((step for step in steps(session) if isinstance(step, BrokenLink)), None)


def steps(session: Session) -> Iterator[Step]:
    """Verify everything in one reading of the database, and tell how far it has come."""
    for check in (_streams, _cut_off, _links, _unlinked, _reads):
        for step in check(session):
            yield step
            if isinstance(step, BrokenLink):
                return


def amount(session: Session) -> int:
    """Give about how many links `steps` will tell of: each event stands in two chains."""
    heads = {row.chain: row.count for row in session.scalars(sa.select(ChainHeadRow))}
    return 2 * heads.get(JOURNAL, 0) + heads.get(ACCESS, 0)


def heads(session: Session) -> tuple[Seal, ...]:
    """Give where each chain ends, to be noted outside the database."""
    ends = ((JOURNAL, _newest(session, LinkRow)), (ACCESS, _newest(session, ViewRow)))
    return tuple(Seal(chain, row.sequence, row.algorithm, row.hash) for chain, row in ends if row is not None)


def check_seal(session: Session, seal: Seal) -> BrokenLink | None:
    """Say whether a chain still holds the link that was noted."""
    noted = {JOURNAL: session.get(LinkRow, seal.sequence), ACCESS: session.get(ViewRow, seal.sequence)}
    link = noted.get(seal.chain)
    if link is not None and (link.algorithm, link.hash) == (seal.algorithm, seal.hash):
        return None
    return BrokenLink(seal.chain, seal.sequence, "seal")


def _newest(session: Session, row: type[L]) -> L | None:
    return session.scalar(sa.select(row).order_by(row.sequence.desc()).limit(1))


def _streams(session: Session) -> Iterator[Step]:
    """Check every event of every stream."""
    stream, number, previous = "", 0, FIRST
    events = sa.select(EventRow).order_by(EventRow.stream, EventRow.number).execution_options(yield_per=AT_ONCE)
    with closing(session.scalars(events)) as rows:
        for row in rows:
            if row.stream != stream:
                stream, number, previous = row.stream, 0, FIRST
            why = _Link(row.number, row.previous, row.hash, row.algorithm, partial(hash_event, row)).fault(number + 1, previous)
            if why:
                yield BrokenLink(stream, number + 1, why)
            number, previous = row.number, row.hash
            yield 1


def _cut_off(session: Session) -> Iterator[Step]:
    """An application's version counts its events, so that events missing at the end are seen too."""
    stream = sa.literal(PREFIX) + sa.cast(ApplicationRow.id, sa.String)
    count = sa.select(sa.func.count()).where(EventRow.stream == stream).scalar_subquery()
    short = sa.select(ApplicationRow.id, count).where(ApplicationRow.version != count).order_by(ApplicationRow.id).limit(1)
    for application_id, found in session.execute(short):
        yield BrokenLink(stream_of(application_id), found + 1, "cut_off")


def _links(session: Session) -> Iterator[Step]:
    """Check the chain over all streams, and that it ends where its head says."""
    number, previous = 0, FIRST
    query = sa.select(LinkRow, EventRow).outerjoin(EventRow, EventRow.id == LinkRow.event_id).order_by(LinkRow.sequence)
    with closing(session.execute(query.execution_options(yield_per=AT_ONCE))) as rows:
        for link, found in rows:
            row: EventRow | None = found
            if row is None:
                yield BrokenLink(JOURNAL, link.sequence, "missing")
                return
            again = partial(hash_link, link, row)
            why = _Link(link.sequence, link.previous, link.hash, link.algorithm, again).fault(number + 1, previous)
            if why:
                yield BrokenLink(JOURNAL, number + 1, why)
            number, previous = link.sequence, link.hash
            yield 1
    yield from _head(session, JOURNAL, number, previous)


def _head(session: Session, chain: str, number: int, last: str) -> Iterator[Step]:
    head = session.get(ChainHeadRow, chain)
    if head is None or (head.count, head.hash) != (number, last):
        yield BrokenLink(chain, number + 1, "cut_off")


def _unlinked(session: Session) -> Iterator[Step]:
    """An event that was put in behind the back of the chain over all streams stands in none of its links."""
    query = sa.select(EventRow.stream, EventRow.number).outerjoin(LinkRow, LinkRow.event_id == EventRow.id)
    for stream, number in session.execute(query.where(LinkRow.sequence.is_(None)).order_by(EventRow.id).limit(1)):
        yield BrokenLink(stream, number, "unlinked")


def _reads(session: Session) -> Iterator[Step]:
    """Check the log of reads, and that it ends where its head says."""
    number, previous = 0, FIRST
    reads = sa.select(ViewRow).order_by(ViewRow.sequence).execution_options(yield_per=AT_ONCE)
    with closing(session.scalars(reads)) as rows:
        for row in rows:
            why = _Link(row.sequence, row.previous, row.hash, row.algorithm, partial(hash_read, row)).fault(number + 1, previous)
            if why:
                yield BrokenLink(ACCESS, number + 1, why)
            number, previous = row.sequence, row.hash
            yield 1
    yield from _head(session, ACCESS, number, previous)
