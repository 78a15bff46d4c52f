"""The seals of the service over the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        "journal_seals",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("service_key", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="ed25519", nullable=False),
        sa.CheckConstraint("first > 0 AND last >= first", name=op.f("ck_journal_seals_range_whole")),
        sa.CheckConstraint("length(root) = 64 AND length(head) = 64", name=op.f("ck_journal_seals_hashes_sha256")),
        sa.CheckConstraint("length(signature) = 64", name=op.f("ck_journal_seals_signature_length")),
        sa.ForeignKeyConstraint(["service_key"], ["service_keys.number"], name=op.f("fk_journal_seals_service_key_service_keys")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_seals")),
        sa.UniqueConstraint("first", name=op.f("uq_journal_seals_first")),
        sa.UniqueConstraint("last", name=op.f("uq_journal_seals_last")),
    )
    for statement in guard_statements("journal_seals", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("journal_seals")
