"""Holders of accounts ask for personal data to be corrected or completed, and are answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0062"
down_revision = "0082"
branch_labels = None
depends_on = None

_TABLES = ("personal_requests", "personal_answers")


def upgrade() -> None:
    """Create the tables and guard them."""
    op.create_table(
        "personal_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_personal_requests_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_personal_requests_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_requests")),
        sa.UniqueConstraint("receipt", name=op.f("uq_personal_requests_receipt")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_personal_requests_account_id_key")),
    )
    for column in ("account_id", "application_id", "due"):
        op.create_index(op.f(f"ix_personal_requests_{column}"), "personal_requests", [column])
    op.create_table(
        "personal_answers",
        sa.Column("request_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('corrected', 'refused', 'decided_file')", name=op.f("ck_personal_answers_kind_known")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["personal_requests.id"], name=op.f("fk_personal_answers_request_id_personal_requests")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_personal_answers_account_id_accounts")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_personal_answers_by_accounts")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_personal_answers")),
    )
    op.create_index(op.f("ix_personal_answers_account_id"), "personal_answers", ["account_id"])
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)
