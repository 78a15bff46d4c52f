"""Applications that are filed online: drafts, submissions, supplements, and not accepting by two people.

What was recorded before came in at the counter and was accepted at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_GUARDED = (
    "submissions",
    "supplements",
    "supplement_items",
    "supplement_answers",
    "intake_proposals",
    "non_acceptances",
)
_BEFORE = "status IN ('accepted', 'recommended', 'granted', 'refused', 'settled', 'lapsed')"
_NOW = (
    "status IN ('draft', 'discarded', 'expired', 'submitted', 'supplement', 'withdrawn', 'abandoned', 'not_accepted', "
    "'accepted', 'recommended', 'granted', 'refused', 'settled', 'lapsed')"
)
_CHANNEL = "channel IN ('online', 'counter', 'proxy', 'agent')"


def upgrade() -> None:
    """Widen the applications and create the tables."""
    _check_statuses(_BEFORE, _NOW)
    # as SQL: SQLite takes constraints only inside ADD COLUMN, and copying a table that others refer to would empty them
    account = "CONSTRAINT fk_applications_account_id_accounts REFERENCES accounts (id)"
    op.execute(f"ALTER TABLE applications ADD COLUMN account_id INTEGER {account}")
    known = f"CONSTRAINT ck_applications_channel_known CHECK ({_CHANNEL})"
    op.execute(f"ALTER TABLE applications ADD COLUMN channel VARCHAR(8) DEFAULT 'counter' NOT NULL {known}")
    for name in ("received_at", "accepted_at"):
        op.add_column("applications", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE applications SET received_at = recorded_at, accepted_at = recorded_at")
    op.create_index(op.f("ix_applications_account_id"), "applications", ["account_id"])
    for create in (_drafts, _submissions, _supplements, _items, _answers, _proposals, _non_acceptances):
        create()
    dialect = op.get_bind().dialect.name
    for table in _GUARDED:
        for statement in guard_statements(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Drop the tables. Refused while there is an application that the schema before does not know."""
    found = op.get_bind().scalar(sa.text(f"SELECT count(*) FROM applications WHERE NOT ({_BEFORE})"))  # noqa: S608 - words of ours
    if found:
        message = f"{found} applications were filed online; the schema before cannot keep them"
        raise RuntimeError(message)
    for table in (*reversed(_GUARDED), "drafts"):
        op.drop_table(table)
    op.drop_index(op.f("ix_applications_account_id"), "applications")
    for name in ("accepted_at", "received_at", "channel", "account_id"):
        op.drop_column("applications", name)
    _check_statuses(_NOW, _BEFORE)


def _check_statuses(before: str, after: str) -> None:
    """Put another CHECK of the statuses in place of the one there is."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE applications DROP CONSTRAINT ck_applications_status_known")
        op.execute(f"ALTER TABLE applications ADD CONSTRAINT ck_applications_status_known CHECK ({after})")
        return
    # SQLite changes no CHECK. Copying the table would trip over all that refers to it; its words alone are changed instead, as
    # https://sqlite.org/lang_altertable.html says for changes that touch no content
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'applications'"),
        {"before": before, "after": after},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_application("drafts"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_saved_at"), "drafts", ["saved_at"])


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("declaration", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=False),
        sa.CheckConstraint(_CHANNEL, name=op.f("ck_submissions_channel_known")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_submissions_digest_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_submissions_number_positive")),
        _of_application("submissions"),
        _by("submissions", "signed_by"),
        sa.ForeignKeyConstraint(
            ["application_id", "assessment"],
            ["assessments.application_id", "assessments.number"],
            name=op.f("fk_submissions_application_id_assessment_assessments"),
        ),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_submissions")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_submissions_application_id_key")),
    )


def _supplements() -> None:
    op.create_table(
        "supplements",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        _of_application("supplements"),
        _by("supplements", "asked_by"),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_supplements")),
    )


def _items() -> None:
    op.create_table(
        "supplement_items",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "supplement"],
            ["supplements.application_id", "supplements.number"],
            name=op.f("fk_supplement_items_application_id_supplement_supplements"),
        ),
        sa.PrimaryKeyConstraint("application_id", "supplement", "number", name=op.f("pk_supplement_items")),
    )


def _answers() -> None:
    op.create_table(
        "supplement_answers",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('answered', 'declined')", name=op.f("ck_supplement_answers_kind_known")),
        sa.ForeignKeyConstraint(
            ["application_id", "supplement", "number"],
            ["supplement_items.application_id", "supplement_items.supplement", "supplement_items.number"],
            name="fk_supplement_answers_item",
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "submission"],
            ["submissions.application_id", "submissions.number"],
            name=op.f("fk_supplement_answers_application_id_submission_submissions"),
        ),
        sa.PrimaryKeyConstraint("application_id", "supplement", "number", name=op.f("pk_supplement_answers")),
    )


def _proposals() -> None:
    op.create_table(
        "intake_proposals",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        _of_application("intake_proposals"),
        _by("intake_proposals", "maker_id"),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_intake_proposals")),
        sa.UniqueConstraint(
            "application_id", "number", "maker_id", name=op.f("uq_intake_proposals_application_id_number_maker_id")
        ),
    )


def _non_acceptances() -> None:
    op.create_table(
        "non_acceptances",
        sa.Column("application_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("maker_id <> checker_id", name=op.f("ck_non_acceptances_two_people")),
        _of_application("non_acceptances"),
        _by("non_acceptances", "maker_id"),
        _by("non_acceptances", "checker_id"),
        sa.ForeignKeyConstraint(
            ["application_id", "proposal", "maker_id"],
            ["intake_proposals.application_id", "intake_proposals.number", "intake_proposals.maker_id"],
            name="fk_non_acceptances_proposal",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_non_acceptances")),
    )


def _of_application(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f(f"fk_{table}_application_id_applications"))


def _by(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=op.f(f"fk_{table}_{column}_accounts"))
