"""A review was not answered in time: noticed once, and told to who asked for it. No other term waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.casework.reviews import is_open
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.notices import EscalationRow
from scoring.records.reviews import ReviewRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.records.database import Transaction

REVIEW = "review"
"""What stands in an escalation where the term is that of a review, and of no status."""


def escalate_reviews(transaction: Transaction, *, at: datetime) -> tuple[str, ...]:
    """Notice every review whose term ran out, once; give the references of the files that are newly late.

    For the schedule: done again it finds nothing more to do.
    """
    with reading(transaction) as session:
        late = sa.select(ReviewRow.application_id).where(_is_late(local_day(at))).distinct()
        found = session.scalars(late.order_by(ReviewRow.application_id)).all()
    return one_by_one(found, lambda application_id: _notice(transaction, application_id, at))


def _is_late(today: date) -> sa.ColumnElement[bool]:
    noticed = sa.select(EscalationRow.day).where(
        EscalationRow.application_id == ReviewRow.application_id,
        EscalationRow.status == REVIEW,
        EscalationRow.day == ReviewRow.due,
    )
    return sa.and_(is_open(), ReviewRow.due < today, ~sa.exists(noticed.correlate(ReviewRow)))


def _notice(transaction: Transaction, application_id: int, at: datetime) -> str | None:
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        due = session.scalar(sa.select(ReviewRow.due).where(ReviewRow.application_id == row.id, _is_late(local_day(at))))
        if due is None:  # answered, or noticed meanwhile
            return None
        session.add(EscalationRow(application_id=row.id, status=REVIEW, day=due, at=at))
        tell_holder(session, row, NoticeKind.DELAYED, at)
        return row.reference
