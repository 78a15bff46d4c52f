"""审核同意: that a second person agreed to what the maker proposed, before the decision is made."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row


class GrantApprovalRow(Row):
    """One approval, of one recommendation. That the maker really made it is a foreign key, maker <> checker a CHECK.

    `package` is the hash of what both saw; the words of the approval stand in the journal.
    """

    __tablename__ = "grant_approvals"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "recommendation", "maker_id"),
            ("recommendations.application_id", "recommendations.number", "recommendations.maker_id"),
            name="fk_grant_approvals_recommendation",
        ),
        sa.CheckConstraint("maker_id <> checker_id", name="two_people"),
        sa.CheckConstraint("length(package) = 64", name="package_sha256"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    recommendation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    package: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
