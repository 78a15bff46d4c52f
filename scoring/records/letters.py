"""What letters said when they were issued, one row with the act; append-only, nothing personal."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.letter import LetterKind
from scoring.records.database import Row, one_of


class LetterRow(Row):
    """One letter: organ, days, terms and remedies as they stood when its act was done."""

    __tablename__ = "letters"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", LetterKind), name="kind_known"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    content: Mapped[str] = mapped_column(sa.Text)  # canonical JSON
