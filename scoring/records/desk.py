"""The officers' desk: who is barred from a file, which flags were closed, what is noted within the office."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.desk import Flag
from scoring.records.database import Row, one_of

CLOSABLE = (Flag.DUPLICATE, Flag.CONFLICT)


class InterestRow(Row):
    """Who declared an interest in a file, for good: triggers let such a person be neither its maker nor its checker."""

    __tablename__ = "interests"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[bytes]


class FlagClosingRow(Row):
    """A flag that was closed. `subject` is the other application of a duplicate, the account of an interest."""

    __tablename__ = "flag_closings"
    __table_args__ = (sa.CheckConstraint(one_of("flag", CLOSABLE), name="flag_known"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    flag: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    subject: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    reason: Mapped[bytes]


class NoteRow(Row):
    """A note of the office on a file."""

    __tablename__ = "notes"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    words: Mapped[bytes]
