"""Rules that set a time to be registered, and the reminders that go before its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.settling import REMINDERS, ReminderChannel
from scoring.policy.library import Library
from scoring.policy.procedure import Duration
from scoring.records.applications import ApplicationRow
from scoring.records.settling import SettleReminderRow
from tests.casework.stories import AT

if TYPE_CHECKING:
    from tests.casework.stories import Office

WINDOW = Duration(20, "days", "decision", "art. 9")
OVER = AT + timedelta(days=200)
"""Long after the last day of that time."""


def with_window(office: Office, window: Duration = WINDOW) -> Office:
    """Give the office as it goes by rules with a time to be registered."""
    return replace(office, library=_timed(office.library, window))


@cache
def _timed(library: Library, window: Duration) -> Library:
    def timed(policy):
        days = {**policy.procedure.days, "settle": window}
        return replace(policy, procedure=replace(policy.procedure, days=days))

    return Library([timed(policy) for policy in library.policies])


def remind(office: Office, application, count: int = REMINDERS) -> None:
    """Write down that the holder was reminded so often, as the schedule would have."""
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()
        had = sa.select(sa.func.count()).where(SettleReminderRow.application_id == row.id)
        for number in range((session.scalar(had) or 0) + 1, count + 1):
            days = {"fell_due": local_day(AT) + timedelta(days=number), "until": local_day(AT) + timedelta(days=40), "at": AT}
            session.add(SettleReminderRow(application_id=row.id, number=number, channel=ReminderChannel.ACCOUNT, **days))
