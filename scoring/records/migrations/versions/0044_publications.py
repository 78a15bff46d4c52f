"""Public lists: what was proposed and published, line by line; an approved file may stand on one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

_TABLES = ("list_proposals", "publications", "publication_lines")
_STATUSES = (
    "'draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'approved_pending'"
)
_DECIDED = "'granted', 'refused', 'settled', 'lapsed'"
_CHECKS = (
    (
        "status_known",
        f"status IN ({_STATUSES}, 'approved', {_DECIDED})",
        f"status IN ({_STATUSES}, 'publicity', 'approved', {_DECIDED})",
    ),
    (
        "decided_application",
        f"kind = 'application' OR status NOT IN ('approved_pending', {_DECIDED})",
        f"kind = 'application' OR status NOT IN ('approved_pending', 'publicity', {_DECIDED})",
    ),
)


def upgrade() -> None:
    """Widen the checks, create the tables and guard them."""
    for name, before, after in _CHECKS:
        _check(name, before, after)
    _proposals()
    _publications()
    op.create_table(
        "publication_lines",
        sa.Column("publication_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_publication_lines_publication_id_publications")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_publication_lines_application_id_applications")
        ),
        sa.PrimaryKeyConstraint("publication_id", "number", name=op.f("pk_publication_lines")),
        sa.UniqueConstraint("publication_id", "application_id", name=op.f("uq_publication_lines_publication_id_application_id")),
    )
    op.create_index(op.f("ix_publication_lines_application_id"), "publication_lines", ["application_id"])
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables. Refused while files stand on a list, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM applications WHERE status = 'publicity'"))
    if found:
        message = f"{found} applications stand on a public list; the schema before cannot keep that"
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


def _whose(table: str) -> tuple[sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("office_id", sa.String(length=64), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f(f"ck_{table}_digest_sha256")),
        sa.ForeignKeyConstraint(
            ["scheme", "policy_version"],
            ["policies.scheme", "policies.version"],
            name=op.f(f"fk_{table}_scheme_policy_version_policies"),
        ),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f(f"fk_{table}_office_id_offices")),
    )


def _proposals() -> None:
    op.create_table(
        "list_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        *_whose("list_proposals"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_list_proposals_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_proposals")),
        sa.UniqueConstraint("id", "by", name=op.f("uq_list_proposals_id_by")),
    )
    op.create_index(op.f("ix_list_proposals_scheme"), "list_proposals", ["scheme"])


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        *_whose("publications"),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("measured", sa.Text(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("(proposal IS NULL) = (proposed_by IS NULL)", name=op.f("ck_publications_proposer_named")),
        sa.CheckConstraint("proposed_by IS NULL OR proposed_by <> published_by", name=op.f("ck_publications_two_people")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_publications_period_in_order")),
        sa.ForeignKeyConstraint(
            ["proposal", "proposed_by"], ["list_proposals.id", "list_proposals.by"], name="fk_publications_proposal"
        ),
        sa.ForeignKeyConstraint(["published_by"], ["accounts.id"], name=op.f("fk_publications_published_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("proposal", name=op.f("uq_publications_proposal")),
    )
    for column in ("scheme", "office_id", "starts_on", "ends_on"):
        op.create_index(op.f(f"ix_publications_{column}"), "publications", [column])
