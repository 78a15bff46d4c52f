"""By which criteria and rows decisions gave points, to be searched; those made before are entered by a job."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "award_index",
        sa.Column("decision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="hmac-sha256", nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_award_index_blind_hmac")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_award_index_decision_id_decisions")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_award_index_application_id_applications")),
        sa.PrimaryKeyConstraint("decision_id", "blind", name=op.f("pk_award_index")),
    )
    op.create_index("ix_award_index_blind_decision_id", "award_index", ["blind", "decision_id"])
    op.create_index(op.f("ix_award_index_application_id"), "award_index", ["application_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("award_index")
