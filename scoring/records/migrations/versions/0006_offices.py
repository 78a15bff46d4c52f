"""Offices, to which accounts and applications belong, and the whole list of roles.

What was recorded before belongs to no office: accounts without one see the whole installation, as they did.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FEW = ("officer", "supervisor", "policy_staff", "auditor", "administrator")
_ALL = ("officer", "supervisor", "head", "department", "policy_staff", "auditor", "administrator", "agency")


def upgrade() -> None:
    """Create the offices, let accounts and applications belong to them, and put in the roles that were missing."""
    op.create_table(
        "offices",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("division", sa.String(length=6), nullable=False),
        sa.Column("within", sa.String(length=64), nullable=True),
        sa.CheckConstraint("level IN ('window', 'district', 'city')", name=op.f("ck_offices_level_known")),
        sa.CheckConstraint("(level = 'city') = (within IS NULL)", name=op.f("ck_offices_city_on_top")),
        sa.CheckConstraint("length(division) = 6", name=op.f("ck_offices_division_code")),
        sa.ForeignKeyConstraint(["within"], ["offices.id"], name=op.f("fk_offices_within_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
    )
    op.create_index(op.f("ix_offices_within"), "offices", ["within"])
    for table in ("accounts", "applications"):
        # as SQL: SQLite takes a reference only inside ADD COLUMN, and copying a table that others refer to would empty them
        name = f"fk_{table}_office_id_offices"
        op.execute(f"ALTER TABLE {table} ADD COLUMN office_id VARCHAR(64) CONSTRAINT {name} REFERENCES offices (id)")
    op.create_index(op.f("ix_applications_office_id"), "applications", ["office_id"])
    _roles(_ALL)


def downgrade() -> None:
    """Take offices and the new roles away, also from those who hold them."""
    _roles(_FEW)
    op.drop_index(op.f("ix_applications_office_id"), "applications")
    for table in ("applications", "accounts"):
        op.drop_column(table, "office_id")
    op.drop_table("offices")


def _roles(names: tuple[str, ...]) -> None:
    """Make the table of roles anew with *names*, and give the accounts back what they held of them."""
    connection = op.get_bind()
    held = connection.execute(sa.text("SELECT account_id, name FROM accounts_roles JOIN roles ON roles.id = role_id")).all()
    op.drop_table("accounts_roles")
    op.drop_table("roles")
    allowed = ", ".join(f"'{name}'" for name in names)
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.CheckConstraint(f"name IN ({allowed})", name=op.f("ck_roles_name_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("name", name=op.f("uq_roles_name")),
    )
    op.bulk_insert(sa.table("roles", sa.column("name", sa.String)), [{"name": name} for name in names])
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
    give = sa.text("INSERT INTO accounts_roles (account_id, role_id) SELECT :account, id FROM roles WHERE name = :name")
    for account, name in held:
        connection.execute(give, {"account": account, "name": name})
