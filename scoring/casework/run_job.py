"""The life of a job under a worker's hands: begun, going on, and ended in one of four ways.

Whoever reports names the try. A worker that was thought dead and comes back finds that the job is another's, and changes nothing.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from scoring.application.background import Failure, JobState, Run, Standing, wait_after
from scoring.records.jobs import JobRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

SKEW = timedelta(seconds=30)
"""By how much the clocks of the machine that orders and the one that works may differ; shorter than the shortest wait."""


def begin_job(transaction: Transaction, job_id: int, worker: str, *, at: datetime) -> Run | None:
    """Take a job that waits; None where it is not there, not due, or taken, so that being woken twice does nothing twice."""
    with transaction() as session:
        row = session.get(JobRow, job_id, with_for_update=True)
        if row is None or row.state != JobState.QUEUED or row.due_at > at + SKEW:
            return None
        row.state, row.worker, row.heartbeat_at, row.started_at = JobState.RUNNING, worker, at, at
        row.attempts += 1
        row.done, row.total, row.step = 0, None, None
        return Run(row.id, row.kind, json.loads(row.arguments), row.attempts, worker)


def report_progress(transaction: Transaction, run: Run, done: int, total: int, step: str, *, at: datetime) -> Standing:
    """Keep how far a job is, n of m and at what; tells whether to go on."""
    with transaction() as session:
        row = _own(session, run)
        if row is None:
            return Standing.LOST
        row.done, row.total, row.step, row.heartbeat_at = done, total, step, at
        return Standing.GO_ON if row.cancel_asked_at is None else Standing.CANCELLED


def end_job(transaction: Transaction, run: Run, state: JobState, *, at: datetime) -> bool:
    """End a job as done or cancelled; False where it is another's."""
    with transaction() as session:
        row = _own(session, run)
        if row is None:
            return False
        row.state, row.worker, row.ended_at = state, None, at
        row.error_code = row.error_text = None
        return True


def fail_job(transaction: Transaction, run: Run, failure: Failure, *, at: datetime, most: int) -> JobState | None:
    """Keep why a try failed. The job waits to be tried again, longer each time, up to *most* tries; gives its state."""
    with transaction() as session:
        row = _own(session, run)
        if row is None:
            return None
        set_failed(row, failure, at, most)
        return JobState(row.state)


def give_back(transaction: Transaction, run: Run, *, at: datetime) -> bool:
    """Give a job back that the end of its worker interrupted: it waits again at once, and this try does not count."""
    with transaction() as session:
        row = _own(session, run)
        if row is None:
            return False
        row.state, row.worker, row.due_at, row.handed_at = JobState.QUEUED, None, at, None
        row.attempts -= 1
        return True


def set_failed(row: JobRow, failure: Failure, at: datetime, most: int) -> None:
    """Let a failed job wait for its next try, or end it."""
    row.worker, row.error_code, row.error_text = None, failure.code[:64], failure.text[:300]
    if row.cancel_asked_at is not None:
        row.state, row.ended_at = JobState.CANCELLED, at
    elif failure.is_final or row.attempts >= most:
        row.state, row.ended_at = JobState.FAILED, at
    else:
        row.state, row.due_at, row.handed_at = JobState.QUEUED, at + wait_after(row.attempts), None


def _own(session: Session, run: Run) -> JobRow | None:
    """Give the job's row while it is this try's."""
    row = session.get(JobRow, run.job_id, with_for_update=True)
    is_own = row is not None and (row.state, row.worker, row.attempts) == (JobState.RUNNING, run.worker, run.attempt)
    return row if is_own else None
