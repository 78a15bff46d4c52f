"""Whose own a file is among the office's people: the blind index of their identity numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "staff_identities",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="hmac-sha256", nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_staff_identities_blind_hmac")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_staff_identities_account_id_accounts")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_staff_identities_by_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_identities")),
    )
    op.create_index(op.f("ix_staff_identities_blind"), "staff_identities", ["blind"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("staff_identities")
