"""The outbox: what is to be sent is taken one by one, sent outside any transaction, and its end is kept.

Each is sent at least once, and once as far as can be known: a process that is killed between sending and keeping leaves the
delivery as being sent, and after a while it is sent again, under the same key.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import Failure, wait_after
from scoring.application.contact import Contact, contact
from scoring.application.notice import Channel, DeliveryState, NoticeKind, Parcel
from scoring.casework.holders import contact_of
from scoring.casework.notify import former_place
from scoring.casework.prove_contact import code_to_send
from scoring.casework.queue_job import refuse_others
from scoring.errors import Erased
from scoring.records.account_sealing import account_seal
from scoring.records.convert_objections import objection
from scoring.records.database import reading
from scoring.records.holders import ContactRow, FormerContactRow
from scoring.records.notices import DeliveryRow, NoticeRow, ObjectorDeliveryRow
from scoring.records.objections import ObjectionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

UNSURE_AFTER = timedelta(minutes=15)
"""After which a delivery whose end nobody kept is sent again."""

NO_CONTACT, NOT_PROVEN, CODE_OVER = "no_contact", "not_proven", "code_over"


def take_parcel(transaction: Transaction, channels: Collection[Channel], *, at: datetime) -> Parcel | None:
    """Take the delivery that waits longest on one of the installation's *channels*; None where none waits.

    What waits on another channel is off; dead is what lost its contact, would go to one that is not proven, or holds a code that
    expired or was asked for anew.
    """
    due = sa.or_(
        sa.and_(DeliveryRow.state == DeliveryState.WAITING, DeliveryRow.due_at <= at),
        sa.and_(DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.taken_at < at - UNSURE_AFTER),
    )
    query = sa.select(DeliveryRow).where(due).order_by(DeliveryRow.due_at, DeliveryRow.id).limit(1)
    with transaction() as session:
        while (row := session.scalar(query.with_for_update(skip_locked=True))) is not None:
            parcel = _parcel(session, row, channels, at)
            session.flush()
            if parcel is not None:
                return parcel
    return None


def keep_sent(transaction: Transaction, parcel: Parcel, *, at: datetime) -> None:
    """Keep that a parcel was taken by its channel."""
    with transaction() as session:
        row = _own(session, parcel)
        if row is not None:
            row.state, row.sent_at, row.error_code = DeliveryState.SENT, at, None
            _forget_former(session, row)


def keep_failed(transaction: Transaction, parcel: Parcel, failure: Failure, *, at: datetime, most: int) -> None:
    """Keep that a parcel was not taken: it waits, longer each time, and is dead after *most* tries or when refused for good."""
    with transaction() as session:
        row = _own(session, parcel)
        if row is not None:
            is_dead = failure.is_final or row.attempts >= most
            row.state = DeliveryState.DEAD if is_dead else DeliveryState.WAITING
            row.due_at, row.error_code = at + wait_after(row.attempts), failure.code[:64]


def count_deliveries(transaction: Transaction, *, officer: Officer) -> Mapping[DeliveryState, int]:
    """Give how many deliveries are in each state.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
    """
    refuse_others("read_jobs", officer)
    with reading(transaction) as session:
        found = dict(session.execute(sa.select(DeliveryRow.state, sa.func.count()).group_by(DeliveryRow.state)).all())
        return {state: found.get(state, 0) for state in DeliveryState}


def _parcel(session: Session, row: DeliveryRow, channels: Collection[Channel], at: datetime) -> Parcel | None:
    if row.channel not in channels:
        row.state = DeliveryState.OFF
        _forget_former(session, row)
        return None
    if row.notice_id is None:
        return _to_objector(session, row, at)
    notice = session.get_one(NoticeRow, row.notice_id)
    found = session.get(ContactRow, notice.account_id)
    code = None if found is None or notice.kind != NoticeKind.CONTACT_CODE else code_to_send(session, notice, at)
    row.error_code = _hindrance(notice, found, code)
    if row.error_code is not None:
        row.state = DeliveryState.DEAD
        return None
    _take(row, at)
    to = _recipient(session, row, notice)
    return Parcel(row.id, row.key, row.attempts, NoticeKind(notice.kind), json.loads(notice.facts), to, notice.at, code)


def _to_objector(session: Session, row: DeliveryRow, at: datetime) -> Parcel | None:
    """Take what tells who objected that the objection is closed; dead where the file was erased since."""
    of_it = session.get_one(ObjectorDeliveryRow, row.id)
    made = session.get_one(ObjectionRow, (of_it.application_id, of_it.objection))
    try:
        found = objection(session, made, seal_of(session, made.application_id))
    except Erased:
        row.state, row.error_code = DeliveryState.DEAD, NO_CONTACT
        return None
    _take(row, at)
    assert found.objector is not None  # noqa: S101 - read with who objects
    closed = found.closing.at if found.closing else at
    facts = {"reference": found.receipt}
    return Parcel(row.id, row.key, row.attempts, NoticeKind.OBJECTION_ANSWERED, facts, contact(found.objector.contact), closed)


def _take(row: DeliveryRow, at: datetime) -> None:
    row.state, row.taken_at, row.error_code = DeliveryState.SENDING, at, None
    row.attempts += 1


def _hindrance(notice: NoticeRow, found: ContactRow | None, code: str | None) -> str | None:
    """Say why a notice may not go to the account's contact, as it is now."""
    if found is None:
        return NO_CONTACT
    if notice.kind == NoticeKind.CONTACT_CODE:
        return CODE_OVER if code is None else None
    if notice.kind == NoticeKind.CONTACT_REPLACED:  # goes to the former one, which was proven
        return None
    return None if found.proven_at is not None else NOT_PROVEN


def _recipient(session: Session, row: DeliveryRow, notice: NoticeRow) -> Contact:
    """Give the account's contact; of a notice that it was replaced, the one before."""
    seal = account_seal(session, notice.account_id)
    former = session.get(FormerContactRow, notice.id)
    if former is None:
        return contact_of(session, notice.account_id, seal)
    return Contact("phone" if row.channel == Channel.SMS else "email", seal.open(former.contact, former_place(notice.id)))


def _forget_former(session: Session, row: DeliveryRow) -> None:
    """Delete the former contact that a delivery went to, or has no way to."""
    session.execute(sa.delete(FormerContactRow).where(FormerContactRow.notice_id == row.notice_id))


def _own(session: Session, parcel: Parcel) -> DeliveryRow | None:
    """Give the row while it is this try's; a later one may have begun."""
    row = session.get_one(DeliveryRow, parcel.delivery_id, with_for_update=True)
    return row if (row.state, row.attempts) == (DeliveryState.SENDING, parcel.attempt) else None
