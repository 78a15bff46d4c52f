"""The office tells the applicant of a file something in plain words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_TABLE = "file_messages"


def upgrade() -> None:
    """Create the table and guard it."""
    op.create_table(
        _TABLE,
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_file_messages_number_positive")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_file_messages_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_file_messages_by_accounts")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_file_messages_office_id_offices")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_file_messages")),
    )
    for statement in guard_statements(_TABLE, op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table(_TABLE)
