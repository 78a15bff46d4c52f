"""What people say about the service: words under a key of their own, and no word of who said them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.feedback import PAGE_MAX, SCHEME_MAX, FeedbackKind
from scoring.records.database import Row, one_of

CLOSED_WHOLE = "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (note IS NULL)"


class FeedbackRow(Row):
    """What somebody said. `number` is chance, and what can be quoted; `key` makes one of many clicks."""

    __tablename__ = "feedback"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", FeedbackKind), name="kind_known"),
        sa.CheckConstraint("length(number) = 9", name="number_length"),
        sa.CheckConstraint("page = '' OR substr(page, 1, 1) = '/'", name="page_is_a_path"),
        sa.CheckConstraint("replace(page, '?', '') = page", name="page_without_query"),
        sa.CheckConstraint("page <> '' OR scheme = ''", name="scheme_of_a_page"),
        sa.CheckConstraint(CLOSED_WHOLE, name="closed_whole"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(16))
    key: Mapped[str] = mapped_column(sa.String(64))
    kind: Mapped[str] = mapped_column(sa.String(16))
    page: Mapped[str] = mapped_column(sa.String(PAGE_MAX))
    scheme: Mapped[str] = mapped_column(sa.String(SCHEME_MAX))
    words: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    note: Mapped[bytes | None]


class FeedbackKeyRow(Row):
    """The data key of one feedback, wrapped by the master key."""

    __tablename__ = "feedback_keys"

    feedback_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback.id"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]


def words_place(number: str) -> str:
    """Give where stands what was said."""
    return f"feedback.words/{number}"


def note_place(number: str) -> str:
    """Give where stands what was done."""
    return f"feedback.note/{number}"


def key_place(feedback_id: int) -> str:
    """Give where stands the data key."""
    return f"feedback_keys.wrapped/{feedback_id}"
