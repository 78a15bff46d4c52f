"""Reading background work, for administrators; and whether any worker lives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import JobState
from scoring.casework.lines import Page
from scoring.casework.queue_job import refuse_others
from scoring.errors import NotFound
from scoring.records.database import reading
from scoring.records.jobs import JobRow, ScheduleRow, WorkerRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session

    from scoring.application.background import Schedule
    from scoring.application.officer import Officer
    from scoring.casework.lines import Wanted
    from scoring.records.database import Transaction

SIZE_MAX = 100


@dataclass(frozen=True, slots=True)
class JobSearch:
    """Which jobs are wanted."""

    state: JobState | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as an administrator sees it."""

    id: int
    kind: str
    state: JobState
    attempts: int
    done: int
    total: int | None
    step: str | None
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    is_cancel_asked: bool
    error_code: str | None
    error_text: str | None


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """Work that comes round: how often, when it last did, and what became of it."""

    kind: str
    every: timedelta
    last_at: datetime | None
    last: JobLine | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Background work at one glance."""

    counts: Mapping[JobState, int]
    schedules: tuple[ScheduleLine, ...]
    seen_at: datetime | None  # the worker seen last


def overview(transaction: Transaction, schedules: Iterable[Schedule], *, officer: Officer) -> Overview:
    """Give how many jobs are in each state, when scheduled work last came round, and when a worker was seen.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
    """
    refuse_others("read_jobs", officer)
    with reading(transaction) as session:
        found = dict(session.execute(sa.select(JobRow.state, sa.func.count()).group_by(JobRow.state)).all())
        last_at = dict(session.execute(sa.select(ScheduleRow.kind, ScheduleRow.last_at)).all())
        lines = tuple(ScheduleLine(s.kind, s.every, last_at.get(s.kind), _last(session, s.kind)) for s in schedules)
        return Overview({state: found.get(state, 0) for state in JobState}, lines, _seen_at(session))


def list_jobs(transaction: Transaction, search: JobSearch, wanted: Wanted, *, officer: Officer) -> Page[JobLine]:
    """Give one page of jobs, the newest first.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
    """
    refuse_others("read_jobs", officer)
    conditions = [JobRow.state == search.state] if search.state else []
    conditions += [JobRow.kind == search.kind] if search.kind else []
    size = min(max(wanted.size, 1), SIZE_MAX)
    with reading(transaction) as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(JobRow).where(*conditions)) or 0
        number = min(max(wanted.number, 1), max(1, -(-total // size)))
        query = sa.select(JobRow).where(*conditions).order_by(JobRow.id.desc()).limit(size).offset((number - 1) * size)
        return Page(tuple(map(_line, session.scalars(query))), number, size, total)


def read_job(transaction: Transaction, job_id: int, *, officer: Officer) -> JobLine:
    """Give one job.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no such job.
    """
    refuse_others("read_jobs", officer)
    with reading(transaction) as session:
        row = session.get(JobRow, job_id)
        if row is None:
            raise NotFound("job", str(job_id))
        return _line(row)


def last_seen(transaction: Transaction) -> datetime | None:
    """Give when a worker was last seen; None where none ever was."""
    with reading(transaction) as session:
        return _seen_at(session)


def _seen_at(session: Session) -> datetime | None:
    return session.scalar(sa.select(sa.func.max(WorkerRow.seen_at)))


def _last(session: Session, kind: str) -> JobLine | None:
    row = session.scalar(sa.select(JobRow).where(JobRow.kind == kind).order_by(JobRow.id.desc()).limit(1))
    return _line(row) if row else None


def _line(row: JobRow) -> JobLine:
    return JobLine(
        row.id,
        row.kind,
        JobState(row.state),
        row.attempts,
        row.done,
        row.total,
        row.step,
        row.created_at,
        row.due_at,
        row.started_at,
        row.ended_at,
        row.cancel_asked_at is not None,
        row.error_code,
        row.error_text,
    )
