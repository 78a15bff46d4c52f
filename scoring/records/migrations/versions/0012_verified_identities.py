"""Verified identities of applicants' accounts, with a blind index, and the codes by which accounts are found at the counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "verified_identities",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("identity_number", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("by IN ('counter', 'provider')", name=op.f("ck_verified_identities_by_known")),
        sa.CheckConstraint(
            "(by = 'counter') = (officer_id IS NOT NULL)", name=op.f("ck_verified_identities_officer_at_the_counter")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_verified_identities_version_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_verified_identities_account_id_accounts")),
        sa.ForeignKeyConstraint(["officer_id"], ["accounts.id"], name=op.f("fk_verified_identities_officer_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_verified_identities")),
    )
    op.create_table(
        "verified_identity_index",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_verified_identity_index_blind_hmac")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["verified_identities.account_id"],
            name=op.f("fk_verified_identity_index_account_id_verified_identities"),
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_verified_identity_index")),
        sa.UniqueConstraint("blind", name=op.f("uq_verified_identity_index_blind")),
    )
    op.create_table(
        "account_codes",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('counter', 'new_start')", name=op.f("ck_account_codes_kind_known")),
        sa.CheckConstraint("(kind = 'counter') = (code IS NOT NULL)", name=op.f("ck_account_codes_counter_shown_again")),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_account_codes_blind_hmac")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_account_codes")),
        sa.UniqueConstraint("blind", name=op.f("uq_account_codes_blind")),
    )


def downgrade() -> None:
    """Drop the tables: what was verified must be verified anew."""
    for table in ("account_codes", "verified_identity_index", "verified_identities"):
        op.drop_table(table)
