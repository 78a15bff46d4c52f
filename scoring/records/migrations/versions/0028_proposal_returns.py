"""A proposal not to accept can be returned by a second person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and guard it."""
    people = [
        sa.ForeignKeyConstraint([name], ["accounts.id"], name=op.f(f"fk_proposal_returns_{name}_accounts"))
        for name in ("maker_id", "checker_id")
    ]
    op.create_table(
        "proposal_returns",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("maker_id <> checker_id", name=op.f("ck_proposal_returns_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_proposal_returns_application_id_applications")
        ),
        *people,
        sa.ForeignKeyConstraint(
            ["application_id", "proposal", "maker_id"],
            ["intake_proposals.application_id", "intake_proposals.number", "intake_proposals.maker_id"],
            name="fk_proposal_returns_proposal",
        ),
        sa.PrimaryKeyConstraint("application_id", "proposal", name=op.f("pk_proposal_returns")),
    )
    for statement in guard_statements("proposal_returns", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("proposal_returns")
