"""Ordering background work, and an administrator's hand on it: to cancel a job, or to have one that ended so tried again.

Use cases only write the row. A worker finds it within seconds; views order through `scoring.jobs`, which also wakes one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import ENDED, JobState
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.plain import canonical
from scoring.errors import MoveRefused, NotAllowed, NotFound
from scoring.records.database import lock
from scoring.records.jobs import JobRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.background import Order
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

STREAM = "jobs"


def add_job(session: Session, order: Order, *, at: datetime, by: int | None = None) -> JobRow:
    """Write a job into the transaction of another act; gives the row that has its key, where there is one already."""
    if order.key is not None:
        lock(session, f"job:{order.key}")
        kept = session.scalar(sa.select(JobRow).where(JobRow.key == order.key))
        if kept is not None:
            return kept
    row = JobRow(
        kind=order.kind,
        arguments=canonical(order.arguments),
        key=order.key,
        state=JobState.QUEUED,
        created_at=at,
        created_by=by,
        due_at=at,
    )
    session.add(row)
    session.flush()
    return row


def renew_job(session: Session, order: Order, *, at: datetime, by: int | None = None) -> JobRow:
    """Write a job into the transaction of another act, and have the one that has its key done once more where it ended."""
    row = add_job(session, order, at=at, by=by)
    session.refresh(row, with_for_update=True)
    if row.state in ENDED:
        _wait_again(row, at)
    return row


def queue_job(transaction: Transaction, order: Order, *, officer: Officer, at: datetime) -> int:
    """Order a job for an administrator; gives its number.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
    """
    refuse_others("queue_job", officer)
    with transaction() as session:
        row = add_job(session, order, at=at, by=officer.account_id)
        append(session, Entry(STREAM, "queue_job", officer, at, {"job": row.id, "kind": row.kind}))
        return row.id


def cancel_job(transaction: Transaction, job_id: int, *, officer: Officer, at: datetime) -> JobState:
    """Cancel a job: one that waits at once, one that runs when it next reports. Gives its state; asking twice changes nothing.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no such job.
        MoveRefused: it has ended.
    """
    refuse_others("cancel_job", officer)
    with transaction() as session:
        row = _job(session, job_id, "cancel_job", JobState.QUEUED, JobState.RUNNING)
        if row.cancel_asked_at is None:
            row.cancel_asked_at = at
            append(session, Entry(STREAM, "cancel_job", officer, at, {"job": row.id, "kind": row.kind}))
        if row.state == JobState.QUEUED:
            row.state, row.ended_at = JobState.CANCELLED, at
        return JobState(row.state)


def retry_job(transaction: Transaction, job_id: int, *, officer: Officer, at: datetime) -> None:
    """Have a failed job tried again, as often as a new one, or one that was cancelled: nothing orders a second one of its key.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no such job.
        MoveRefused: it was neither cancelled nor has it failed, or it is being tried again already.
    """
    refuse_others("retry_job", officer)
    with transaction() as session:
        row = _job(session, job_id, "retry_job", JobState.FAILED, JobState.CANCELLED)
        _wait_again(row, at)
        append(session, Entry(STREAM, "retry_job", officer, at, {"job": row.id, "kind": row.kind}))


def _wait_again(row: JobRow, at: datetime) -> None:
    row.state, row.attempts, row.due_at = JobState.QUEUED, 0, at
    row.ended_at = row.handed_at = row.cancel_asked_at = None


def refuse_others(act: str, officer: Officer) -> None:
    """Raise NotAllowed for everybody but administrators."""
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)


def _job(session: Session, job_id: int, act: str, *allowed: JobState) -> JobRow:
    row = session.get(JobRow, job_id, with_for_update=True)
    if row is None:
        raise NotFound("job", str(job_id))
    if row.state not in allowed:
        raise MoveRefused(act, row.state, allowed)
    return row
