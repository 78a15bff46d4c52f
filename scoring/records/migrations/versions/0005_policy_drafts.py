"""Versions of policies on their way: drafts, submissions, withdrawals, and the release of each published version."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_GUARDED = (
    "policy_drafts",
    "policy_submissions",
    "policy_withdrawals",
    "policy_releases",
)
_OF_A_DRAFT = ("draft_id", "imported_by", "submitted_by", "published_by", '"on"')


def upgrade() -> None:
    """Create the tables, give every version published so far its release, and guard the tables."""
    _drafts()
    _submissions()
    _withdrawals()
    _releases()
    _release_what_is_published()
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("policy_releases")
    op.drop_table("policy_withdrawals")
    op.drop_table("policy_submissions")
    op.drop_table("policy_drafts")


def _drafts() -> None:
    op.create_table(
        "policy_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("vocabulary", sa.Text(), nullable=False),
        sa.Column("rounds", sa.Text(), nullable=False),
        sa.Column("rounds_number", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("digest IS NULL OR length(digest) = 64", name=op.f("ck_policy_drafts_digest_sha256")),
        sa.CheckConstraint("revision > 0", name=op.f("ck_policy_drafts_revision_positive")),
        sa.ForeignKeyConstraint(["imported_by"], ["accounts.id"], name=op.f("fk_policy_drafts_imported_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_drafts")),
        sa.UniqueConstraint("id", "imported_by", name=op.f("uq_policy_drafts_id_imported_by")),
        sa.UniqueConstraint("scheme", "version", "revision", name=op.f("uq_policy_drafts_scheme_version_revision")),
    )


def _submissions() -> None:
    op.create_table(
        "policy_submissions",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["policy_drafts.id"], name=op.f("fk_policy_submissions_draft_id_policy_drafts")),
        sa.ForeignKeyConstraint(["submitted_by"], ["accounts.id"], name=op.f("fk_policy_submissions_submitted_by_accounts")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_policy_submissions")),
        sa.UniqueConstraint("draft_id", "submitted_by", name=op.f("uq_policy_submissions_draft_id_submitted_by")),
    )


def _withdrawals() -> None:
    op.create_table(
        "policy_withdrawals",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["policy_drafts.id"], name=op.f("fk_policy_withdrawals_draft_id_policy_drafts")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["accounts.id"], name=op.f("fk_policy_withdrawals_withdrawn_by_accounts")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_policy_withdrawals")),
    )


def _releases() -> None:
    states = (" AND ".join(f"{name} {state}" for name in _OF_A_DRAFT) for state in ("IS NULL", "IS NOT NULL"))
    whole = " OR ".join(f"({state})" for state in states)
    op.create_table(
        "policy_releases",
        sa.Column("policy_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.Integer(), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text_sha256) = 64", name=op.f("ck_policy_releases_text_sha256")),
        sa.CheckConstraint(
            "published_by <> imported_by AND published_by <> submitted_by", name=op.f("ck_policy_releases_two_people")
        ),
        sa.CheckConstraint(whole, name=op.f("ck_policy_releases_whole")),
        sa.ForeignKeyConstraint(
            ["draft_id", "imported_by"],
            ["policy_drafts.id", "policy_drafts.imported_by"],
            name=op.f("fk_policy_releases_draft_id_imported_by_policy_drafts"),
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "submitted_by"],
            ["policy_submissions.draft_id", "policy_submissions.submitted_by"],
            name="fk_releases_submission",
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_policy_releases_policy_id_policies")),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_policy_releases_published_by_accounts")),
        sa.PrimaryKeyConstraint("policy_id", name=op.f("pk_policy_releases")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_policy_releases_draft_id")),
    )


def _release_what_is_published() -> None:
    """Until now the installation alone published, and no cases were kept."""
    policies = sa.table("policies", sa.column("id"), sa.column("text"))
    releases = sa.table(
        "policy_releases", sa.column("policy_id"), sa.column("text_sha256"), sa.column("cases"), sa.column("reason")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(policies)).all():
        digest = hashlib.sha256(row.text.encode()).hexdigest()
        connection.execute(releases.insert().values(policy_id=row.id, text_sha256=digest, cases="", reason=""))
