"""The service seals the journal's head: every day, and earlier where a proof is asked for of what stands after the last seal."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.merkle import root
from scoring.records.database import lock
from scoring.records.events import LinkRow
from scoring.records.signatures import JournalSealRow
from scoring.records.signing import destroy_closed, seal_statement, service_key, sign_as_service

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction


def seal_journal(transaction: Transaction, *, at: datetime) -> None:
    """Seal what was written since the last seal, and destroy the private keys of accounts that are closed."""
    with transaction() as session:
        seal_within(session, at)
        destroy_closed(session)


def seal_within(session: Session, at: datetime) -> None:
    """Seal what was written since the last seal, in the transaction of something else; nothing where nothing was."""
    lock(session, "journal_seals")
    last = session.scalar(sa.select(sa.func.max(JournalSealRow.last))) or 0
    links = session.execute(
        sa.select(LinkRow.sequence, LinkRow.hash).where(LinkRow.sequence > last).order_by(LinkRow.sequence)
    ).all()
    if not links:
        return
    key, hashes = service_key(session, at), [one.hash for one in links]
    row = JournalSealRow(at=at.astimezone(UTC), first=last + 1, last=links[-1].sequence, root=root(hashes), head=hashes[-1])
    row.service_key, row.signature = key.number, sign_as_service(session, key, seal_statement(row))
    session.add(row)
    session.flush()


def is_sealed(session: Session, sequence: int) -> bool:
    """Whether a link is below a seal."""
    return sequence <= (session.scalar(sa.select(sa.func.max(JournalSealRow.last))) or 0)


def seal_over(session: Session, sequence: int) -> JournalSealRow:
    """Give the seal over a link that is sealed."""
    return session.scalars(sa.select(JournalSealRow).where(JournalSealRow.first <= sequence, JournalSealRow.last >= sequence)).one()
