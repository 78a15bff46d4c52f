"""Later rounds of a published version are announced by a draft of their own, and published by a second person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0140"
down_revision = "0130"
branch_labels = None
depends_on = None

_TABLE = "rounds_releases"


def upgrade() -> None:
    """Say of each draft whether it is about rounds alone, and create the table of their releases, guarded."""
    op.add_column("policy_drafts", sa.Column("of_rounds", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        _TABLE,
        sa.Column("rounds_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "published_by <> imported_by AND published_by <> submitted_by", name=op.f("ck_rounds_releases_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "imported_by"], ["policy_drafts.id", "policy_drafts.imported_by"], name="fk_rounds_releases_draft"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "submitted_by"],
            ["policy_submissions.draft_id", "policy_submissions.submitted_by"],
            name="fk_rounds_releases_submission",
        ),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_rounds_releases_published_by_accounts")),
        sa.ForeignKeyConstraint(["rounds_id"], ["policy_rounds.id"], name=op.f("fk_rounds_releases_rounds_id_policy_rounds")),
        sa.PrimaryKeyConstraint("rounds_id", name=op.f("pk_rounds_releases")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_rounds_releases_draft_id")),
    )
    for statement in guard_statements(_TABLE, op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop them. Refused while there are such drafts: the schema before takes them for versions that may not be published."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM policy_drafts WHERE of_rounds"))
    if found:
        message = f"{found} drafts are about rounds alone; the schema before cannot keep them"
        raise RuntimeError(message)
    op.drop_table(_TABLE)
    op.drop_column("policy_drafts", "of_rounds")
