"""Attempts to sign in, counted for all processes together; names and addresses stand there only as keyed hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "attempts",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(subject) = 64", name=op.f("ck_attempts_subject_hmac")),
        sa.CheckConstraint("count > 0", name=op.f("ck_attempts_count_positive")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_attempts")),
    )


def downgrade() -> None:
    """Drop the table: whoever waits need not wait any longer."""
    op.drop_table("attempts")
