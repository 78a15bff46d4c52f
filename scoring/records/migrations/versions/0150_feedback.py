"""意见反馈: what people say about the service, each with a data key of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0150"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables. They are not append-only: what was given is deleted when its term is over."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('praise', 'unclear', 'wrong', 'phone', 'access', 'other')", name=op.f("ck_feedback_kind_known")
        ),
        sa.CheckConstraint("length(number) = 9", name=op.f("ck_feedback_number_length")),
        sa.CheckConstraint("page = '' OR substr(page, 1, 1) = '/'", name=op.f("ck_feedback_page_is_a_path")),
        sa.CheckConstraint("replace(page, '?', '') = page", name=op.f("ck_feedback_page_without_query")),
        sa.CheckConstraint("page <> '' OR scheme = ''", name=op.f("ck_feedback_scheme_of_a_page")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (note IS NULL)",
            name=op.f("ck_feedback_closed_whole"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["accounts.id"], name=op.f("fk_feedback_closed_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("number", name=op.f("uq_feedback_number")),
        sa.UniqueConstraint("key", name=op.f("uq_feedback_key")),
    )
    op.create_index(op.f("ix_feedback_at"), "feedback", ["at"])
    op.create_table(
        "feedback_keys",
        sa.Column("feedback_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_keys_feedback_id_feedback")),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_feedback_keys")),
    )


def downgrade() -> None:
    """Drop them with everything in them."""
    op.drop_table("feedback_keys")
    op.drop_table("feedback")
