"""What officers found of the facts of an application, fact by fact: a later verdict takes the place of an earlier one."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row, one_of


class VerdictRow(Row):
    """One verdict. What was claimed, what is verified, the reason and the article stand encrypted together in `found`."""

    __tablename__ = "verdicts"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", ("accept", "adjust", "reject")), name="kind_known"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    version: Mapped[int]  # of the application, once the verdict stood
    found: Mapped[bytes]
