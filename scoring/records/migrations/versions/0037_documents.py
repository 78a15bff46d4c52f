"""What the office issues in writing is kept as it was issued, each with its number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        "documents",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("template", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("number > 0 AND running > 0", name=op.f("ck_documents_numbers_positive")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_documents_digest_sha256")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_documents_application_id_applications")),
        sa.ForeignKeyConstraint(["issued_by"], ["accounts.id"], name=op.f("fk_documents_issued_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_documents")),
        sa.UniqueConstraint("reference", name=op.f("uq_documents_reference")),
        sa.UniqueConstraint("series", "kind", "year", "running", name=op.f("uq_documents_series_kind_year_running")),
    )
    op.create_index(op.f("ix_documents_issued_at"), "documents", ["issued_at"])
    for statement in guard_statements("documents", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("documents")
