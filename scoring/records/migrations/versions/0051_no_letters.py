"""Letters are read from the documents that were issued with them; what was kept of them apart goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the table: every letter was issued as a document too, which keeps all that it said."""
    op.drop_table("letters")


def downgrade() -> None:
    """Create the table again, empty."""
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
