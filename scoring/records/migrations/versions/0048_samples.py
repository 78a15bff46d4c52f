"""Samples of decisions with the auditors' findings; reveals are found without reading the whole log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_TABLES = ("samples", "sample_items", "sample_findings", "sample_closings")


def upgrade() -> None:
    """Create the tables and guard them; index the log."""
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.Column("algorithm", sa.String(length=32), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_samples_digest_sha256")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_samples_by_accounts")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_samples_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samples")),
    )
    op.create_table(
        "sample_items",
        *_keys("sample_id", "number"),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        _of_sample("sample_items"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_sample_items_decision_id_decisions")),
        sa.PrimaryKeyConstraint("sample_id", "number", name=op.f("pk_sample_items")),
        sa.UniqueConstraint("sample_id", "decision_id", name=op.f("uq_sample_items_sample_id_decision_id")),
    )
    op.create_table(
        "sample_findings",
        *_keys("sample_id", "number", "turn"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("verdict IN ('in_order', 'not_in_order')", name=op.f("ck_sample_findings_verdict_known")),
        sa.ForeignKeyConstraint(
            ["sample_id", "number"],
            ["sample_items.sample_id", "sample_items.number"],
            name=op.f("fk_sample_findings_sample_id_number_sample_items"),
        ),
        sa.PrimaryKeyConstraint("sample_id", "number", "turn", name=op.f("pk_sample_findings")),
    )
    op.create_table(
        "sample_closings",
        *_keys("sample_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_sample("sample_closings"),
        sa.PrimaryKeyConstraint("sample_id", name=op.f("pk_sample_closings")),
    )
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
    op.create_index("ix_views_kind_sequence", "views", ["kind", "sequence"])


def downgrade() -> None:
    """Drop the index, and the tables with everything in them."""
    op.drop_index("ix_views_kind_sequence", "views")
    for table in reversed(_TABLES):
        op.drop_table(table)


def _keys(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in names]


def _of_sample(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["sample_id"], ["samples.id"], name=op.f(f"fk_{table}_sample_id_samples"))
