"""Terms of the office that ran out, each noticed once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "escalations",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_escalations_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "status", "day", name=op.f("pk_escalations")),
    )


def downgrade() -> None:
    """Drop the table: what is overdue is noticed anew."""
    op.drop_table("escalations")
