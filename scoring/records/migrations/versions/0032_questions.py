"""An officer can put questions to the applicant of an accepted file, and the file's terms may wait for the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import guard_statements
from scoring.records.barring import bar_statement

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLES = ("question_sets", "questions", "question_answers")


def upgrade() -> None:
    """Create the tables and guard them."""
    op.create_table(
        "question_sets",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("paused_to", sa.Date(), nullable=True),
        sa.CheckConstraint("paused_to <= due", name=op.f("ck_question_sets_pause_within_term")),
        sa.CheckConstraint("number > 0", name=op.f("ck_question_sets_number_positive")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_question_sets_application_id_applications")),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_question_sets_asked_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "number", name=op.f("pk_question_sets")),
    )
    op.create_table(
        "questions",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("question_set", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "question_set"],
            ["question_sets.application_id", "question_sets.number"],
            name=op.f("fk_questions_application_id_question_set_question_sets"),
        ),
        sa.PrimaryKeyConstraint("application_id", "question_set", "number", name=op.f("pk_questions")),
    )
    _create_answers()
    for table in TABLES:
        for statement in guard_statements(table, op.get_bind().dialect.name):
            op.execute(statement)
    op.execute(bar_statement("question_sets", op.get_bind().dialect.name))


def _create_answers() -> None:
    op.create_table(
        "question_answers",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("question_set", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("declaration", sa.String(length=16), nullable=False),
        sa.Column("assessment", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_question_answers_digest_sha256")),
        sa.ForeignKeyConstraint(
            ["application_id", "question_set"],
            ["question_sets.application_id", "question_sets.number"],
            name=op.f("fk_question_answers_application_id_question_set_question_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "assessment"],
            ["assessments.application_id", "assessments.number"],
            name=op.f("fk_question_answers_application_id_assessment_assessments"),
        ),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_question_answers_by_accounts")),
        sa.PrimaryKeyConstraint("application_id", "question_set", name=op.f("pk_question_answers")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_question_answers_application_id_key")),
    )


def downgrade() -> None:
    """Drop the tables with everything in them."""
    for table in reversed(TABLES):
        op.drop_table(table)
