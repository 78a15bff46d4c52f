"""A grant can be revoked, once the applicant was heard and two people signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0061"
down_revision = "0054"
branch_labels = None
depends_on = None

_TABLES = ("revocations", "revocation_steps")
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'approved_pending', 'publicity'"
)
_DECIDED = "'granted', 'refused', 'settled', 'lapsed', 'superseded', 'given_up', 'forfeited'"
_CHECKS = (
    (
        "status_known",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED})",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED}, 'revoked')",
    ),
    (
        "decided_application",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED})",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED}, 'revoked')",
    ),
)
_KINDS = "'stated', 'asked', 'waived', 'heard', 'revoked', 'dropped'"


def upgrade() -> None:
    """Widen the checks, create the tables and guard them."""
    for name, before, after in _CHECKS:
        _check(name, before, after)
    _revocations()
    _steps()
    for table in _TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables. Refused while files are revoked, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE status = 'revoked'"))
    if found:
        message = f"{found} decisions are revoked; the schema before cannot keep that"
        raise RuntimeError(message)
    for table in reversed(_TABLES):
        op.drop_table(table)
    for name, before, after in reversed(_CHECKS):
        _check(name, after, before)


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


def _revocations() -> None:
    op.create_table(
        "revocations",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("application_id", "number")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_revocations_application_id_applications")),
        sa.ForeignKeyConstraint(
            ["application_id", "document"], ["documents.application_id", "documents.number"], name="fk_revocations_documents"
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_revocations_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_revocations")),
        sa.UniqueConstraint("application_id", "number", "by", name=op.f("uq_revocations_application_id_number_by")),
    )


def _steps() -> None:
    op.create_table(
        "revocation_steps",
        *(
            sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)
            for name in ("application_id", "revocation", "number")
        ),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_revocation_steps_kind_known")),
        sa.CheckConstraint(
            "kind NOT IN ('revoked', 'dropped') OR proposed_by <> \"by\"", name=op.f("ck_revocation_steps_two_people")
        ),
        sa.CheckConstraint("(kind = 'heard') = (\"on\" IS NOT NULL)", name=op.f("ck_revocation_steps_day_of_hearings")),
        sa.ForeignKeyConstraint(
            ["application_id", "revocation", "proposed_by"],
            ["revocations.application_id", "revocations.number", "revocations.by"],
            name="fk_revocation_steps_revocation",
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_revocation_steps_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "revocation", "number", name=op.f("pk_revocation_steps")),
    )
