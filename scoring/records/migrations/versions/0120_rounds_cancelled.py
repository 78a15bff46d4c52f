"""Rounds that were opened in error are cancelled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0120"
down_revision = "0110"
branch_labels = None
depends_on = None

_TABLE = "round_cancellations"


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        _TABLE,
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_cancellations_by_accounts")),
        sa.ForeignKeyConstraint(["round_id"], ["ranking_rounds.id"], name=op.f("fk_round_cancellations_round_id_ranking_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_cancellations")),
    )
    for statement in guard_statements(_TABLE, op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table(_TABLE)
