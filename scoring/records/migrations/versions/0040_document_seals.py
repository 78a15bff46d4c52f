"""The sealed PDF of each document, and the certificate that signed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        "document_seals",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("length(digest) = 64 AND length(fingerprint) = 64", name=op.f("ck_document_seals_digests_sha256")),
        sa.ForeignKeyConstraint(
            ["application_id", "number"], ["documents.application_id", "documents.number"], name="fk_document_seals_documents"
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_document_seals_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_document_seals")),
    )
    for statement in guard_statements("document_seals", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("document_seals")
