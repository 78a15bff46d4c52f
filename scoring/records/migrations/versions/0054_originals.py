"""Originals are shown by whoever is approved, where the rules say so; who does not come may forfeit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0054"
down_revision = "0081"
branch_labels = None
depends_on = None

_TABLES = ("originals_summonses", "originals_steps")
_KINDS = "'reminded', 'seen', 'not_matching', 'asked', 'cause', 'proposed', 'returned', 'forfeited'"
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'approved_pending', 'publicity', 'approved'"
)
_DECIDED = "'granted', 'refused', 'settled', 'lapsed', 'superseded', 'given_up'"
_CHECKS = (
    ("status_known", f"status IN ({_STATUSES}, {_DECIDED})", f"status IN ({_STATUSES}, {_DECIDED}, 'forfeited')"),
    (
        "decided_application",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED})",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED}, 'forfeited')",
    ),
)


def upgrade() -> None:
    """Widen the checks, create the tables and guard them."""
    for name, before, after in _CHECKS:
        _check(name, before, after)
    _summonses()
    _steps()
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables. Refused while applications are forfeited, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE status = 'forfeited'"))
    if found:
        message = f"{found} applications are forfeited; the schema before cannot keep that"
        raise RuntimeError(message)
    for table in reversed(_TABLES):
        op.drop_table(table)
    for name, before, after in reversed(_CHECKS):
        _check(name, after, before)


def _summonses() -> None:
    op.create_table(
        "originals_summonses",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approval", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_originals_summonses_number_positive")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_originals_summonses_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "approval"],
            ["grant_approvals.application_id", "grant_approvals.recommendation"],
            name="fk_originals_summonses_approval",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_originals_summonses_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_originals_summonses")),
    )
    op.create_index(op.f("ix_originals_summonses_due"), "originals_summonses", ["due"])


def _steps() -> None:
    op.create_table(
        "originals_steps",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("summons", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_originals_steps_kind_known")),
        sa.CheckConstraint("\"by\" IS NOT NULL OR kind = 'reminded'", name=op.f("ck_originals_steps_somebody")),
        sa.CheckConstraint(
            "kind NOT IN ('returned', 'forfeited') OR proposed_by IS NOT NULL", name=op.f("ck_originals_steps_proposed_before")
        ),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name=op.f("ck_originals_steps_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "summons"],
            ["originals_summonses.application_id", "originals_summonses.number"],
            name="fk_originals_steps_summons",
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "summons", "proposal", "proposed_by"],
            [f"originals_steps.{name}" for name in ("application_id", "summons", "number", "by")],
            name="fk_originals_steps_proposal",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_originals_steps_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "summons", "number", name=op.f("pk_originals_steps")),
        sa.UniqueConstraint(
            "application_id", "summons", "number", "by", name=op.f("uq_originals_steps_application_id_summons_number_by")
        ),
    )


def _check(name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is; on SQLite the words of the table alone, as 0038 explains."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE applications DROP CONSTRAINT ck_applications_{name}")
        op.execute(f"ALTER TABLE applications ADD CONSTRAINT ck_applications_{name} CHECK ({after})")
        return
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'applications'"),
        {"before": f"({before})", "after": f"({after})"},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
