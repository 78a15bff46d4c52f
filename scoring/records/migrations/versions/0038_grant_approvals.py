"""A grant is approved by a second person before it is made; nobody is two of maker, checker and reviewer of one file.

What was granted before was never approved apart, and stays as it is: the triggers look at new rows alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import bar_statement
from scoring.records.citing import bind_statements
from scoring.records.parting import PARTED, POSTGRESQL_FUNCTION, part_statement

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_TABLE = "grant_approvals"
_BOUND = (_TABLE, "decisions")
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended'"
)
_DECIDED = "'granted', 'refused', 'settled', 'lapsed'"
_CHECKS = (
    (
        "applications",
        "status_known",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED})",
        f"status IN ({_STATUSES}, 'approved_pending', 'approved', {_DECIDED})",
    ),
    (
        "applications",
        "decided_application",
        f"kind = 'application' OR status NOT IN ({_DECIDED})",
        f"kind = 'application' OR status NOT IN ('approved_pending', {_DECIDED})",
    ),
    ("parts", "part_known", "part IN ('maker', 'checker')", "part IN ('maker', 'checker', 'reviewer')"),
)


def upgrade() -> None:
    """Widen the checks, create the table, and lay the triggers."""
    for table, name, before, after in _CHECKS:
        _check(table, name, before, after)
    _approvals()
    dialect = op.get_bind().dialect.name
    for statement in (*guard_statements(_TABLE, dialect), bar_statement(_TABLE, dialect)):
        op.execute(statement)
    for table in _BOUND:
        for statement in bind_statements(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
    for table in PARTED:
        op.execute(part_statement(table, dialect))


def downgrade() -> None:
    """Drop the table. Refused while a grant is approved and not made, or somebody reviews, which the schema before cannot keep."""
    for table, condition, what in (
        ("applications", "status = 'approved_pending'", "applications are approved and not granted yet"),
        ("parts", "part = 'reviewer'", "people review files"),
    ):
        found = op.get_bind().scalar(sa.text(f"SELECT count(*) FROM {table} WHERE {condition}"))  # noqa: S608 - names of ours
        if found:
            message = f"{found} {what}; the schema before cannot keep that"
            raise RuntimeError(message)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in PARTED:
        op.execute(f"DROP TRIGGER {table}_one_part" + (f" ON {table}" if is_postgresql else ""))
    op.execute("DROP TRIGGER decisions_bound" + (" ON decisions" if is_postgresql else ""))
    op.drop_table(_TABLE)
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_other_part()")
        for table in _BOUND:
            op.execute(f"DROP FUNCTION {table}_bound()")
    for table, name, before, after in reversed(_CHECKS):
        _check(table, name, after, before)


def _check(table: str, name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is.

    On SQLite, which changes no CHECK, the words of the table alone are changed, as https://sqlite.org/lang_altertable.html says
    for changes that touch no content: copying the table would trip over all that refers to it.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
        return
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"),
        {"before": f"({before})", "after": f"({after})", "table": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))


def _approvals() -> None:
    op.create_table(
        _TABLE,
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("maker_id <> checker_id", name=op.f("ck_grant_approvals_two_people")),
        sa.CheckConstraint("length(package) = 64", name=op.f("ck_grant_approvals_package_sha256")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_grant_approvals_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "recommendation", "maker_id"],
            ["recommendations.application_id", "recommendations.number", "recommendations.maker_id"],
            name="fk_grant_approvals_recommendation",
        ),
        *(
            sa.ForeignKeyConstraint([name], ["accounts.id"], name=op.f(f"fk_grant_approvals_{name}_accounts"))
            for name in ("maker_id", "checker_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "recommendation", name=op.f("pk_grant_approvals")),
    )
