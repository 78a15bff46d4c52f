"""Legal holds: a file that a court or another body may ask for is not erased, until another supervisor lifts the hold."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class LegalHoldRow(Row):
    """Who placed the hold of this number on a file, and why."""

    __tablename__ = "legal_holds"
    __table_args__ = (sa.UniqueConstraint("application_id", "number", "placed_by"),)  # for the foreign key of the lifting

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    placed_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    placed_at: Mapped[datetime]
    reason: Mapped[bytes]


class HoldLiftingRow(Row):
    """Who lifted it. That somebody else placed it is a foreign key and a CHECK."""

    __tablename__ = "hold_liftings"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "number", "placed_by"),
            ("legal_holds.application_id", "legal_holds.number", "legal_holds.placed_by"),
            name="fk_hold_liftings_hold",
        ),
        sa.CheckConstraint("lifted_by <> placed_by", name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    placed_by: Mapped[int]
    lifted_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    lifted_at: Mapped[datetime]
    reason: Mapped[bytes]
