"""Verdicts on the facts of applications; an assessment says whether it was made of declared or of verified facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import bar_statement

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, guard it, and mark every assessment made so far as one of declared facts."""
    # as SQL: copying the table, which SQLite needs for a constraint otherwise, would take its triggers away
    check = "CONSTRAINT ck_assessments_kind_known CHECK (kind IN ('claimed', 'verified'))"
    op.execute(f"ALTER TABLE assessments ADD COLUMN kind VARCHAR(16) NOT NULL DEFAULT 'claimed' {check}")
    op.create_table(
        "verdicts",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fact", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("found", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('accept', 'adjust', 'reject')", name=op.f("ck_verdicts_kind_known")),
        sa.CheckConstraint("version > 0", name=op.f("ck_verdicts_version_positive")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_verdicts_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_verdicts_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_verdicts")),
    )
    dialect = op.get_bind().dialect.name
    for statement in (*guard_statements("verdicts", dialect), bar_statement("verdicts", dialect)):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table, and what assessments say of their facts."""
    op.drop_table("verdicts")
    # SQLite drops no column that a constraint names, and the constraint is the column's own: as SQL it goes with it
    op.execute("ALTER TABLE assessments DROP COLUMN kind")
