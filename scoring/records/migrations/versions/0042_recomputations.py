"""What was computed again of decisions, and the indexes by which auditors search them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_TABLES = ("recomputations", "recomputation_results", "recomputation_findings")
_INDEXED = ("at", "maker_id", "checker_id", "outcome")
_COUNTS = ("examined", "equal", "unequal", "erased", "refused", "unreadable")


def upgrade() -> None:
    """Create the tables and guard them; index decisions."""
    op.create_table(
        "recomputations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=True),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ordered_by"], ["accounts.id"], name=op.f("fk_recomputations_ordered_by_accounts")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_recomputations_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomputations")),
    )
    op.create_table(
        "recomputation_results",
        _of_recomputation(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.CheckConstraint(
            "examined = equal + unequal + erased + refused + unreadable", name=op.f("ck_recomputation_results_every_one_counted")
        ),
        _to_recomputation("recomputation_results"),
        sa.PrimaryKeyConstraint("recomputation_id", name=op.f("pk_recomputation_results")),
    )
    op.create_table(
        "recomputation_findings",
        _of_recomputation(),
        sa.Column("decision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("again", sa.String(length=16), nullable=False),
        sa.Column("differs", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "again IN ('unequal', 'erased', 'refused', 'unreadable')", name=op.f("ck_recomputation_findings_again_known")
        ),
        _to_recomputation("recomputation_findings"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_recomputation_findings_decision_id_decisions")),
        sa.PrimaryKeyConstraint("recomputation_id", "decision_id", name=op.f("pk_recomputation_findings")),
    )
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
    for column in _INDEXED:
        op.create_index(op.f(f"ix_decisions_{column}"), "decisions", [column])


def downgrade() -> None:
    """Drop the indexes, and the tables with everything in them."""
    for column in _INDEXED:
        op.drop_index(op.f(f"ix_decisions_{column}"), "decisions")
    for table in reversed(_TABLES):
        op.drop_table(table)


def _of_recomputation() -> sa.Column[int]:
    return sa.Column("recomputation_id", sa.Integer(), autoincrement=False, nullable=False)


def _to_recomputation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_recomputation_id_recomputations")
    return sa.ForeignKeyConstraint(["recomputation_id"], ["recomputations.id"], name=name)
