"""Attempts to sign in that came to nothing, by whom they were meant for and by where they came from."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class AttemptRow(Row):
    """How often something was tried since it last succeeded, and until when it is not to be tried again."""

    __tablename__ = "attempts"
    __table_args__ = (
        sa.CheckConstraint("length(subject) = 64", name="subject_hmac"),
        sa.CheckConstraint("count > 0", name="count_positive"),
    )

    subject: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    until: Mapped[datetime | None]
