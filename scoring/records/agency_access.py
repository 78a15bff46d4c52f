"""Agencies with their tokens, and what they are told: no identity number, no name stands here."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.agencies import ALGORITHM, AgencyKind
from scoring.application.notice import DeliveryState
from scoring.records.database import Row, one_of


class AgencyRow(Row):
    """An agency beside its account. `wrapped` is the secret that signs what it is told, wrapped by the master key."""

    __tablename__ = "agencies"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", AgencyKind), name="kind_known"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16), index=True)
    contact: Mapped[str] = mapped_column(sa.String(200))
    webhook_url: Mapped[str] = mapped_column(sa.String(300))
    wrapped: Mapped[bytes]
    version: Mapped[int]
    closed_at: Mapped[datetime | None]


class AgencyTokenRow(Row):
    """A token of an agency, of which its hash alone is kept."""

    __tablename__ = "agency_tokens"
    __table_args__ = (sa.CheckConstraint("length(digest) = 64", name="digest_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.account_id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=ALGORITHM, server_default=ALGORITHM)
    hint: Mapped[str] = mapped_column(sa.String(4))
    issued_at: Mapped[datetime]
    issued_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    expires_on: Mapped[date]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class AgencyMessageRow(Row):
    """The outbox to agencies: one step of one entitlement, told to one agency. `key` goes along at every try."""

    __tablename__ = "agency_messages"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "entitlement_id", "change"),
        sa.ForeignKeyConstraint(
            ("entitlement_id", "change"),
            ("entitlement_changes.entitlement_id", "entitlement_changes.number"),
            name="fk_agency_messages_change",
        ),
        sa.CheckConstraint(one_of("event", ("begins", "ends")), name="event_known"),
        sa.CheckConstraint(one_of("state", DeliveryState), name="state_known"),
        sa.Index("ix_agency_messages_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("agencies.account_id"))
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    entitlement_id: Mapped[int]
    change: Mapped[int]
    event: Mapped[str] = mapped_column(sa.String(8))
    on: Mapped[date]
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    state: Mapped[str] = mapped_column(sa.String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error_code: Mapped[str | None] = mapped_column(sa.String(64))
