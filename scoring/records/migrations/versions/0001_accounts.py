"""Accounts and the closed list of roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _accounts()
    _roles()
    _accounts_roles()
    _all_roles()


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("accounts_roles")
    op.drop_table("roles")
    op.drop_table("accounts")


def _all_roles() -> None:
    roles = sa.table("roles", sa.column("name", sa.String))
    names = ("officer", "supervisor", "policy_staff", "auditor", "administrator")
    op.bulk_insert(roles, [{"name": name} for name in names])


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_fs_uniquifier")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )


def _roles() -> None:
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "name IN ('officer', 'supervisor', 'policy_staff', 'auditor', 'administrator')", name=op.f("ck_roles_name_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )


def _accounts_roles() -> None:
    op.create_table(
        "accounts_roles",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_accounts_roles_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_accounts_roles_role_id_roles")),
        sa.PrimaryKeyConstraint("account_id", "role_id", name=op.f("pk_accounts_roles")),
    )
