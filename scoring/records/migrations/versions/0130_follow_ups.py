"""A follow-up list measures by the line of a published round, whose keys stand encrypted under a key of the round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add which round another follows, the keys of rounds, and the lines of results; what was kept before stays as it is."""
    # as SQL: SQLite takes a reference only inside ADD COLUMN, and copying a table that others refer to would empty them
    name = "fk_ranking_rounds_follows_id_ranking_rounds"
    op.execute(f"ALTER TABLE ranking_rounds ADD COLUMN follows_id INTEGER CONSTRAINT {name} REFERENCES ranking_rounds (id)")
    op.create_index(op.f("ix_ranking_rounds_follows_id"), "ranking_rounds", ["follows_id"])
    op.add_column("round_results", sa.Column("line", sa.LargeBinary(), nullable=True))
    op.create_table(
        "round_keys",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["ranking_rounds.id"], name=op.f("fk_round_keys_round_id_ranking_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_keys")),
    )


def downgrade() -> None:
    """Drop them. Refused while there are follow-up lists or encrypted lines, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM ranking_rounds WHERE follows_id IS NOT NULL"))
    lines = op.get_bind().scalar(sa.text("SELECT count(*) FROM round_results WHERE line IS NOT NULL"))
    if found or lines:
        message = f"{found} rounds are follow-up lists, {lines} results have an encrypted line; the schema before cannot keep them"
        raise RuntimeError(message)
    op.drop_table("round_keys")
    op.drop_column("round_results", "line")
    op.drop_index(op.f("ix_ranking_rounds_follows_id"), "ranking_rounds")
    op.drop_column("ranking_rounds", "follows_id")
