"""Published policies, and the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import POSTGRESQL_FUNCTION, guard_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_GUARDED = (
    "policies",
    "policy_rounds",
    "events",
)


def upgrade() -> None:
    """Create the tables and guard the append-only ones."""
    _policies()
    _policy_rounds()
    _events()
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("events")
    op.drop_table("policy_rounds")
    op.drop_table("policies")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _policies() -> None:
    op.create_table(
        "policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("vocabulary", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_policies_digest_sha256")),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_policies_published_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("scheme", "version", name=op.f("uq_policies_scheme_version")),
    )


def _policy_rounds() -> None:
    op.create_table(
        "policy_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_policy_rounds_published_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_rounds")),
        sa.UniqueConstraint("scheme", "number", name=op.f("uq_policy_rounds_scheme_number")),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_events_hash_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_events_number_positive")),
        sa.ForeignKeyConstraint(["actor_id"], ["accounts.id"], name=op.f("fk_events_actor_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("stream", "number", name=op.f("uq_events_stream_number")),
    )
