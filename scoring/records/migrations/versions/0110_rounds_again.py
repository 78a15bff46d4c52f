"""Published rounds are computed again, and what came out is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0110"
down_revision = "0091"
branch_labels = None
depends_on = None

_TABLE = "round_recomputations"


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        _TABLE,
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=True),
        sa.Column("again", sa.String(length=16), nullable=False),
        sa.Column("kept", sa.String(length=64), nullable=False),
        sa.Column("made", sa.String(length=64), nullable=True),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint(
            "again IN ('equal', 'unequal', 'erased', 'refused', 'unreadable')", name=op.f("ck_round_recomputations_again_known")
        ),
        sa.CheckConstraint("(made IS NOT NULL) = (again IN ('equal', 'unequal'))", name=op.f("ck_round_recomputations_made_known")),
        sa.ForeignKeyConstraint(["ordered_by"], ["accounts.id"], name=op.f("fk_round_recomputations_ordered_by_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round_publications.round_id"], name=op.f("fk_round_recomputations_round_id_round_publications")
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_round_recomputations")),
    )
    for statement in guard_statements(_TABLE, op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table(_TABLE)
