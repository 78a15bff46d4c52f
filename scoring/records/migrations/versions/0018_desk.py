"""The officers' desk: who holds a file, who is barred from it, flags that were closed, notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import POSTGRESQL_FUNCTION, bar_statement

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_GUARDED = ("interests", "flag_closings", "notes")
_BARRED = ("parts", "recommendations", "decisions")


def upgrade() -> None:
    """Create the tables, guard them, and bar who declared an interest."""
    # as SQL: SQLite takes a reference only inside ADD COLUMN, and copying a table that others refer to would empty them
    name = "fk_applications_claimed_by_accounts"
    op.execute(f"ALTER TABLE applications ADD COLUMN claimed_by INTEGER CONSTRAINT {name} REFERENCES accounts (id)")
    op.add_column("applications", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_applications_claimed_by"), "applications", ["claimed_by"])
    _interests()
    _flag_closings()
    _notes()
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)
    for table in _BARRED:
        op.execute(bar_statement(table, dialect))


def downgrade() -> None:
    """Drop the tables with everything in them."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _BARRED:
        op.execute(f"DROP TRIGGER {table}_no_interest" + (f" ON {table}" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_interested()")
    op.drop_table("notes")
    op.drop_table("flag_closings")
    op.drop_table("interests")
    op.drop_index(op.f("ix_applications_claimed_by"), "applications")
    op.drop_column("applications", "claimed_at")
    op.drop_column("applications", "claimed_by")


def _interests() -> None:
    op.create_table(
        "interests",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interests_account_id_accounts")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_interests_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "account_id", name=op.f("pk_interests")),
    )


def _flag_closings() -> None:
    op.create_table(
        "flag_closings",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("flag IN ('duplicate-suspected', 'conflict-declared')", name=op.f("ck_flag_closings_flag_known")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_flag_closings_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_flag_closings_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "flag", "subject", name=op.f("pk_flag_closings")),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_notes_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_notes_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_notes")),
    )
