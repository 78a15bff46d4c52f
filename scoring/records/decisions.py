"""What was assessed, proposed and decided. All of it is append-only."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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
    secret: Mapped[bytes | None]  # of the commitments, under the file's key; none of what was recommended before
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
    at: Mapped[datetime] = mapped_column(index=True)
    on: Mapped[date]
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    round_digest: Mapped[str | None] = mapped_column(sa.String(64))
    recommendation: Mapped[int]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    outcome: Mapped[str] = mapped_column(sa.String(32), index=True)
    total: Mapped[str | None] = mapped_column(sa.String(32))
    reason: Mapped[bytes]
    published_list: Mapped[str] = mapped_column(sa.String(300))
    package: Mapped[str] = mapped_column(sa.String(64))
    facts: Mapped[bytes]
    document: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
