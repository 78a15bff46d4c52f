"""A decided file can be followed by a new version; a correction says what was wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

_BEFORE = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'approved_pending', 'publicity', 'approved', 'granted', 'refused', 'settled', 'lapsed'"
)
_DECIDED = "'approved_pending', 'publicity', 'granted', 'refused', 'settled', 'lapsed'"
_NEW = "'superseded', 'given_up'"
_CHECKS = (
    ("applications", "status_known", f"status IN ({_BEFORE})", f"status IN ({_BEFORE}, {_NEW})"),
    (
        "applications",
        "decided_application",
        f"kind = 'application' OR status NOT IN ({_DECIDED})",
        f"kind = 'application' OR status NOT IN ({_DECIDED}, {_NEW})",
    ),
    (
        "parts",
        "part_known",
        "part IN ('maker', 'checker', 'reviewer')",
        "part IN ('maker', 'checker', 'reviewer', 'former')",
    ),
)
_OF_CAUSE = {
    "cause_known": "cause IN ('correction', 'review')",
    "version_of_one": "(cause IS NULL) = (replaces_id IS NULL)",
}


def upgrade() -> None:
    """Widen the checks, say what file each is a version of, and keep what was wrong."""
    for table, name, before, after in _CHECKS:
        _check(table, name, before, after)
    # as SQL: SQLite takes constraints only inside ADD COLUMN, and copying a table that others refer to would empty them
    name = "fk_applications_replaces_id_applications"
    op.execute(f"ALTER TABLE applications ADD COLUMN replaces_id INTEGER CONSTRAINT {name} REFERENCES applications (id)")
    checks = " ".join(f"CONSTRAINT ck_applications_{name} CHECK ({words})" for name, words in _OF_CAUSE.items())
    op.execute(f"ALTER TABLE applications ADD COLUMN cause VARCHAR(16) {checks}")
    in_hand = sa.text("status <> 'given_up'")
    op.create_index(
        "ux_applications_replaces_id",
        "applications",
        ["replaces_id"],
        unique=True,
        sqlite_where=in_hand,
        postgresql_where=in_hand,
    )
    op.create_table(
        "corrections",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_by", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("asked_by IN ('applicant', 'office')", name=op.f("ck_corrections_asked_by_known")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_corrections_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_corrections_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_corrections")),
    )
    for statement in guard_statements("corrections", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop what was added. Refused while there is a new version of a file, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE replaces_id IS NOT NULL"))
    if found:
        message = f"{found} files are new versions of decided ones; the schema before cannot keep them"
        raise RuntimeError(message)
    op.drop_table("corrections")
    op.drop_index("ux_applications_replaces_id", "applications")
    if op.get_bind().dialect.name != "postgresql":  # drops no column that another one's CHECK names
        for name, words in _OF_CAUSE.items():
            _replace("applications", f" CONSTRAINT ck_applications_{name} CHECK ({words})", "")
    op.drop_column("applications", "cause")
    op.drop_column("applications", "replaces_id")
    for table, name, before, after in reversed(_CHECKS):
        _check(table, name, after, before)


def _check(table: str, name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is; on SQLite the words of the table alone, as 0038 explains."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
    else:
        _replace(table, f"({before})", f"({after})")


def _replace(table: str, before: str, after: str) -> None:
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"),
        {"before": before, "after": after, "table": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
