"""Notices to applicants' accounts, and their deliveries. No contact, no name and no points stand here."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.notice import Channel, DeliveryState
from scoring.records.database import Row, one_of


class NoticeRow(Row):
    """One notice, written with the act that it tells of."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    facts: Mapped[str] = mapped_column(sa.Text)  # canonical JSON
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class EscalationRow(Row):
    """A term that was noticed, once: of the office when it ran out, of the applicant when its last day was near."""

    __tablename__ = "escalations"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    status: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)  # the last of the term
    at: Mapped[datetime]


class DeliveryRow(Row):
    """The outbox: one notice on one channel, or what an objector is told, who has no account. `key` goes along at every try."""

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.UniqueConstraint("notice_id", "channel"),
        sa.CheckConstraint(one_of("channel", Channel), name="channel_known"),
        sa.CheckConstraint(one_of("state", DeliveryState), name="state_known"),
        sa.Index("ix_deliveries_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notices.id"))
    channel: Mapped[str] = mapped_column(sa.String(8))
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    state: Mapped[str] = mapped_column(sa.String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(sa.String(64))


class ObjectorDeliveryRow(Row):
    """That a delivery tells who objected that the objection is closed. Where it goes stands encrypted in the objection alone."""

    __tablename__ = "objector_deliveries"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "objection"),
            ("objections.application_id", "objections.number"),
            name="fk_objector_deliveries_objection",
        ),
        sa.UniqueConstraint("application_id", "objection"),
    )

    delivery_id: Mapped[int] = mapped_column(sa.ForeignKey("deliveries.id"), primary_key=True, autoincrement=False)
    application_id: Mapped[int]
    objection: Mapped[int]
