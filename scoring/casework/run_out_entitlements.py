"""Entitlements whose last day is over end by themselves; nobody decides anything then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import entitling
from scoring.application.deadlines import local_day
from scoring.application.permits import permit_itself
from scoring.application.status import Act, Status
from scoring.casework.notify import tell_of_act
from scoring.casework.one_by_one import one_by_one
from scoring.casework.register import Cause, turn
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.entitlements import EntitlementRow
from scoring.records.journal import Entry, append, stream_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction


def run_out_entitlements(transaction: Transaction, *, at: datetime) -> tuple[str, ...]:
    """End what is over, one transaction for each file; give the references. For the schedule; idempotent."""
    over = sa.and_(EntitlementRow.state.in_(entitling.RUNNING), EntitlementRow.until < local_day(at))
    with reading(transaction) as session:
        files = session.scalars(sa.select(EntitlementRow.application_id).where(over).distinct()).all()
    return one_by_one(sorted(files), lambda application_id: _of_file(transaction, application_id, at))


def _of_file(transaction: Transaction, application_id: int, at: datetime) -> str:
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        _run_out(session, row, at)
        return row.reference


def _run_out(session: Session, row: ApplicationRow, at: datetime) -> None:
    move = permit_itself(Act.RUN_OUT, Status(row.status))
    every = sa.select(EntitlementRow).where(EntitlementRow.application_id == row.id).order_by(EntitlementRow.id)
    turned = turn(
        session, None, Cause(Act.RUN_OUT, None, at), session.scalars(every).all(), partial(entitling.run_out, on=local_day(at))
    )
    if turned:  # another worker may have been here between
        row.version += 1
        append(session, Entry(stream_of(row.id), move.act, None, at, {"ended": turned, "status": row.status}))
        tell_of_act(session, row, move.act, {}, at)
        session.flush()
