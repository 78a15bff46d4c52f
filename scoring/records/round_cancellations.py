"""批次取消: a round that was opened in error counts no more. Append-only, and it stays readable."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class RoundCancellationRow(Row):
    """A round of which no result was published is cancelled, by whom and why. The reason names no person: it outlasts the files."""

    __tablename__ = "round_cancellations"

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ranking_rounds.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
