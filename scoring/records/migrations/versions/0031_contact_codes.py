"""A contact is proven by a code that was sent to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when a contact was proven, and create the table of codes. What was opened before is not proven."""
    op.add_column("contacts", sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "contact_codes",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="hmac-sha256", nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_contact_codes_attempts_counted")),
        sa.ForeignKeyConstraint(["account_id"], ["contacts.account_id"], name=op.f("fk_contact_codes_account_id_contacts")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_contact_codes_notice_id_notices")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contact_codes")),
    )


def downgrade() -> None:
    """Drop both; a code that was sent proves nothing any more."""
    op.drop_table("contact_codes")
    op.drop_column("contacts", "proven_at")
