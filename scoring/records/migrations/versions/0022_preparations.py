"""Drafts that somebody else fills in for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "preparations",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("typed_by", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="hmac-sha256", nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered", sa.Integer(), nullable=True),
        sa.Column("sent_back", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_preparations_blind_hmac")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_preparations_application_id_applications")),
        sa.ForeignKeyConstraint(["authority_id"], ["authorities.id"], name=op.f("fk_preparations_authority_id_authorities")),
        sa.ForeignKeyConstraint(["typed_by"], ["accounts.id"], name=op.f("fk_preparations_typed_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_preparations")),
    )
    op.create_index(op.f("ix_preparations_typed_by"), "preparations", ["typed_by"])
    op.create_index(op.f("ix_preparations_blind"), "preparations", ["blind"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("preparations")
