"""The log of reads of personal data, with a chain of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the log and guard it."""
    op.create_table(
        "views",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=64), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("sought", sa.String(length=24), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('viewed', 'revealed')", name=op.f("ck_views_kind_known")),
        sa.CheckConstraint("(kind = 'revealed') = (reason IS NOT NULL)", name=op.f("ck_views_revealed_with_reason")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_views_hash_length")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_views_account_id_accounts")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_views_application_id_applications")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_views")),
        sa.UniqueConstraint("previous", name=op.f("uq_views_previous")),
    )
    for name in ("account_id", "application_id", "at"):
        op.create_index(op.f(f"ix_views_{name}"), "views", [name])
    heads = sa.table("chain_heads", sa.column("chain"), sa.column("count"), sa.column("hash"))
    op.execute(heads.insert().values(chain="access", count=0, hash="0" * 64))
    for statement in guard_statements("views", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the log; the guard of the ends of chains gives way for its own."""
    op.drop_table("views")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE chain_heads DISABLE TRIGGER chain_heads_no_delete")
        op.execute("DELETE FROM chain_heads WHERE chain = 'access'")
        op.execute("ALTER TABLE chain_heads ENABLE TRIGGER chain_heads_no_delete")
        return
    made = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'chain_heads_no_delete'").scalar_one()
    op.execute("DROP TRIGGER chain_heads_no_delete")
    op.execute("DELETE FROM chain_heads WHERE chain = 'access'")
    op.execute(made)
