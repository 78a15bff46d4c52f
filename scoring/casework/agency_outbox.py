"""The outbox to agencies: messages are taken one by one, sent outside any transaction, and their end is kept.

Each is sent at least once, under the same key at every try; what failed too often is parked until an administrator sends it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import Failure, wait_after
from scoring.application.code import spaced
from scoring.application.notice import DeliveryState
from scoring.application.plain import canonical
from scoring.casework.agencies import find_agency, refuse_others, secret_of
from scoring.casework.open_account import STREAM
from scoring.casework.outbox import UNSURE_AFTER
from scoring.errors import NotFound
from scoring.records.agency_access import AgencyMessageRow, AgencyRow
from scoring.records.entitlements import EntitlementRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Message:
    """One try at telling an agency. `body` is JSON without anything of the person; `secret` signs it."""

    id: int
    key: str
    attempt: int
    url: str
    body: str
    secret: bytes = field(repr=False)


def take_message(transaction: Transaction, *, at: datetime) -> Message | None:
    """Take the message that waits longest; None where none waits. What lost its agency or its address is parked."""
    due = sa.or_(
        sa.and_(AgencyMessageRow.state == DeliveryState.WAITING, AgencyMessageRow.due_at <= at),
        sa.and_(AgencyMessageRow.state == DeliveryState.SENDING, AgencyMessageRow.taken_at < at - UNSURE_AFTER),
    )
    query = sa.select(AgencyMessageRow).where(due).order_by(AgencyMessageRow.due_at, AgencyMessageRow.id).limit(1)
    with transaction() as session:
        while (row := session.scalar(query.with_for_update(skip_locked=True))) is not None:
            agency = session.get_one(AgencyRow, row.account_id)
            if agency.closed_at is None and agency.webhook_url:
                return _taken(session, row, agency, at)
            row.state, row.error_code = DeliveryState.DEAD, NO_ADDRESS
            session.flush()
    return None


def keep_told(transaction: Transaction, message: Message, *, at: datetime) -> None:
    """Keep that an agency took a message."""
    with transaction() as session:
        row = _own(session, message)
        if row is not None:
            row.state, row.sent_at, row.error_code = DeliveryState.SENT, at, None


def keep_untold(transaction: Transaction, message: Message, failure: Failure, *, at: datetime, most: int) -> None:
    """Keep that it was not taken: it waits, longer each time, and is parked after *most* tries or when refused for good."""
    with transaction() as session:
        row = _own(session, message)
        if row is not None:
            is_parked = failure.is_final or row.attempts >= most
            row.state = DeliveryState.DEAD if is_parked else DeliveryState.WAITING
            row.due_at, row.error_code = at + wait_after(row.attempts), failure.code[:64]


def send_again(transaction: Transaction, username: str, number: int, *, officer: Officer, at: datetime) -> None:
    """Let a parked message wait again, as often as a new one, under its old key.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: the agency has no such message that is parked.
    """
    refuse_others("send_again", officer)
    with transaction() as session:
        agency = find_agency(session, username)
        row = session.get(AgencyMessageRow, number, with_for_update=True)
        if row is None or (row.account_id, row.state) != (agency.account_id, DeliveryState.DEAD):
            raise NotFound("message", str(number))
        row.state, row.attempts, row.due_at = DeliveryState.WAITING, 0, at
        append(session, Entry(STREAM, "send_again", officer, at, {"username": username, "message": number}))


def _taken(session: Session, row: AgencyMessageRow, agency: AgencyRow, at: datetime) -> Message:
    row.state, row.taken_at = DeliveryState.SENDING, at
    row.attempts += 1
    register_number = spaced(session.get_one(EntitlementRow, row.entitlement_id).number)
    told = {"id": row.key, "event": row.event, "on": row.on, "register_number": register_number}
    return Message(row.id, row.key, row.attempts, agency.webhook_url, canonical(told), secret_of(session, agency))


def _own(session: Session, message: Message) -> AgencyMessageRow | None:
    """Give the row while it is this try's; a later one may have begun."""
    row = session.get_one(AgencyMessageRow, message.id, with_for_update=True)
    return row if (row.state, row.attempts) == (DeliveryState.SENDING, message.attempt) else None
