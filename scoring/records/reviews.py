"""复核: reviews of what was decided, and what came of each. All words are encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.moves_reviews import CONTESTED
from scoring.application.review import StepKind
from scoring.records.database import Row, one_of


class ReviewRow(Row):
    """One review. `content` holds the grounds, what is contested, and why it is late; `by` is who asked, or recorded it.

    `key` makes one review of however many clicks; `receipt` is its number.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        sa.UniqueConstraint("receipt"),
        sa.UniqueConstraint("key"),
        sa.CheckConstraint(one_of("contests", CONTESTED), name="contests_known"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    is_recorded: Mapped[bool]
    contests: Mapped[str] = mapped_column(sa.String(16))
    document: Mapped[int | None]
    last: Mapped[date | None]
    is_late: Mapped[bool]
    due: Mapped[date | None] = mapped_column(index=True)
    receipt: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes]


class ReviewStepRow(Row):
    """One step; `version_id` is the new version of the file that it opened.

    Who keeps the decision is never who proposed it: a foreign key to that proposal and a CHECK.
    """

    __tablename__ = "review_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "review"), ("reviews.application_id", "reviews.number"), name="fk_review_steps_review"
        ),
        sa.UniqueConstraint("application_id", "review", "number", "by"),  # for the foreign key to a proposal
        sa.ForeignKeyConstraint(
            ("application_id", "review", "proposal", "proposed_by"),
            ("review_steps.application_id", "review_steps.review", "review_steps.number", "review_steps.by"),
            name="fk_review_steps_proposal",
        ),
        sa.CheckConstraint(one_of("kind", StepKind), name="kind_known"),
        sa.CheckConstraint("kind NOT IN ('kept', 'returned') OR proposed_by IS NOT NULL", name="proposed_before"),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    review: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    proposal: Mapped[int | None]
    proposed_by: Mapped[int | None]
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"))
    words: Mapped[bytes]


def content_place(number: int) -> str:
    """Give where stands what a review asks for."""
    return f"reviews.content/{number}"


def words_place(review: int, number: int) -> str:
    """Give where stand the words of a step."""
    return f"review_steps.words/{review}/{number}"
