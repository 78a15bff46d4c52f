"""Watching over background work: which workers live, which jobs lost theirs, which wait, which come round, which are old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import Failure, JobState, Order, is_due
from scoring.casework.queue_job import add_job
from scoring.casework.run_job import set_failed
from scoring.records.attempts import AttemptRow
from scoring.records.database import lock
from scoring.records.jobs import JobRow, ScheduleRow, WorkerRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from scoring.application.background import Schedule
    from scoring.records.database import Transaction

WOKEN_AGAIN_AFTER = timedelta(minutes=10)
"""After which a job that still waits is handed over again: the queue may have been emptied."""

AT_ONCE = 100
SCHEDULED_KEPT = timedelta(days=2)
WORKERS_KEPT = timedelta(days=1)
ATTEMPTS_KEPT = timedelta(days=1)
LOST = Failure("worker_lost", "")


def beat(transaction: Transaction, worker: str, *, at: datetime) -> None:
    """Keep that a worker lives, and with it what it is doing."""
    with transaction() as session:
        row = session.get(WorkerRow, worker)
        if row is None:
            session.add(WorkerRow(name=worker, started_at=at, seen_at=at))
        else:
            row.seen_at = at
        session.execute(sa.update(JobRow).where(JobRow.worker == worker).values(heartbeat_at=at))


def requeue_stale(transaction: Transaction, *, at: datetime, stale: timedelta, most: int) -> int:
    """Let jobs wait again whose worker has not been heard of for so long; after *most* tries they have failed. Gives how many.

    A heartbeat ahead of *at* was written before the clock was set back.
    """
    silent = sa.or_(JobRow.heartbeat_at < at - stale, JobRow.heartbeat_at > at + stale)
    query = sa.select(JobRow).where(JobRow.state == JobState.RUNNING, silent).with_for_update(skip_locked=True)
    with transaction() as session:
        rows = session.scalars(query).all()
        for row in rows:
            set_failed(row, LOST, at, most)
            if row.state == JobState.QUEUED:
                row.due_at = at  # it is not known to have failed by itself
        return len(rows)


def hand_over(transaction: Transaction, *, at: datetime) -> tuple[int, ...]:
    """Give the jobs that wait and for which no worker was woken yet, the longest waiting first."""
    forgotten = sa.or_(JobRow.handed_at.is_(None), JobRow.handed_at < at - WOKEN_AGAIN_AFTER, JobRow.handed_at > at)
    waiting = sa.select(JobRow).where(JobRow.state == JobState.QUEUED, JobRow.due_at <= at, forgotten)
    with transaction() as session:
        ordered = waiting.order_by(JobRow.due_at, JobRow.id).limit(AT_ONCE).with_for_update(skip_locked=True)
        rows = session.scalars(ordered).all()
        for row in rows:
            row.handed_at = at
        return tuple(row.id for row in rows)


def queue_scheduled(transaction: Transaction, schedules: Iterable[Schedule], *, at: datetime) -> int:
    """Order what comes round now, once, however many workers ask; nothing of a kind that still waits or runs. Gives how many."""
    with transaction() as session:
        lock(session, "schedules")
        ordered = 0
        for schedule in schedules:
            row = session.get(ScheduleRow, schedule.kind)
            if row is not None and not is_due(row.last_at, schedule.every, at):
                continue
            session.merge(ScheduleRow(kind=schedule.kind, last_at=at))
            going_on = JobRow.state.in_((JobState.QUEUED, JobState.RUNNING))
            if session.scalar(sa.select(JobRow.id).where(JobRow.kind == schedule.kind, going_on).limit(1)) is None:
                add_job(session, Order(schedule.kind), at=at)
                ordered += 1
        return ordered


def clean_up(transaction: Transaction, schedules: Iterable[Schedule], *, at: datetime, kept: timedelta) -> int:
    """Delete jobs that ended before *kept* (scheduled ones that were done sooner), and counts and workers long gone.

    Gives how many jobs.
    """
    kinds = [schedule.kind for schedule in schedules]
    old = sa.and_(JobRow.state.in_((JobState.DONE, JobState.FAILED, JobState.CANCELLED)), JobRow.ended_at < at - kept)
    routine = sa.and_(JobRow.state == JobState.DONE, JobRow.kind.in_(kinds), JobRow.ended_at < at - SCHEDULED_KEPT)
    with transaction() as session:
        deleted = session.execute(sa.delete(JobRow).where(sa.or_(old, routine)).returning(JobRow.id)).all()
        session.execute(sa.delete(WorkerRow).where(WorkerRow.seen_at < at - WORKERS_KEPT))
        session.execute(sa.delete(AttemptRow).where(AttemptRow.last_at < at - ATTEMPTS_KEPT))
        return len(deleted)
