"""更正: who asked that a clerical error of a decision be put right, what is wrong, why, and by what that is known."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.following import ASKED_BY
from scoring.records.database import Row, one_of


class CorrectionRow(Row):
    """The grounds of one new version that was opened as a correction; the words stand encrypted together in `content`."""

    __tablename__ = "corrections"
    __table_args__ = (sa.CheckConstraint(one_of("asked_by", ASKED_BY), name="asked_by_known"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    asked_by: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    content: Mapped[bytes]


GROUNDS = "corrections.content/1"
"""Where the words stand."""
