"""The data keys of rounds."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class RoundKeyRow(Row):
    """The data key of one round, wrapped by the master key: it encrypts the line of the round, and nothing else."""

    __tablename__ = "round_keys"

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ranking_rounds.id"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]
