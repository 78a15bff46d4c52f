"""A term of the office ran out: noticed once, and told to whom it keeps waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.due import ORIGINALS
from scoring.application.notice import NoticeKind
from scoring.application.status import Status
from scoring.casework.lateness import any_late, late_under, recorded_days
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.casework.pauses import pauses_of
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.notices import EscalationRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

OF_THE_OFFICE = frozenset({Status.SUBMITTED, Status.ACCEPTED, Status.RECOMMENDED, Status.APPROVED_PENDING})
"""Where the office has to act next; elsewhere an applicant does."""


def escalate_overdue(transaction: Transaction, library: Library, timing: Timing, *, at: datetime) -> tuple[str, ...]:
    """Notice every term that ran out, once; give the references of what is newly overdue. Officers see all of it in their lists.

    For the schedule: done again it finds nothing more to do. What is only perhaps overdue, since a year's working days are not
    known, is told to nobody.
    """
    late = any_late([each for each in late_under(library, timing, local_day(at)) if each.late.status in OF_THE_OFFICE])
    with reading(transaction) as session:
        found = session.scalars(sa.select(ApplicationRow.id).where(late).order_by(ApplicationRow.id)).all()
    return one_by_one(found, lambda application_id: _notice(transaction, application_id, library, timing, at))


def _notice(transaction: Transaction, application_id: int, library: Library, timing: Timing, at: datetime) -> str | None:
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        day = _overdue_since(session, row, library, timing, local_day(at))
        if day is None or session.get(EscalationRow, (row.id, row.status, day)) is not None:
            return None
        session.add(EscalationRow(application_id=row.id, status=row.status, day=day, at=at))
        tell_holder(session, row, NoticeKind.DELAYED, at)
        return row.reference


def _overdue_since(session: Session, row: ApplicationRow, library: Library, timing: Timing, today: date) -> date | None:
    """Give the last day of the newest term of the office that is over; None where none is, or an act was done meanwhile."""
    if row.status not in OF_THE_OFFICE:
        return None
    procedure = library.find(row.scheme, row.policy_version).procedure
    pauses = pauses_of(session, [row.id]).get(row.id, ())
    waiting = timing.waiting(Status(row.status), procedure, recorded_days(session, row.id), pauses)
    return max(
        (due.day for due in waiting if due.kind != ORIGINALS and due.day is not None and due.is_overdue(today)), default=None
    )
