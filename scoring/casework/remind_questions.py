"""Reminding applicants, once, that the last day to answer the office's questions is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.application.procedure import reminded_up_to
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.casework.pauses import is_answered, is_awaited
from scoring.policy.procedure import QUESTION_WARNING
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.notices import NoticeRow
from scoring.records.questions import QuestionSetRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction


def remind_questions(transaction: Transaction, defaults: Procedure, *, at: datetime) -> tuple[str, ...]:
    """Remind whose answer the office waits for and whose last day is near; give the references. For the schedule; idempotent.

    Args:
        transaction: opens one transaction for each reminder.
        defaults: the office's (`timing.defaults`): its `question_warning`, in days; where it sets none, nobody is reminded.
        at: the moment, aware.
    """
    today = local_day(at)
    last = reminded_up_to(defaults, QUESTION_WARNING, today)
    if last is None:
        return ()
    with reading(transaction) as session:
        near = sa.select(ApplicationRow.id).where(is_awaited(today), _near(today, last), ~_reminded()).order_by(ApplicationRow.id)
        found = session.scalars(near).all()
    return one_by_one(found, lambda application_id: _remind(transaction, application_id, (today, last), at))


def _remind(transaction: Transaction, application_id: int, days: tuple[date, date], at: datetime) -> str | None:
    """Remind of one; None where that was done, or where it was answered meanwhile."""
    with transaction() as session:
        session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        row = _waiting(session, application_id, days)
        if row is None:
            return None
        until = session.scalar(sa.select(sa.func.max(QuestionSetRow.due)).where(QuestionSetRow.application_id == row.id))
        tell_holder(session, row, NoticeKind.QUESTION_DUE, at, until=until)
        return row.reference


def _waiting(session: Session, application_id: int, days: tuple[date, date]) -> ApplicationRow | None:
    query = sa.select(ApplicationRow).where(ApplicationRow.id == application_id, is_awaited(days[0]), _near(*days), ~_reminded())
    return session.scalar(query)


def _near(first: date, last: date) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` with an account that its open questions end between these days."""
    asked = sa.select(QuestionSetRow.number).where(QuestionSetRow.application_id == ApplicationRow.id, ~is_answered())
    return sa.and_(
        ApplicationRow.account_id.is_not(None),
        sa.exists(asked.where(QuestionSetRow.due.between(first, last)).correlate(ApplicationRow)),
    )


def _reminded() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that its newest questions were reminded of: there is the notice."""
    asked = sa.select(sa.func.max(QuestionSetRow.asked_at)).where(QuestionSetRow.application_id == ApplicationRow.id)
    notice = sa.select(NoticeRow.id).where(
        NoticeRow.application_id == ApplicationRow.id,
        NoticeRow.kind == NoticeKind.QUESTION_DUE,
        NoticeRow.at >= asked.correlate(ApplicationRow).scalar_subquery(),
    )
    return sa.exists(notice.correlate(ApplicationRow))
