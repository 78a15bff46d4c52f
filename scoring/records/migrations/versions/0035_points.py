"""Points can be approved before an application, which then cites the approval.

What was filed before is an application.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import bar_statement
from scoring.records.citing import bind_statements

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_GUARDED = ("points_approvals", "points_citations")
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended'"
)
_STATUS = (
    f"status IN ({_STATUSES}, 'granted', 'refused', 'settled', 'lapsed')",
    f"status IN ({_STATUSES}, 'approved', 'granted', 'refused', 'settled', 'lapsed')",
)
_PROPOSAL = ("proposal IN ('grant', 'refuse')", "proposal IN ('grant', 'refuse', 'approve')")
_CHECKS = {
    "kind_known": "kind IN ('application', 'points')",
    "approved_points": "kind = 'points' OR status <> 'approved'",
    "decided_application": "kind = 'application' OR status NOT IN ('granted', 'refused', 'settled', 'lapsed')",
}
_OUTCOME = "outcome IN ('vetoed', 'requirements_not_met', 'below_threshold', 'eligible', 'provisional')"


def upgrade() -> None:
    """Widen the checks, say what each file is for, and create the tables."""
    _check("applications", "status_known", *_STATUS)
    _check("recommendations", "proposal_known", *_PROPOSAL)
    # as SQL: SQLite takes constraints only inside ADD COLUMN, and copying a table that others refer to would empty them
    checks = " ".join(f"CONSTRAINT ck_applications_{name} CHECK ({words})" for name, words in _CHECKS.items())
    op.execute(f"ALTER TABLE applications ADD COLUMN kind VARCHAR(16) DEFAULT 'application' NOT NULL {checks}")
    _approvals()
    _citations()
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in (*guard_statements(table, dialect), *bind_statements(table, dialect)):
            op.execute(statement)
    op.execute(bar_statement("points_approvals", dialect))


def downgrade() -> None:
    """Drop the tables. Refused while there is a points record, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE kind = 'points'"))
    if found:
        message = f"{found} files are points records; the schema before cannot keep them"
        raise RuntimeError(message)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in reversed(_GUARDED):
        op.drop_table(table)
        if is_postgresql:
            op.execute(f"DROP FUNCTION {table}_bound()")
    if not is_postgresql:  # drops no column that another one's CHECK names
        for name, words in _CHECKS.items():
            _replace("applications", f" CONSTRAINT ck_applications_{name} CHECK ({words})", "")
    op.drop_column("applications", "kind")
    _check("recommendations", "proposal_known", *reversed(_PROPOSAL))
    _check("applications", "status_known", *reversed(_STATUS))


def _check(table: str, name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
    else:
        _replace(table, before, after)


def _replace(table: str, before: str, after: str) -> None:
    """Change the words of a table on SQLite, which changes no CHECK.

    Copying the table would trip over all that refers to it; its words alone are changed instead, as
    https://sqlite.org/lang_altertable.html says for changes that touch no content.
    """
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"),
        {"before": before, "after": after, "table": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))


def _approvals() -> None:
    accounts = [
        sa.ForeignKeyConstraint([name], ["accounts.id"], name=op.f(f"fk_points_approvals_{name}_accounts"))
        for name in ("maker_id", "checker_id")
    ]
    op.create_table(
        "points_approvals",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recommendation", sa.Integer(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=64), nullable=False) for name in ("digest", "package")),
        *(sa.Column(name, sa.String(length=32), nullable=False) for name in ("outcome", "total")),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("maker_id <> checker_id", name=op.f("ck_points_approvals_two_people")),
        sa.CheckConstraint(_OUTCOME, name=op.f("ck_points_approvals_outcome_known")),
        sa.CheckConstraint("number > 0", name=op.f("ck_points_approvals_number_positive")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_points_approvals_hash_sha256")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_points_approvals_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "recommendation", "maker_id"],
            ["recommendations.application_id", "recommendations.number", "recommendations.maker_id"],
            name="fk_points_approvals_recommendation",
        ),
        *accounts,
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_points_approvals")),
        sa.UniqueConstraint("hash", name=op.f("uq_points_approvals_hash")),
    )


def _citations() -> None:
    op.create_table(
        "points_citations",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assessment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("approval", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_points_citations_application_id_applications")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "assessment"],
            ["assessments.application_id", "assessments.number"],
            name=op.f("fk_points_citations_application_id_assessment_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["approval"], ["points_approvals.hash"], name=op.f("fk_points_citations_approval_points_approvals")
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_points_citations_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "assessment", name=op.f("pk_points_citations")),
    )
    op.create_index(op.f("ix_points_citations_approval"), "points_citations", ["approval"])
