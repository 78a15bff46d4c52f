"""How the notices of an application fared, for its officers; and a new start for what is dead, by an administrator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.notice import Channel, Delivery, DeliveryState, NoticeKind, ObjectorTold
from scoring.casework.file import find
from scoring.casework.objection_queries import INVESTIGATORS
from scoring.casework.queue_job import STREAM, refuse_others
from scoring.casework.scope import within
from scoring.errors import NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.journal import Entry, append
from scoring.records.notices import DeliveryRow, NoticeRow, ObjectorDeliveryRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def deliveries_of(transaction: Transaction, reference: str, *, officer: Officer) -> tuple[Delivery, ...]:
    """Give every notice of an application with its delivery, the oldest first.

    Raises:
        NotAllowed: `role`: the officer may see no file.
        NotFound: there is no such application, or none that the officer may see.
    """
    if not officer.may_read_files:
        raise NotAllowed("read_deliveries", Guard.ROLE)
    with reading(transaction) as session:
        application = session.scalar(sa.select(ApplicationRow.id).where(ApplicationRow.reference == reference, within(officer)))
        if application is None:
            raise NotFound("application", reference)
        query = (
            sa.select(NoticeRow, DeliveryRow)
            .outerjoin(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
            .where(NoticeRow.application_id == application)
            .order_by(NoticeRow.id)
        )
        return tuple(_delivery(notice, delivery) for notice, delivery in session.execute(query))


def told_objector(transaction: Transaction, reference: str, number: int, *, officer: Officer) -> ObjectorTold | None:
    """Say how what who objected is told fared: for those alone who look into objections, and know who that is.

    None for all others, where nobody wished to be told, and before the objection is closed. Raises NotFound, NotAllowed as `find`.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        if INVESTIGATORS.isdisjoint(officer.roles):
            return None
        of_it = (ObjectorDeliveryRow.application_id == row.id, ObjectorDeliveryRow.objection == number)
        query = sa.select(DeliveryRow).join(ObjectorDeliveryRow, ObjectorDeliveryRow.delivery_id == DeliveryRow.id)
        found = session.scalar(query.where(*of_it))
        if found is None:
            return None
        state = DeliveryState(found.state)
        is_lost = state in {DeliveryState.DEAD, DeliveryState.OFF}
        return ObjectorTold(Channel(found.channel), state, found.attempts, found.sent_at, found.error_code, is_lost)


def revive_dead(transaction: Transaction, *, officer: Officer, at: datetime) -> int:
    """Let every dead delivery wait again, as often as a new one; gives how many.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
    """
    refuse_others("revive_dead", officer)
    with transaction() as session:
        dead = sa.update(DeliveryRow).where(DeliveryRow.state == DeliveryState.DEAD)
        revived = session.execute(dead.values(state=DeliveryState.WAITING, attempts=0, due_at=at).returning(DeliveryRow.id)).all()
        if revived:
            append(session, Entry(STREAM, "revive_dead", officer, at, {"deliveries": len(revived)}))
        return len(revived)


def _delivery(notice: NoticeRow, row: DeliveryRow | None) -> Delivery:
    told = (NoticeKind(notice.kind), json.loads(notice.facts).get("of", "application"), notice.at, notice.read_at)
    if row is None:
        return Delivery(*told, None, None, 0, None, None)
    state = DeliveryState(row.state)
    return Delivery(*told, Channel(row.channel), state, row.attempts, row.sent_at, row.error_code)
