"""Reviews of what was decided, and what came of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0080"
down_revision = "0070"
branch_labels = None
depends_on = None

_TABLES = ("reviews", "review_steps")
_CONTESTS = "'refused', 'not_accepted', 'granted', 'abandoned'"
_KINDS = "'admitted', 'turned_down', 'withdrawn', 'proposed', 'returned', 'kept'"


def upgrade() -> None:
    """Create the tables and guard them."""
    _reviews()
    _steps()
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("is_recorded", sa.Boolean(), nullable=False),
        sa.Column("contests", sa.String(length=16), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"contests IN ({_CONTESTS})", name=op.f("ck_reviews_contests_known")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_reviews_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_reviews_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_reviews")),
        sa.UniqueConstraint("receipt", name=op.f("uq_reviews_receipt")),
        sa.UniqueConstraint("key", name=op.f("uq_reviews_key")),
    )
    op.create_index(op.f("ix_reviews_due"), "reviews", ["due"])


def _steps() -> None:
    op.create_table(
        "review_steps",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("review", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_review_steps_kind_known")),
        sa.CheckConstraint(
            "kind NOT IN ('kept', 'returned') OR proposed_by IS NOT NULL", name=op.f("ck_review_steps_proposed_before")
        ),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name=op.f("ck_review_steps_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "review"], ["reviews.application_id", "reviews.number"], name="fk_review_steps_review"
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "review", "proposal", "proposed_by"],
            [f"review_steps.{name}" for name in ("application_id", "review", "number", "by")],
            name="fk_review_steps_proposal",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_review_steps_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "review", "number", name=op.f("pk_review_steps")),
        sa.UniqueConstraint(
            "application_id", "review", "number", "by", name=op.f("uq_review_steps_application_id_review_number_by")
        ),
    )
