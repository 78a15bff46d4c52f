"""By which criterion, and by which row of it, a decision gave points: a blind index, erased with the file."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row
from scoring.records.keys import BLIND_INDEX


class AwardIndexRow(Row):
    """One criterion, or one row of it, that matched in one decision. In clear it would tell what the facts say."""

    __tablename__ = "award_index"
    __table_args__ = (
        sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),
        sa.Index("ix_award_index_blind_decision_id", "blind", "decision_id"),
    )

    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"), primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)
