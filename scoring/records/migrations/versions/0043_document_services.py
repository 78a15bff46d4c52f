"""That documents were served, and who agreed to be served by the account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

TABLES = ("document_services", "service_consents")


def upgrade() -> None:
    """Create both tables and guard them."""
    op.create_table(
        "document_services",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("proof", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("turn > 0", name=op.f("ck_document_services_turn_positive")),
        sa.CheckConstraint(
            "channel IN ('account', 'counter', 'post', 'public_notice')", name=op.f("ck_document_services_channel_known")
        ),
        sa.CheckConstraint("effective_on >= served_on", name=op.f("ck_document_services_effect_not_before")),
        sa.CheckConstraint("(channel = 'account') = (proof IS NULL)", name=op.f("ck_document_services_proof_of_what_is_typed")),
        sa.CheckConstraint("(channel = 'public_notice') = (until IS NOT NULL)", name=op.f("ck_document_services_until_of_notices")),
        sa.CheckConstraint("(turn = 1) = (reason IS NULL)", name=op.f("ck_document_services_reason_of_corrections")),
        sa.ForeignKeyConstraint(
            ["application_id", "number"],
            ["document_seals.application_id", "document_seals.number"],
            name="fk_document_services_document_seals",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_document_services_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", "turn", name=op.f("pk_document_services")),
    )
    op.create_table(
        "service_consents",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("turn > 0", name=op.f("ck_service_consents_turn_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_service_consents_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", "turn", name=op.f("pk_service_consents")),
    )
    for table in TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop both tables with everything in them."""
    for table in TABLES:
        op.drop_table(table)
