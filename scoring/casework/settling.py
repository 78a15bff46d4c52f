"""The time to be registered of one file, with the reminders that were given or stand as a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.settling import Reminder, ReminderChannel, Window, window_of
from scoring.application.status import Status
from scoring.casework.file import find
from scoring.casework.lateness import recorded_days
from scoring.casework.own import find_own
from scoring.casework.pauses import stays_of
from scoring.errors import PolicyUnknown
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.sealing import seal_of
from scoring.records.settling import SettleReminderProofRow, SettleReminderRow, proof_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

SETTLING = frozenset({Status.GRANTED, Status.SETTLED, Status.LAPSED})
"""Where there is or was a time to be registered."""


def window_in(session: Session, row: ApplicationRow, seal: Seal, procedure: Procedure, timing: Timing) -> Window:
    """Give the time to be registered of a row that was read."""
    stayed = stays_of(session, [row.id]).get(row.id, ())
    return window_of(procedure, timing, recorded_days(session, row.id), reminders_of(session, row.id, seal), stayed)


def reminders_of(session: Session, application_id: int, seal: Seal) -> tuple[Reminder, ...]:
    """Give the reminders of a file, the first first."""
    proven = sa.and_(
        SettleReminderProofRow.application_id == SettleReminderRow.application_id,
        SettleReminderProofRow.number == SettleReminderRow.number,
    )
    query = sa.select(SettleReminderRow, SettleReminderProofRow).outerjoin(SettleReminderProofRow, proven)
    rows = session.execute(query.where(SettleReminderRow.application_id == application_id).order_by(SettleReminderRow.number))
    return tuple(_reminder(session, row, proof, seal) for row, proof in rows)


def has_waiting_letter() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that a reminder by post stands as a task."""
    proven = sa.select(SettleReminderProofRow.number).where(
        SettleReminderProofRow.application_id == SettleReminderRow.application_id,
        SettleReminderProofRow.number == SettleReminderRow.number,
    )
    letter = sa.select(SettleReminderRow.number).where(
        SettleReminderRow.application_id == ApplicationRow.id,
        SettleReminderRow.channel == ReminderChannel.POST,
        ~sa.exists(proven.correlate(SettleReminderRow)),
    )
    return sa.and_(ApplicationRow.status == Status.GRANTED, sa.exists(letter.correlate(ApplicationRow)))


def read_window(transaction: Transaction, library: Library, timing: Timing, reference: str, *, officer: Officer) -> Window | None:
    """Give the time to be registered; None of a file that has none, or whose rules are not known here.

    Raises NotFound and NotAllowed as `find`.
    """
    with reading(transaction) as session:
        return _window(session, find(session, reference, officer), library, timing)


def read_own_window(transaction: Transaction, library: Library, timing: Timing, reference: str, *, holder: Holder) -> Window | None:
    """Give the time to be registered of one of the holder's own files; None as `read_window`. Raises NotFound."""
    with reading(transaction) as session:
        return _window(session, find_own(session, reference, holder), library, timing)


def _window(session: Session, row: ApplicationRow, library: Library, timing: Timing) -> Window | None:
    if row.status not in SETTLING:
        return None
    try:
        procedure = library.find(row.scheme, row.policy_version).procedure
    except PolicyUnknown:
        return None
    return window_in(session, row, seal_of(session, row.id), procedure, timing)


def _reminder(session: Session, row: SettleReminderRow, proof: SettleReminderProofRow | None, seal: Seal) -> Reminder:
    channel = ReminderChannel(row.channel)
    if proof is None:
        return Reminder(row.number, channel, row.fell_due, row.until, row.fell_due if channel is ReminderChannel.ACCOUNT else None)
    known = {"proof": seal.open(proof.proof, proof_place(row.number)), "by": account_name(session, proof.by)}
    return Reminder(row.number, channel, row.fell_due, row.until, proof.on, **known)
