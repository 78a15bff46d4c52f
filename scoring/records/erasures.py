"""Erasure of what is personal in a file: one person proposes, another carries it out, both for good."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class ErasureProposalRow(Row):
    """Who said that a file is due, under which retention class, and from which day."""

    __tablename__ = "erasure_proposals"
    __table_args__ = (sa.UniqueConstraint("application_id", "proposed_by"),)  # for the erasure's foreign key

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    retention: Mapped[str] = mapped_column(sa.String(16))
    due: Mapped[date]


class ErasureRow(Row):
    """Who erased it. That somebody else proposed it is a foreign key and a CHECK."""

    __tablename__ = "erasures"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "proposed_by"), ("erasure_proposals.application_id", "erasure_proposals.proposed_by")
        ),
        sa.CheckConstraint("erased_by <> proposed_by", name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    proposed_by: Mapped[int]
    erased_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    erased_at: Mapped[datetime]
