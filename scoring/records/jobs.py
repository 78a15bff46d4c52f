"""Background work: jobs, when scheduled work last came round, and which workers were seen. Nothing personal stands here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.background import JobState
from scoring.records.database import Row, one_of


class JobRow(Row):
    """One job. The queue only wakes workers: what is to be done, and how far it is, stands here and survives them."""

    __tablename__ = "jobs"
    __table_args__ = (
        sa.CheckConstraint(one_of("state", JobState), name="state_known"),
        sa.CheckConstraint("(state = 'running') = (worker IS NOT NULL)", name="running_by_worker"),
        sa.Index("ix_jobs_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32), index=True)
    arguments: Mapped[str] = mapped_column(sa.Text)  # canonical JSON
    key: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    state: Mapped[str] = mapped_column(sa.String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(sa.String(32))
    heartbeat_at: Mapped[datetime | None]
    cancel_asked_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    step: Mapped[str | None] = mapped_column(sa.String(32))
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: the installation itself
    due_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]  # when a worker was last woken for it
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(sa.String(64))
    error_text: Mapped[str | None] = mapped_column(sa.String(300))


class ScheduleRow(Row):
    """When work of one kind last came round."""

    __tablename__ = "schedules"

    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    last_at: Mapped[datetime]


class WorkerRow(Row):
    """A process that does jobs, by a random name, and when it was last seen."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
