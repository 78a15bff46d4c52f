"""Rounds of schemes whose places are limited: their notices, their lists, and what came out of ranking them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0090"
down_revision = "0100"
branch_labels = None
depends_on = None

_TABLES = ("ranking_rounds", "round_freezes", "round_files", "round_removals", "round_results", "round_places")


def upgrade() -> None:
    """Create the tables and guard them."""
    for create in (_rounds, _freezes, _files, _removals, _results, _places):
        create()
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _rounds() -> None:
    op.create_table(
        "ranking_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=32), nullable=False),
        sa.Column("policy_digest", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("round_digest", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.Column("window_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("ties", sa.String(length=16), nullable=False),
        sa.Column("fills_up", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("ties IN ('admit_all', 'admit_none', 'draw_line')", name=op.f("ck_ranking_rounds_ties_known")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_ranking_rounds_digest_sha256")),
        sa.CheckConstraint("window_from < window_until", name=op.f("ck_ranking_rounds_window_in_order")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_ranking_rounds_office_id_offices")),
        sa.ForeignKeyConstraint(["opened_by"], ["accounts.id"], name=op.f("fk_ranking_rounds_opened_by_accounts")),
        sa.ForeignKeyConstraint(
            ["scheme", "policy_version"],
            ["policies.scheme", "policies.version"],
            name=op.f("fk_ranking_rounds_scheme_policy_version_policies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_rounds")),
    )
    op.create_index(op.f("ix_ranking_rounds_office_id"), "ranking_rounds", ["office_id"], unique=False)
    op.create_index(op.f("ix_ranking_rounds_scheme"), "ranking_rounds", ["scheme"], unique=False)


def _freezes() -> None:
    op.create_table(
        "round_freezes",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("files > 0", name=op.f("ck_round_freezes_somebody")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_round_freezes_digest_sha256")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_freezes_by_accounts")),
        sa.ForeignKeyConstraint(["round_id"], ["ranking_rounds.id"], name=op.f("fk_round_freezes_round_id_ranking_rounds")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_freezes")),
    )


def _files() -> None:
    op.create_table(
        "round_files",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation", sa.Integer(), nullable=False),
        sa.Column("district", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "recommendation"],
            ["grant_approvals.application_id", "grant_approvals.recommendation"],
            name="fk_round_files_approval",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_round_files_application_id_applications")),
        sa.ForeignKeyConstraint(["round_id"], ["round_freezes.round_id"], name=op.f("fk_round_files_round_id_round_freezes")),
        sa.PrimaryKeyConstraint("round_id", "application_id", name=op.f("pk_round_files")),
    )
    op.create_index(op.f("ix_round_files_application_id"), "round_files", ["application_id"], unique=False)


def _removals() -> None:
    op.create_table(
        "round_removals",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_removals_by_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id", "application_id"], ["round_files.round_id", "round_files.application_id"], name="fk_round_removals_file"
        ),
        sa.PrimaryKeyConstraint("round_id", "application_id", name=op.f("pk_round_removals")),
    )


def _results() -> None:
    op.create_table(
        "round_results",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Integer(), nullable=False),
        sa.Column("cuts", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_round_results_digest_sha256")),
        sa.CheckConstraint("turn > 0", name=op.f("ck_round_results_turn_positive")),
        sa.ForeignKeyConstraint(["round_id"], ["round_freezes.round_id"], name=op.f("fk_round_results_round_id_round_freezes")),
        sa.PrimaryKeyConstraint("round_id", "turn", name=op.f("pk_round_results")),
        sa.UniqueConstraint("round_id", "turn", "digest", name=op.f("uq_round_results_round_id_turn_digest")),
    )


def _places() -> None:
    op.create_table(
        "round_places",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "place IN ('admitted', 'outside', 'undecided', 'not_selected')", name=op.f("ck_round_places_place_known")
        ),
        sa.CheckConstraint("(rank IS NULL) = (place = 'outside')", name=op.f("ck_round_places_ranked")),
        sa.CheckConstraint("rank > 0", name=op.f("ck_round_places_rank_positive")),
        sa.ForeignKeyConstraint(
            ["round_id", "application_id"], ["round_files.round_id", "round_files.application_id"], name="fk_round_places_file"
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "turn"], ["round_results.round_id", "round_results.turn"], name="fk_round_places_result"
        ),
        sa.PrimaryKeyConstraint("round_id", "turn", "application_id", name=op.f("pk_round_places")),
    )
    op.create_index("ix_round_places_order", "round_places", ["round_id", "turn", "rank"], unique=False)
