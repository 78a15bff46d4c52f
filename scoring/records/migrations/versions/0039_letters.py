"""What letters said when they were issued."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it. Letters from before it are read off their acts, as they were."""
    op.create_table(
        "letters",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('acceptance', 'supplement', 'not-accepted')", name=op.f("ck_letters_kind_known")),
        sa.CheckConstraint("number > 0", name=op.f("ck_letters_number_positive")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_letters_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "kind", "number", name=op.f("pk_letters")),
    )
    for statement in guard_statements("letters", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("letters")
