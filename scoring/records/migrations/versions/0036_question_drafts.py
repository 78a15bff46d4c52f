"""What applicants prepare of an answer to questions, kept between visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "question_drafts",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_set", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_question_drafts_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_question_drafts")),
    )


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("question_drafts")
