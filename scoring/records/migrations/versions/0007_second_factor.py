"""The second factor of accounts: the encrypted secret of their authenticator app, and the last code that was used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; each account sets its second factor up when it signs in next."""
    op.add_column("accounts", sa.Column("tf_primary_method", sa.String(length=64), nullable=True))
    op.add_column("accounts", sa.Column("tf_totp_secret", sa.String(length=255), nullable=True))
    op.add_column("accounts", sa.Column("tf_counter", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Drop the columns: what was set up is lost."""
    for name in ("tf_counter", "tf_totp_secret", "tf_primary_method"):
        op.drop_column("accounts", name)
