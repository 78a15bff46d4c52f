"""Assessments, recommendations, decisions and what they unlock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_GUARDED = (
    "assessments",
    "recommendations",
    "decisions",
)


def upgrade() -> None:
    """Create the tables and guard the append-only ones."""
    _assessments()
    _recommendations()
    _decisions()
    _entitlements()
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables with everything in them."""
    op.drop_table("entitlements")
    op.drop_table("decisions")
    op.drop_table("recommendations")
    op.drop_table("assessments")


def _assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("round_digest", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("total", sa.String(length=32), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('vetoed', 'requirements_not_met', 'below_threshold', 'eligible', 'provisional')",
            name=op.f("ck_assessments_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_assessments_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_assessments_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_assessments_application_id_number")),
    )


def _recommendations() -> None:
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.Column("proposal", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("published_list", sa.String(length=300), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.CheckConstraint("proposal IN ('grant', 'refuse')", name=op.f("ck_recommendations_proposal_known")),
        sa.ForeignKeyConstraint(
            ["application_id", "assessment"],
            ["assessments.application_id", "assessments.number"],
            name=op.f("fk_recommendations_application_id_assessment_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_recommendations_application_id_applications")
        ),
        sa.ForeignKeyConstraint(["maker_id"], ["accounts.id"], name=op.f("fk_recommendations_maker_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("application_id", "number", "maker_id", name=op.f("uq_recommendations_application_id_number_maker_id")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_recommendations_application_id_number")),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("scheme", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("round_digest", sa.String(length=64), nullable=True),
        sa.Column("recommendation", sa.Integer(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("total", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("published_list", sa.String(length=300), nullable=False),
        sa.Column("package", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind <> 'granted' OR outcome = 'eligible'", name=op.f("ck_decisions_granted_eligible")),
        sa.CheckConstraint("kind IN ('granted', 'refused')", name=op.f("ck_decisions_kind_known")),
        sa.CheckConstraint(
            "outcome IN ('vetoed', 'requirements_not_met', 'below_threshold', 'eligible', 'provisional')",
            name=op.f("ck_decisions_outcome_known"),
        ),
        sa.CheckConstraint("maker_id <> checker_id", name=op.f("ck_decisions_two_people")),
        sa.ForeignKeyConstraint(
            ["application_id", "recommendation", "maker_id"],
            ["recommendations.application_id", "recommendations.number", "recommendations.maker_id"],
            name="fk_decisions_recommendation",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_decisions_application_id_applications")),
        sa.ForeignKeyConstraint(["checker_id"], ["accounts.id"], name=op.f("fk_decisions_checker_id_accounts")),
        sa.ForeignKeyConstraint(["maker_id"], ["accounts.id"], name=op.f("fk_decisions_maker_id_accounts")),
        sa.ForeignKeyConstraint(
            ["scheme", "policy_version"],
            ["policies.scheme", "policies.version"],
            name=op.f("fk_decisions_scheme_policy_version_policies"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("application_id", name=op.f("uq_decisions_application_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_decisions_reference")),
    )
    op.create_index(op.f("ix_decisions_kind"), "decisions", ["kind"])
    op.create_index(op.f("ix_decisions_scheme"), "decisions", ["scheme"])


def _entitlements() -> None:
    op.create_table(
        "entitlements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("entitlement", sa.String(length=64), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("service", sa.String(length=16), nullable=False),
        sa.Column("confers", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("starts", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("valid_for", sa.String(length=32), nullable=False),
        sa.Column("apply_within", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("apply_until", sa.Date(), nullable=True),
        sa.CheckConstraint("starts IN ('registration', 'decision')", name=op.f("ck_entitlements_starts_known")),
        sa.CheckConstraint("state <> 'in_force' OR since IS NOT NULL", name=op.f("ck_entitlements_in_force_since")),
        sa.CheckConstraint("state <> 'pending' OR since IS NULL", name=op.f("ck_entitlements_pending_without_day")),
        sa.CheckConstraint("state IN ('pending', 'in_force', 'lapsed')", name=op.f("ck_entitlements_state_known")),
        sa.ForeignKeyConstraint(
            ["application_id", "person"],
            ["persons.application_id", "persons.number"],
            name=op.f("fk_entitlements_application_id_person_persons"),
        ),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_entitlements_application_id_applications")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_entitlements_decision_id_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entitlements")),
        sa.UniqueConstraint("decision_id", "person", "entitlement", name=op.f("uq_entitlements_decision_id_person_entitlement")),
    )
    op.create_index(op.f("ix_entitlements_application_id"), "entitlements", ["application_id"])
    op.create_index(op.f("ix_entitlements_service"), "entitlements", ["service"])
    op.create_index(op.f("ix_entitlements_state"), "entitlements", ["state"])
