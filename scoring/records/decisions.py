"""What was assessed, proposed and decided, and what it unlocked. All but the entitlements' state is append-only."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.application import EntitlementState
from scoring.engine.assessment import Outcome
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class AssessmentRow(Row):
    """One assessment of an application: its facts and the whole result, encrypted; outcome and total in clear for lists."""

    __tablename__ = "assessments"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "number"),
        sa.CheckConstraint(one_of("outcome", Outcome), name="outcome_known"),
        sa.CheckConstraint(one_of("kind", ("claimed", "verified")), name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(16), server_default="claimed")  # of the facts: as declared, or as verified
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    on: Mapped[date]
    digest: Mapped[str] = mapped_column(sa.String(64))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    round_digest: Mapped[str | None] = mapped_column(sa.String(64))
    outcome: Mapped[str] = mapped_column(sa.String(32))
    total: Mapped[str | None] = mapped_column(sa.String(32))
    facts: Mapped[bytes]
    document: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class RecommendationRow(Row):
    """The maker's proposal; `package` is the hash of everything that was proposed and on what it rests."""

    __tablename__ = "recommendations"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "number"),
        sa.UniqueConstraint("application_id", "number", "maker_id"),  # for the decision's foreign key
        sa.ForeignKeyConstraint(("application_id", "assessment"), ("assessments.application_id", "assessments.number")),
        sa.CheckConstraint(one_of("proposal", ("grant", "refuse", "approve")), name="proposal_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    assessment: Mapped[int]
    proposal: Mapped[str] = mapped_column(sa.String(16))
    reason: Mapped[bytes]
    published_list: Mapped[str] = mapped_column(sa.String(300))
    package: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class DecisionRow(Row):
    """The decision on an application. That its maker really recommended it is a foreign key, maker <> checker a CHECK."""

    __tablename__ = "decisions"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "recommendation", "maker_id"),
            ("recommendations.application_id", "recommendations.number", "recommendations.maker_id"),
            name="fk_decisions_recommendation",
        ),
        sa.ForeignKeyConstraint(("scheme", "policy_version"), ("policies.scheme", "policies.version")),
        sa.CheckConstraint("maker_id <> checker_id", name="two_people"),
        sa.CheckConstraint(one_of("kind", ("granted", "refused")), name="kind_known"),
        sa.CheckConstraint(one_of("outcome", Outcome), name="outcome_known"),
        sa.CheckConstraint("kind <> 'granted' OR outcome = 'eligible'", name="granted_eligible"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(40), unique=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(16), index=True)
    at: Mapped[datetime]
    on: Mapped[date]
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    round_digest: Mapped[str | None] = mapped_column(sa.String(64))
    recommendation: Mapped[int]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    outcome: Mapped[str] = mapped_column(sa.String(32))
    total: Mapped[str | None] = mapped_column(sa.String(32))
    reason: Mapped[bytes]
    published_list: Mapped[str] = mapped_column(sa.String(300))
    package: Mapped[str] = mapped_column(sa.String(64))
    facts: Mapped[bytes]
    document: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class EntitlementRow(Row):
    """One entitlement of one person under one decision. Only its state and days change, and only forward."""

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
