"""Erasure by two people, and the algorithm of every blind index and of the digests of what is published and decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_BLIND = ("identity_index", "contact_index", "verified_identity_index", "account_codes", "authority_index")
_DIGESTS = ("policies", "policy_drafts", "assessments", "recommendations", "decisions", "submissions", "evidence")


def upgrade() -> None:
    """Create the tables and guard them; columns that are added say what always held."""
    _create()
    for table in ("erasure_proposals", "erasures"):
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
    for tables, algorithm in ((_BLIND, "hmac-sha256"), (_DIGESTS, "sha256")):
        for table in tables:
            op.add_column(table, sa.Column("algorithm", sa.String(length=16), server_default=algorithm, nullable=False))


def downgrade() -> None:
    """Drop the tables and columns."""
    for table in (*_BLIND, *_DIGESTS):
        op.drop_column(table, "algorithm")
    op.drop_table("erasures")
    op.drop_table("erasure_proposals")


def _create() -> None:
    op.create_table(
        "erasure_proposals",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retention", sa.String(length=16), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_erasure_proposals_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["accounts.id"], name=op.f("fk_erasure_proposals_proposed_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_erasure_proposals")),
        sa.UniqueConstraint("application_id", "proposed_by", name=op.f("uq_erasure_proposals_application_id_proposed_by")),
    )
    op.create_table(
        "erasures",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("erased_by", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("erased_by <> proposed_by", name=op.f("ck_erasures_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "proposed_by"],
            ["erasure_proposals.application_id", "erasure_proposals.proposed_by"],
            name=op.f("fk_erasures_application_id_proposed_by_erasure_proposals"),
        ),
        sa.ForeignKeyConstraint(["erased_by"], ["accounts.id"], name=op.f("fk_erasures_erased_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_erasures")),
    )
