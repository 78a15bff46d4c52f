"""Recorded authority of an account to act for somebody, with a blind index of those who gave it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "authorities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("identity_number", sa.LargeBinary(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('proxy', 'employer')", name=op.f("ck_authorities_kind_known")),
        sa.CheckConstraint("first <= last", name=op.f("ck_authorities_period_ordered")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_authorities_ended_by_somebody")),
        sa.CheckConstraint("kind <> 'employer' OR scheme IS NOT NULL", name=op.f("ck_authorities_employer_of_a_scheme")),
        sa.ForeignKeyConstraint(["agent_id"], ["accounts.id"], name=op.f("fk_authorities_agent_id_accounts")),
        sa.ForeignKeyConstraint(["ended_by"], ["accounts.id"], name=op.f("fk_authorities_ended_by_accounts")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_authorities_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
    )
    op.create_index(op.f("ix_authorities_agent_id"), "authorities", ["agent_id"])
    op.create_table(
        "authority_index",
        sa.Column("authority_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_authority_index_blind_hmac")),
        sa.ForeignKeyConstraint(["authority_id"], ["authorities.id"], name=op.f("fk_authority_index_authority_id_authorities")),
        sa.PrimaryKeyConstraint("authority_id", name=op.f("pk_authority_index")),
    )
    op.create_index(op.f("ix_authority_index_blind"), "authority_index", ["blind"])


def downgrade() -> None:
    """Drop the tables: nobody acts for anybody any more."""
    op.drop_table("authority_index")
    op.drop_table("authorities")
