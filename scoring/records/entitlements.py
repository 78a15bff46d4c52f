"""The register of entitlements: what each person of a granted application has, and every step of it, which are append-only."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.entitlement import EntitlementState
from scoring.records.database import Row, one_of


class EntitlementRow(Row):
    """One entitlement of one person under one decision, as its newest change says. `number` is that of the register."""

    __tablename__ = "entitlements"
    __table_args__ = (
        sa.UniqueConstraint("decision_id", "person", "entitlement"),
        sa.ForeignKeyConstraint(("application_id", "person"), ("persons.application_id", "persons.number")),
        sa.CheckConstraint(one_of("state", EntitlementState), name="state_known"),
        sa.CheckConstraint(one_of("starts", ("registration", "decision")), name="starts_known"),
        sa.CheckConstraint("state <> 'in_force' OR since IS NOT NULL", name="in_force_since"),
        sa.CheckConstraint("state <> 'pending' OR since IS NULL", name="pending_without_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(12), unique=True, index=True, server_default="")
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"))
    person: Mapped[int]
    entitlement: Mapped[str] = mapped_column(sa.String(64))
    label: Mapped[str] = mapped_column(sa.Text)
    service: Mapped[str] = mapped_column(sa.String(16), index=True)
    confers: Mapped[str] = mapped_column(sa.String(16))
    granted_by: Mapped[str] = mapped_column(sa.Text)
    starts: Mapped[str] = mapped_column(sa.String(16))
    reference: Mapped[str] = mapped_column(sa.Text)
    valid_for: Mapped[str] = mapped_column(sa.String(32))
    apply_within: Mapped[str] = mapped_column(sa.String(32))
    state: Mapped[str] = mapped_column(sa.String(16), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]
    apply_until: Mapped[date | None]


class EntitlementChangeRow(Row):
    """One step of an entitlement: the act that led to it, and where it stands since. `reason` is encrypted; `by` None: nobody."""

    __tablename__ = "entitlement_changes"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint(one_of("state", EntitlementState), name="state_known"),
    )

    entitlement_id: Mapped[int] = mapped_column(sa.ForeignKey("entitlements.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    act: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(sa.String(16))
    since: Mapped[date | None]
    until: Mapped[date | None]
    apply_until: Mapped[date | None]
    reason: Mapped[bytes | None]
