"""Accounts of applicants: the role, the key of each account, its contact with a blind index, and what was agreed to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STAFF = ("officer", "supervisor", "head", "department", "policy_staff", "auditor", "administrator", "agency")


def upgrade() -> None:
    """Put the role in and create the tables."""
    _roles((*_STAFF, "applicant"))
    _account_keys()
    _contacts()
    _contact_index()
    _consents()
    for statement in guard_statements("consents", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables, and take the role from who holds it: those accounts may do nothing more."""
    for table in ("consents", "contact_index", "contacts", "account_keys"):
        op.drop_table(table)
    _roles(_STAFF)


def _account_keys() -> None:
    op.create_table(
        "account_keys",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_keys_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_keys")),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('email', 'phone')", name=op.f("ck_contacts_kind_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_contacts_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contacts")),
    )


def _contact_index() -> None:
    op.create_table(
        "contact_index",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_contact_index_blind_hmac")),
        sa.ForeignKeyConstraint(["account_id"], ["contacts.account_id"], name=op.f("fk_contact_index_account_id_contacts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contact_index")),
        sa.UniqueConstraint("blind", name=op.f("uq_contact_index_blind")),
    )


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", "version", name=op.f("pk_consents")),
    )


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
