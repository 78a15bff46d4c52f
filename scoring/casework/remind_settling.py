"""Reminding, three times, that the last day to be registered is near: by the account, else as a letter that the office sends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.application.settling import REMINDERS, ReminderChannel, warnings_of
from scoring.application.status import Status
from scoring.casework.lateness import any_late, late_under
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.casework.settling import window_in
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.sealing import seal_of
from scoring.records.settling import SettleReminderRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def remind_settling(transaction: Transaction, library: Library, timing: Timing, *, at: datetime) -> tuple[str, ...]:
    """Give every reminder that is due today; give the references. For the schedule; idempotent, one a day for each file.

    A reminder for who has no account stands as a task for the office from then on: a letter, to be sent and recorded.
    """
    warnings = warnings_of(timing.defaults)
    if not warnings:
        return ()
    found = _near(transaction, library, timing, at, warnings)
    return one_by_one(found, lambda application_id: _remind(transaction, application_id, library, timing, at))


def _near(transaction: Transaction, library: Library, timing: Timing, at: datetime, warnings: Sequence[int]) -> Sequence[int]:
    """Give the granted files whose last day is as near as the first reminder, or cannot be told, and that have not had all."""
    ahead = local_day(at) + timedelta(days=warnings[0] + 1)
    late = any_late([each for each in late_under(library, timing, ahead) if each.late.status is Status.GRANTED])
    had = sa.select(sa.func.count()).where(SettleReminderRow.application_id == ApplicationRow.id).scalar_subquery()
    with reading(transaction) as session:
        return session.scalars(sa.select(ApplicationRow.id).where(late, had < REMINDERS).order_by(ApplicationRow.id)).all()


def _remind(transaction: Transaction, application_id: int, library: Library, timing: Timing, at: datetime) -> str | None:
    """Give the reminder that is due to one; None where none is, or everybody was registered meanwhile."""
    today = local_day(at)
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        if row.status != Status.GRANTED:
            return None
        procedure = library.find(row.scheme, row.policy_version).procedure
        window = window_in(session, row, seal_of(session, row.id), procedure, timing)
        number, until = window.next_reminder(today), window.told_until(today)
        if number is None or until is None:
            return None
        channel = ReminderChannel.POST if row.account_id is None else ReminderChannel.ACCOUNT
        days = {"fell_due": today, "until": until}
        session.add(SettleReminderRow(application_id=row.id, number=number, channel=channel, at=at, **days))
        tell_holder(session, row, NoticeKind.SETTLE_DUE, at, until=until)
        return row.reference
