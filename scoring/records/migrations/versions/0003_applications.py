"""Applications and the people in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_GUARDED = (
    "parts",
    "registrations",
)


def upgrade() -> None:
    """Create the tables and guard the append-only ones."""
    _applications()
    _data_keys()
    _persons()
    _identity_index()
    _parts()
    _registrations()
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("registrations")
    op.drop_table("parts")
    op.drop_table("identity_index")
    op.drop_table("persons")
    op.drop_table("data_keys")
    op.drop_table("applications")


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("redo", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "status IN ('accepted', 'recommended', 'granted', 'refused', 'settled', 'lapsed')",
            name=op.f("ck_applications_status_known"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_applications_version_positive")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_applications_recorded_by_accounts")),
        sa.ForeignKeyConstraint(
            ["scheme", "policy_version"],
            ["policies.scheme", "policies.version"],
            name=op.f("fk_applications_scheme_policy_version_policies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("reference", name=op.f("uq_applications_reference")),
    )
    op.create_index(op.f("ix_applications_scheme"), "applications", ["scheme"])
    op.create_index(op.f("ix_applications_status"), "applications", ["status"])


def _data_keys() -> None:
    op.create_table(
        "data_keys",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_data_keys_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_data_keys")),
    )


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("identity_number", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(number = 0) = (relation = 'applicant')", name=op.f("ck_persons_applicant_first")),
        sa.CheckConstraint("relation IN ('applicant', 'spouse', 'child')", name=op.f("ck_persons_relation_known")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_persons_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_persons")),
    )


def _identity_index() -> None:
    op.create_table(
        "identity_index",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(blind) = 32", name=op.f("ck_identity_index_blind_hmac")),
        sa.ForeignKeyConstraint(
            ["application_id", "number"],
            ["persons.application_id", "persons.number"],
            name=op.f("fk_identity_index_application_id_number_persons"),
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_identity_index")),
    )
    op.create_index(op.f("ix_identity_index_blind"), "identity_index", ["blind"])


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.CheckConstraint("part IN ('maker', 'checker')", name=op.f("ck_parts_part_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_parts_account_id_accounts")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_parts_application_id_applications")),
        sa.PrimaryKeyConstraint("application_id", "account_id", name=op.f("pk_parts")),
    )


def _registrations() -> None:
    op.create_table(
        "registrations",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "number"],
            ["persons.application_id", "persons.number"],
            name=op.f("fk_registrations_application_id_number_persons"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_registrations_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_registrations")),
    )
