"""Requests to correct or complete personal data, and their answers. All words are encrypted with the account's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.personal_request import AnswerKind
from scoring.records.database import Row, one_of


class PersonalRequestRow(Row):
    """One request of who holds an account, about the account or (`application_id`) one file; `key` makes one of many clicks."""

    __tablename__ = "personal_requests"
    __table_args__ = (sa.UniqueConstraint("receipt"), sa.UniqueConstraint("account_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    receipt: Mapped[str] = mapped_column(sa.String(32))
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    due: Mapped[date | None] = mapped_column(index=True)
    content: Mapped[bytes]


class PersonalAnswerRow(Row):
    """The answer to one request: there is one, and it stands."""

    __tablename__ = "personal_answers"
    __table_args__ = (sa.CheckConstraint(one_of("kind", AnswerKind), name="kind_known"),)

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("personal_requests.id"), primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)  # of who asked
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    content: Mapped[bytes]


def wanted_place(receipt: str) -> str:
    """Give where stands what is asked."""
    return f"personal_requests.content/{receipt}"


def answer_place(request_id: int) -> str:
    """Give where stands what is answered."""
    return f"personal_answers.content/{request_id}"
