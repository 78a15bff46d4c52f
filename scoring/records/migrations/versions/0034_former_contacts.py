"""A contact that was replaced is told so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of contacts that are still to be told."""
    op.create_table(
        "former_contacts",
        sa.Column("notice_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_former_contacts_account_id_accounts")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_former_contacts_notice_id_notices")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_former_contacts")),
    )
    op.create_index(op.f("ix_former_contacts_account_id"), "former_contacts", ["account_id"])


def downgrade() -> None:
    """Drop the table; what was not sent yet reaches no former contact."""
    op.drop_table("former_contacts")
