"""Files beside evidence: with objections, and signed proofs of service; who objected can be told what came of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0100"
down_revision = "0055"
branch_labels = None
depends_on = None

_TABLES = ("objection_files", "service_receipts")
_OBLIGED, _FREE = "notice_id INTEGER NOT NULL", "notice_id INTEGER"


def upgrade() -> None:
    """Create the tables and guard them; let a delivery belong to an objection instead of a notice."""
    _files("objection_files", ("application_id", "objection", "number"))
    _files("service_receipts", ("application_id", "document", "turn"))
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in guard_statements(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        op.execute("ALTER TABLE deliveries ALTER COLUMN notice_id DROP NOT NULL")
    else:
        _put(_OBLIGED, _FREE)
    _deliveries()


def downgrade() -> None:
    """Drop the tables with everything in them; what was not sent yet reaches nobody who objected."""
    op.execute("DELETE FROM deliveries WHERE notice_id IS NULL AND id IN (SELECT delivery_id FROM objector_deliveries)")
    op.drop_table("objector_deliveries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE deliveries ALTER COLUMN notice_id SET NOT NULL")
    else:
        _put(_FREE, _OBLIGED)
    for table in reversed(_TABLES):
        op.drop_table(table)


def _files(table: str, key: tuple[str, str, str]) -> None:
    of = {
        "objection_files": (["application_id", "objection"], ["objections.application_id", "objections.number"], "objection"),
        "service_receipts": (
            ["application_id", "document", "turn"],
            ["document_services.application_id", "document_services.number", "document_services.turn"],
            "service",
        ),
    }
    columns, references, name = of[table]
    op.create_table(
        table,
        *(sa.Column(column, sa.Integer(), autoincrement=False, nullable=False) for column in key),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stored", sa.String(length=32), nullable=False),
        sa.Column("scan", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.CheckConstraint(
            "media IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')", name=op.f(f"ck_{table}_media_known")
        ),
        sa.CheckConstraint("scan IN ('clean', 'not_scanned')", name=op.f(f"ck_{table}_scan_known")),
        sa.CheckConstraint("size > 0 AND pages > 0", name=op.f(f"ck_{table}_not_empty")),
        sa.CheckConstraint("length(digest) = 64", name=op.f(f"ck_{table}_digest_sha256")),
        sa.CheckConstraint("length(stored) = 32", name=op.f(f"ck_{table}_stored_random")),
        sa.ForeignKeyConstraint(columns, references, name=f"fk_{table}_{name}"),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("stored", name=op.f(f"uq_{table}_stored")),
    )


def _deliveries() -> None:
    op.create_table(
        "objector_deliveries",
        sa.Column("delivery_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("objection", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_objector_deliveries_delivery_id_deliveries")),
        sa.ForeignKeyConstraint(
            ["application_id", "objection"],
            ["objections.application_id", "objections.number"],
            name="fk_objector_deliveries_objection",
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_objector_deliveries")),
        sa.UniqueConstraint("application_id", "objection", name=op.f("uq_objector_deliveries_application_id_objection")),
    )


def _put(before: str, after: str) -> None:
    """Change the words of the table on SQLite, as 0038 explains."""
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'deliveries'"),
        {"before": before, "after": after},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
