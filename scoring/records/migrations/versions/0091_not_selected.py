"""Two people publish the result of a round, and each of its files is in or not selected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

_TABLES = ("round_holds", "round_returns", "round_publications", "round_outcomes")
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'approved_pending', 'publicity'"
)
_DECIDED = "'granted', 'refused', 'settled', 'lapsed', 'superseded', 'given_up', 'forfeited', 'revoked'"
_CONTESTS = "'refused', 'not_accepted', 'granted', 'abandoned', 'forfeited'"
_CHECKS = (
    (
        "applications",
        "status_known",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED})",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED}, 'not_selected')",
    ),
    (
        "applications",
        "decided_application",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED})",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED}, 'not_selected')",
    ),
    ("reviews", "contests_known", f"contests IN ({_CONTESTS})", f"contests IN ({_CONTESTS}, 'not_selected')"),
)


def upgrade() -> None:
    """Widen the checks, create the tables and guard them."""
    for table, name, before, after in _CHECKS:
        _check(table, name, before, after)
    for create in (_holds, _returns, _publications, _outcomes):
        create()
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables. Refused while applications are not selected, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE status = 'not_selected'"))
    asked = op.get_bind().scalar(sa.text("SELECT count(*) FROM reviews WHERE contests = 'not_selected'"))
    if found or asked:
        message = f"{found} applications are not selected, {asked} reviews are about that; the schema before cannot keep it"
        raise RuntimeError(message)
    for table in reversed(_TABLES):
        op.drop_table(table)
    for table, name, before, after in reversed(_CHECKS):
        _check(table, name, after, before)


def _holds() -> None:
    op.create_table(
        "round_holds",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_round_holds_number_positive")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_holds_by_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id", "turn", "digest"],
            ["round_results.round_id", "round_results.turn", "round_results.digest"],
            name="fk_round_holds_result",
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_round_holds")),
        sa.UniqueConstraint("round_id", "number", "by", name=op.f("uq_round_holds_round_id_number_by")),
    )


def _returns() -> None:
    op.create_table(
        "round_returns",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint('held_by <> "by"', name=op.f("ck_round_returns_two_people")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_returns_by_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id", "number", "held_by"],
            ["round_holds.round_id", "round_holds.number", "round_holds.by"],
            name="fk_round_returns_hold",
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_round_returns")),
    )


def _publications() -> None:
    op.create_table(
        "round_publications",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint('held_by <> "by"', name=op.f("ck_round_publications_two_people")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_round_publications_digest_sha256")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_round_publications_by_accounts")),
        sa.ForeignKeyConstraint(
            ["round_id", "number", "held_by"],
            ["round_holds.round_id", "round_holds.number", "round_holds.by"],
            name="fk_round_publications_hold",
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_publications")),
    )


def _outcomes() -> None:
    op.create_table(
        "round_outcomes",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.CheckConstraint("outcome IN ('admitted', 'not_selected')", name=op.f("ck_round_outcomes_outcome_known")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_round_outcomes_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round_publications.round_id"], name=op.f("fk_round_outcomes_round_id_round_publications")
        ),
        sa.PrimaryKeyConstraint("round_id", "application_id", "recommendation", name=op.f("pk_round_outcomes")),
    )
    op.create_index(op.f("ix_round_outcomes_application_id"), "round_outcomes", ["application_id"], unique=False)


def _check(table: str, name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is; on SQLite the words of the table alone, as 0038 explains."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
        return
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"),
        {"before": f"({before})", "after": f"({after})", "table": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
