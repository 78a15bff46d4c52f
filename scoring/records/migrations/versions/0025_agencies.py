"""Requests to departments with their answers, delays and imports; an account says for which department it answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import bar_statement

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_TABLES = ("agency_requests", "agency_batches", "agency_answers", "agency_delays")


def upgrade() -> None:
    """Create the tables and guard them."""
    op.execute("ALTER TABLE accounts ADD COLUMN department VARCHAR(64)")
    _requests()
    _batches()
    _answers()
    op.create_table(
        "agency_delays",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["agency_requests.id"], name=op.f("fk_agency_delays_request_id_agency_requests")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_agency_delays")),
    )
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)
    op.execute(bar_statement("agency_requests", dialect))


def _requests() -> None:
    op.create_table(
        "agency_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("contests", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_agency_requests_number_positive")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_agency_requests_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_agency_requests_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_requests")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_agency_requests_application_id_number")),
    )
    op.create_index("ix_agency_requests_department_id", "agency_requests", ["department", "id"])


def _batches() -> None:
    op.create_table(
        "agency_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_agency_batches_digest_length")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_agency_batches_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_batches")),
        sa.UniqueConstraint("department", "digest", name=op.f("uq_agency_batches_department_digest")),
    )


def _answers() -> None:
    op.create_table(
        "agency_answers",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('answer', 'decline', 'withdraw')", name=op.f("ck_agency_answers_kind_known")),
        sa.CheckConstraint("(kind = 'answer') = (valid_from IS NOT NULL)", name=op.f("ck_agency_answers_answer_valid")),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_agency_answers_validity_in_order")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_agency_answers_digest_length")),
        sa.ForeignKeyConstraint(["request_id"], ["agency_requests.id"], name=op.f("fk_agency_answers_request_id_agency_requests")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_agency_answers_by_accounts")),
        sa.ForeignKeyConstraint(["batch_id"], ["agency_batches.id"], name=op.f("fk_agency_answers_batch_id_agency_batches")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_agency_answers")),
    )


def downgrade() -> None:
    """Drop the tables and the column."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.execute("ALTER TABLE accounts DROP COLUMN department")
