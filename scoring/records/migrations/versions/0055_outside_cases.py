"""A decision can stand before an outside body: reconsideration or litigation, with what is ordered there and what comes of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0055"
down_revision = "0062"
branch_labels = None
depends_on = None

_TABLES = ("outside_cases", "outside_case_steps")
_KINDS = "'order', 'stayed', 'unstayed', 'answered', 'exported', 'upheld', 'anew', 'annulled', 'withdrawn'"


def upgrade() -> None:
    """Create the tables and guard them."""
    op.create_table(
        "outside_cases",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("learned_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('reconsideration', 'litigation')", name=op.f("ck_outside_cases_kind_known")),
        sa.CheckConstraint("filed_on <= learned_on", name=op.f("ck_outside_cases_learned_after")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_outside_cases_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_outside_cases_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_outside_cases")),
    )
    op.create_index(op.f("ix_outside_cases_due"), "outside_cases", ["due"])
    _steps()
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _steps() -> None:
    op.create_table(
        "outside_case_steps",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("outside_case", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_outside_case_steps_kind_known")),
        sa.ForeignKeyConstraint(
            ["application_id", "outside_case"],
            ["outside_cases.application_id", "outside_cases.number"],
            name="fk_outside_case_steps_outside_case",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_outside_case_steps_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "outside_case", "number", name=op.f("pk_outside_case_steps")),
    )
