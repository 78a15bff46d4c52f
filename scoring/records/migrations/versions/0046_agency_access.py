"""Agencies that look up and are told: with their tokens, and the outbox to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_ONCE = ("account_id", "entitlement_id", "change")
_STATES = "state IN ('waiting', 'sending', 'sent', 'dead', 'off')"


def upgrade() -> None:
    """Create the tables."""
    _agencies()
    _tokens()
    _messages()


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in ("agency_messages", "agency_tokens", "agencies"):
        op.drop_table(table)


def _agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("webhook_url", sa.String(length=300), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('school', 'housing', 'pension', 'medical')", name=op.f("ck_agencies_kind_known")),
        sa.CheckConstraint("version > 0", name=op.f("ck_agencies_version_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_agencies_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_agencies")),
    )
    op.create_index(op.f("ix_agencies_kind"), "agencies", ["kind"])


def _tokens() -> None:
    op.create_table(
        "agency_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.Column("hint", sa.String(length=4), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_agency_tokens_digest_length")),
        sa.ForeignKeyConstraint(["account_id"], ["agencies.account_id"], name=op.f("fk_agency_tokens_account_id_agencies")),
        sa.ForeignKeyConstraint(["issued_by"], ["accounts.id"], name=op.f("fk_agency_tokens_issued_by_accounts")),
        sa.ForeignKeyConstraint(["revoked_by"], ["accounts.id"], name=op.f("fk_agency_tokens_revoked_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_agency_tokens_digest")),
    )
    op.create_index(op.f("ix_agency_tokens_account_id"), "agency_tokens", ["account_id"])


def _messages() -> None:
    op.create_table(
        "agency_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("entitlement_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=8), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error_code", sa.String(length=64), nullable=True),
        sa.CheckConstraint("event IN ('begins', 'ends')", name=op.f("ck_agency_messages_event_known")),
        sa.CheckConstraint(_STATES, name=op.f("ck_agency_messages_state_known")),
        sa.ForeignKeyConstraint(["account_id"], ["agencies.account_id"], name=op.f("fk_agency_messages_account_id_agencies")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_agency_messages_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["entitlement_id", "change"],
            ["entitlement_changes.entitlement_id", "entitlement_changes.number"],
            name="fk_agency_messages_change",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_messages")),
        sa.UniqueConstraint(
            "account_id", "entitlement_id", "change", name=op.f("uq_agency_messages_account_id_entitlement_id_change")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_agency_messages_key")),
    )
    op.create_index(op.f("ix_agency_messages_application_id"), "agency_messages", ["application_id"])
    op.create_index("ix_agency_messages_state_due_at", "agency_messages", ["state", "due_at"])
