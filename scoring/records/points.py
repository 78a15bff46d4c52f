"""积分核定: points that were approved before an application, and which approval an application cites."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.engine.assessment import Outcome
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class PointsApprovalRow(Row):
    """Points that two people approved. That the maker really proposed them is a foreign key, maker <> checker a CHECK.

    `facts` are the ids of those that are settled by it, whatever their values; `hash` covers all that stands here.
    """

    __tablename__ = "points_approvals"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "recommendation", "maker_id"),
            ("recommendations.application_id", "recommendations.number", "recommendations.maker_id"),
            name="fk_points_approvals_recommendation",
        ),
        sa.CheckConstraint("maker_id <> checker_id", name="two_people"),
        sa.CheckConstraint(one_of("outcome", Outcome), name="outcome_known"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("length(hash) = 64", name="hash_sha256"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    on: Mapped[date]
    recommendation: Mapped[int]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    package: Mapped[str] = mapped_column(sa.String(64))
    outcome: Mapped[str] = mapped_column(sa.String(32))
    total: Mapped[str] = mapped_column(sa.String(32))
    facts: Mapped[str] = mapped_column(sa.Text)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class PointsCitationRow(Row):
    """An application goes by an approval, which its assessment of that number rests on; the newest counts."""

    __tablename__ = "points_citations"
    __table_args__ = (
        sa.ForeignKeyConstraint(("application_id", "assessment"), ("assessments.application_id", "assessments.number")),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    assessment: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    approval: Mapped[str] = mapped_column(sa.ForeignKey("points_approvals.hash"), index=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
