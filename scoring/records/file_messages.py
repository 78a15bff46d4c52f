"""Messages of the office to the applicant of a file: append-only, words under the file's data key."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class FileMessageRow(Row):
    """One message. `office_id` is where the file lay when it was sent, None where that is the whole installation."""

    __tablename__ = "file_messages"
    __table_args__ = (sa.CheckConstraint("number > 0", name="number_positive"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))
    words: Mapped[bytes]
