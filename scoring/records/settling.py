"""Reminders before the end of the time to be registered. What proves a letter is encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.settling import ReminderChannel
from scoring.records.database import Row, one_of


class SettleReminderRow(Row):
    """One reminder as it fell due: given at once by the account, or from then on a task for the office (`post`).

    `until` is the day by which it tells the holder to be registered.
    """

    __tablename__ = "settle_reminders"
    __table_args__ = (
        sa.CheckConstraint("number BETWEEN 1 AND 3", name="three_at_most"),
        sa.CheckConstraint(one_of("channel", ReminderChannel), name="channel_known"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(sa.String(16))
    fell_due: Mapped[date]
    until: Mapped[date]
    at: Mapped[datetime]


class SettleReminderProofRow(Row):
    """That a reminder by post was sent: when, and what proves it."""

    __tablename__ = "settle_reminder_proofs"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "number"),
            ("settle_reminders.application_id", "settle_reminders.number"),
            name="fk_settle_reminder_proofs_settle_reminders",
        ),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date]
    proof: Mapped[bytes]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


def proof_place(number: int) -> str:
    """Give where stands what proves a reminder."""
    return f"settle_reminder_proofs.proof/{number}"
