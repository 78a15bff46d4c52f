"""Lists of files whose retention is over, approved by two people, with what became of each file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_TABLES = ("disposal_lists", "disposal_items", "disposal_approvals", "disposal_outcomes")


def upgrade() -> None:
    """Create the tables and guard them."""
    op.create_table(
        "disposal_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_disposal_lists_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_lists")),
    )
    op.create_table(
        "disposal_items",
        *_keys("list_id", "application_id"),
        sa.Column("retention", sa.String(length=16), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        _of_list("disposal_items"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_disposal_items_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("list_id", "application_id", name=op.f("pk_disposal_items")),
    )
    op.create_table(
        "disposal_approvals",
        *_keys("list_id", "turn"),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("turn IN (1, 2)", name=op.f("ck_disposal_approvals_two_turns")),
        _of_list("disposal_approvals"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_disposal_approvals_account_id_accounts")),
        sa.PrimaryKeyConstraint("list_id", "turn", name=op.f("pk_disposal_approvals")),
        sa.UniqueConstraint("list_id", "account_id", name=op.f("uq_disposal_approvals_list_id_account_id")),
    )
    op.create_table(
        "disposal_outcomes",
        *_keys("list_id", "application_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.CheckConstraint("outcome IN ('erased', 'held', 'kept')", name=op.f("ck_disposal_outcomes_outcome_known")),
        sa.ForeignKeyConstraint(
            ["list_id", "application_id"],
            ["disposal_items.list_id", "disposal_items.application_id"],
            name=op.f("fk_disposal_outcomes_list_id_application_id_disposal_items"),
        ),
        sa.PrimaryKeyConstraint("list_id", "application_id", name=op.f("pk_disposal_outcomes")),
    )
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _keys(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in names]


def _of_list(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["list_id"], ["disposal_lists.id"], name=op.f(f"fk_{table}_list_id_disposal_lists"))
