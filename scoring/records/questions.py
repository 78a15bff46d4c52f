"""What an officer asked the applicant of an accepted file, and what was answered: append-only, words under the file's data key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row


class QuestionSetRow(Row):
    """What was asked at once. `due` is the last day to answer; up to `paused_to` the file's terms wait for it at most."""

    __tablename__ = "question_sets"
    __table_args__ = (
        sa.CheckConstraint("paused_to <= due", name="pause_within_term"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date | None]
    paused_to: Mapped[date | None]


class QuestionRow(Row):
    """One question, what it is about, and the article that it rests on."""

    __tablename__ = "questions"
    __table_args__ = (
        sa.ForeignKeyConstraint(("application_id", "question_set"), ("question_sets.application_id", "question_sets.number")),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    question_set: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    about: Mapped[str] = mapped_column(sa.String(80))
    reference: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[bytes]


class QuestionDraftRow(Row):
    """What the holder has prepared of an answer to the questions of a set, one sealed document. It goes when it is sent.

    `revision` counts how often it was saved: the application itself does not change by it, and nobody else sees it.
    """

    __tablename__ = "question_drafts"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    question_set: Mapped[int]
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    content: Mapped[bytes]


class QuestionAnswerRow(Row):
    """The answer to a whole set, once: words and what it changed are one sealed document, which `digest` covers.

    `key` was made for the one form that was sent. `assessment` is that of the facts as they are declared since.
    """

    __tablename__ = "question_answers"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "key"),
        sa.ForeignKeyConstraint(("application_id", "question_set"), ("question_sets.application_id", "question_sets.number")),
        sa.ForeignKeyConstraint(("application_id", "assessment"), ("assessments.application_id", "assessments.number")),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    question_set: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    declaration: Mapped[str] = mapped_column(sa.String(16))
    assessment: Mapped[int | None]
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
    content: Mapped[bytes]
