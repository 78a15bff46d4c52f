"""Objections to who stands on a public list, and what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

_TABLES = ("objections", "objection_steps")
_KINDS = "'told', 'answered', 'proposed', 'returned', 'dismissed', 'in_part', 'upheld', 'overtaken'"


def upgrade() -> None:
    """Create the tables and guard them."""
    _objections()
    _steps()
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _objections() -> None:
    op.create_table(
        "objections",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_objections_application_id_applications")),
        sa.ForeignKeyConstraint(
            ["publication_id", "application_id"],
            ["publication_lines.publication_id", "publication_lines.application_id"],
            name="fk_objections_line",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_objections_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_objections")),
        sa.UniqueConstraint("receipt", name=op.f("uq_objections_receipt")),
        sa.UniqueConstraint("key", name=op.f("uq_objections_key")),
    )
    op.create_index(op.f("ix_objections_due"), "objections", ["due"])


def _steps() -> None:
    op.create_table(
        "objection_steps",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("objection", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("extent", sa.String(length=8), nullable=True),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_objection_steps_kind_known")),
        sa.CheckConstraint("extent IS NULL OR extent IN ('part', 'whole')", name=op.f("ck_objection_steps_extent_known")),
        sa.CheckConstraint(
            "kind NOT IN ('in_part', 'upheld') OR proposed_by IS NOT NULL", name=op.f("ck_objection_steps_proposed_before")
        ),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name=op.f("ck_objection_steps_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "objection"], ["objections.application_id", "objections.number"], name="fk_objection_steps_objection"
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "objection", "proposal", "proposed_by"],
            [f"objection_steps.{name}" for name in ("application_id", "objection", "number", "by")],
            name="fk_objection_steps_proposal",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_objection_steps_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "objection", "number", name=op.f("pk_objection_steps")),
        sa.UniqueConstraint(
            "application_id", "objection", "number", "by", name=op.f("uq_objection_steps_application_id_objection_number_by")
        ),
    )
