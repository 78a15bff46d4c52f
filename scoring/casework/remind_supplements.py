"""Reminding applicants, once, that what was asked for can soon no longer be handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.application.procedure import reminded_up_to
from scoring.application.status import Status
from scoring.casework.lateness import extended_to
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.policy.procedure import SUPPLEMENT_WARNING
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.filings import SupplementRow
from scoring.records.notices import EscalationRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction


def remind_supplements(transaction: Transaction, defaults: Procedure, *, at: datetime) -> tuple[str, ...]:
    """Remind whom the office waits for and whose last day is near; give the references. For the schedule; idempotent.

    Args:
        transaction: opens one transaction for each reminder.
        defaults: the office's (`timing.defaults`): its `supplement_warning`, in days; where it sets none, nobody is reminded.
        at: the moment, aware.
    """
    today = local_day(at)
    last = reminded_up_to(defaults, SUPPLEMENT_WARNING, today)
    if last is None:
        return ()
    told = sa.select(sa.func.max(SupplementRow.due)).where(SupplementRow.application_id == ApplicationRow.id).scalar_subquery()
    due = sa.func.coalesce(extended_to(), told)
    waiting = sa.select(ApplicationRow.id, due).where(ApplicationRow.status == Status.SUPPLEMENT)
    with reading(transaction) as session:
        found = session.execute(waiting.where(due.between(today, last))).all()
    return one_by_one(found, lambda each: _remind(transaction, *each, at))


def _remind(transaction: Transaction, application_id: int, until: date, at: datetime) -> str | None:
    """Remind of one; None where that was done, or where it was answered meanwhile."""
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        if row.status != Status.SUPPLEMENT or session.get(EscalationRow, (row.id, row.status, until)) is not None:
            return None
        session.add(EscalationRow(application_id=row.id, status=row.status, day=until, at=at))
        tell_holder(session, row, NoticeKind.SUPPLEMENT_DUE, at, until=until)
        return row.reference
