"""Evidence: the files of applications, and that one was taken out again. Both tables only ever grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MEDIA = "'application/pdf', 'image/jpeg', 'image/png', 'image/webp'"


def upgrade() -> None:
    """Create both tables and guard them."""
    _evidence()
    op.create_table(
        "evidence_removals",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "number"], ["evidence.application_id", "evidence.number"], name="fk_evidence_removals_evidence"
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_evidence_removals_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_evidence_removals")),
    )
    for table in ("evidence", "evidence_removals"):
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop both tables; the files stay where they lie."""
    op.drop_table("evidence_removals")
    op.drop_table("evidence")


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stored", sa.String(length=32), nullable=False),
        sa.Column("scan", sa.String(length=16), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_evidence_number_positive")),
        sa.CheckConstraint(f"media IN ({_MEDIA})", name=op.f("ck_evidence_media_known")),
        sa.CheckConstraint("scan IN ('clean', 'not_scanned')", name=op.f("ck_evidence_scan_known")),
        sa.CheckConstraint("size > 0 AND pages > 0", name=op.f("ck_evidence_not_empty")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_evidence_digest_sha256")),
        sa.CheckConstraint("length(stored) = 32", name=op.f("ck_evidence_stored_random")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_evidence_valid_in_order")),
        sa.ForeignKeyConstraint(["added_by"], ["accounts.id"], name=op.f("fk_evidence_added_by_accounts")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_evidence_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_evidence")),
        sa.UniqueConstraint("stored", name=op.f("uq_evidence_stored")),
    )
