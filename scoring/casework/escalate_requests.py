"""A department did not answer in time: noticed once, and told to whom it keeps waiting. The file's own clock runs on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.casework.notify import tell_holder
from scoring.casework.one_by_one import one_by_one
from scoring.casework.requests import is_open
from scoring.records.agencies import AgencyDelayRow, AgencyRequestRow
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.records.database import Transaction


def escalate_requests(transaction: Transaction, *, at: datetime) -> tuple[str, ...]:
    """Notice every request whose term ran out, once; give the references of the files that it delays newly.

    For the schedule: done again it finds nothing more to do. One notice tells of all requests of a file that are late by now.
    """
    with reading(transaction) as session:
        late = sa.select(AgencyRequestRow.application_id).where(_is_late(local_day(at))).distinct()
        found = session.scalars(late.order_by(AgencyRequestRow.application_id)).all()
    return one_by_one(found, lambda application_id: notice_late(transaction, application_id, at=at))


def _is_late(today: date) -> sa.ColumnElement[bool]:
    noticed = sa.select(AgencyDelayRow.request_id).where(AgencyDelayRow.request_id == AgencyRequestRow.id)
    return sa.and_(is_open(), AgencyRequestRow.due < today, ~sa.exists(noticed.correlate(AgencyRequestRow)))


def notice_late(transaction: Transaction, application_id: int, *, at: datetime) -> str | None:
    """Notice what of one file is late by now; None where nothing is, since it was answered or noticed meanwhile."""
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        of_file = sa.select(AgencyRequestRow.id).where(AgencyRequestRow.application_id == row.id, _is_late(local_day(at)))
        late = session.scalars(of_file).all()
        if not late:
            return None
        session.add_all(AgencyDelayRow(request_id=request_id, at=at) for request_id in late)
        tell_holder(session, row, NoticeKind.DELAYED, at)
        return row.reference
