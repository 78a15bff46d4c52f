"""Legal holds on files, and their lifting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables and guard them."""
    op.create_table(
        "legal_holds",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_legal_holds_application_id_applications")),
        sa.ForeignKeyConstraint(["placed_by"], ["accounts.id"], name=op.f("fk_legal_holds_placed_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_legal_holds")),
        sa.UniqueConstraint("application_id", "number", "placed_by", name=op.f("uq_legal_holds_application_id_number_placed_by")),
    )
    op.create_table(
        "hold_liftings",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=False),
        sa.Column("lifted_by", sa.Integer(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("lifted_by <> placed_by", name=op.f("ck_hold_liftings_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "number", "placed_by"],
            ["legal_holds.application_id", "legal_holds.number", "legal_holds.placed_by"],
            name="fk_hold_liftings_hold",
        ),
        sa.ForeignKeyConstraint(["lifted_by"], ["accounts.id"], name=op.f("fk_hold_liftings_lifted_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_hold_liftings")),
    )
    dialect = op.get_bind().dialect.name
    for table in ("legal_holds", "hold_liftings"):
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("hold_liftings")
    op.drop_table("legal_holds")
