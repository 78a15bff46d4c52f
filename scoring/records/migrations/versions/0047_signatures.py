"""Keys of the service and of its officers, and what officers sign: nothing is decided any more that two did not sign.

What was decided before has no signatures and stays as it is: the trigger looks at new rows alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.signatures import signed_statements

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

_GUARDED = ("service_keys", "officer_keys", "signatures")


def upgrade() -> None:
    """Create the tables, guard what stays for good, and ask both signatures of every new decision."""
    _service_keys()
    _officer_keys()
    _signatures()
    op.add_column("recommendations", sa.Column("secret", sa.LargeBinary(), nullable=True))
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)
    for statement in signed_statements(dialect):
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER decisions_signed" + (" ON decisions" if is_postgresql else ""))
    if is_postgresql:
        op.execute("DROP FUNCTION decisions_signed()")
    for table in ("signatures", "officer_private_keys", "officer_keys", "service_private_keys", "service_keys"):
        op.drop_table(table)
    op.execute("ALTER TABLE recommendations DROP COLUMN secret")


def _algorithm() -> sa.Column[str]:
    return sa.Column("algorithm", sa.String(length=16), server_default="ed25519", nullable=False)


def _service_keys() -> None:
    op.create_table(
        "service_keys",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _algorithm(),
        sa.CheckConstraint("length(public) = 32", name=op.f("ck_service_keys_public_length")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_service_keys")),
        sa.UniqueConstraint("public", name=op.f("uq_service_keys_public")),
    )
    _private("service")


def _private(whose: str) -> None:
    table = f"{whose}_private_keys"
    op.create_table(
        table,
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number"], [f"{whose}_keys.number"], name=op.f(f"fk_{table}_number_{whose}_keys")),
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
    )


def _officer_keys() -> None:
    op.create_table(
        "officer_keys",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service_key", sa.Integer(), nullable=False),
        sa.Column("countersignature", sa.LargeBinary(), nullable=False),
        _algorithm(),
        sa.CheckConstraint("length(public) = 32", name=op.f("ck_officer_keys_public_length")),
        sa.CheckConstraint("length(countersignature) = 64", name=op.f("ck_officer_keys_countersignature_length")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_officer_keys_account_id_accounts")),
        sa.ForeignKeyConstraint(["service_key"], ["service_keys.number"], name=op.f("fk_officer_keys_service_key_service_keys")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_officer_keys")),
        sa.UniqueConstraint("number", "account_id", name=op.f("uq_officer_keys_number_account_id")),
        sa.UniqueConstraint("public", name=op.f("uq_officer_keys_public")),
    )
    op.create_index(op.f("ix_officer_keys_account_id"), "officer_keys", ["account_id"])
    _private("officer")


def _signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        _algorithm(),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_signatures_digest_sha256")),
        sa.CheckConstraint("length(signature) = 64", name=op.f("ck_signatures_signature_length")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_signatures_application_id_applications")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_signatures_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["application_id", "recommendation"],
            ["recommendations.application_id", "recommendations.number"],
            name="fk_signatures_recommendation",
        ),
        sa.ForeignKeyConstraint(
            ["key", "account_id"], ["officer_keys.number", "officer_keys.account_id"], name="fk_signatures_officer_key"
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_signatures")),
        sa.UniqueConstraint(
            "application_id", "recommendation", "act", name=op.f("uq_signatures_application_id_recommendation_act")
        ),
    )
