"""Reminders before the end of the time to be registered, and what proves those that went by post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0060"
down_revision = "0053"
branch_labels = None
depends_on = None

_TABLES = ("settle_reminders", "settle_reminder_proofs")


def upgrade() -> None:
    """Create the tables and guard them."""
    op.create_table(
        "settle_reminders",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("application_id", "number")),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("fell_due", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name=op.f("ck_settle_reminders_three_at_most")),
        sa.CheckConstraint("channel IN ('account', 'post')", name=op.f("ck_settle_reminders_channel_known")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_settle_reminders_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_settle_reminders")),
    )
    op.create_table(
        "settle_reminder_proofs",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("application_id", "number")),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "number"],
            ["settle_reminders.application_id", "settle_reminders.number"],
            name="fk_settle_reminder_proofs_settle_reminders",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_settle_reminder_proofs_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_settle_reminder_proofs")),
    )
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)
