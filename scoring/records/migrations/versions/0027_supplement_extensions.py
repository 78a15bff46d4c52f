"""The last day to answer a supplement can be moved, once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        "supplement_extensions",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.CheckConstraint("due > before", name=op.f("ck_supplement_extensions_later")),
        sa.ForeignKeyConstraint(
            ["application_id", "supplement"],
            ["supplements.application_id", "supplements.number"],
            name=op.f("fk_supplement_extensions_application_id_supplements"),
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_supplement_extensions_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "supplement", name=op.f("pk_supplement_extensions")),
    )
    for statement in guard_statements("supplement_extensions", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("supplement_extensions")
