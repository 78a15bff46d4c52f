"""What departments were asked about files, how each request ended, which were late, and which imports answers came with."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.departments import CLOSINGS
from scoring.records.database import Row, one_of


class AgencyRequestRow(Row):
    """One request. Purpose, basis and the words of a contest stand encrypted together in `content`; `facts` are ids as JSON."""

    __tablename__ = "agency_requests"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.Index("ix_agency_requests_department_id", "department", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"))
    number: Mapped[int]
    department: Mapped[str] = mapped_column(sa.String(64))
    facts: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date | None]
    contests: Mapped[int | None]  # the number of another request of the file
    version: Mapped[int]  # of the application, once the request stood
    content: Mapped[bytes]


class AgencyBatchRow(Row):
    """An import of answers: who signed for it, and the digest of the very file. One file is imported once."""

    __tablename__ = "agency_batches"
    __table_args__ = (
        sa.UniqueConstraint("department", "digest"),
        sa.CheckConstraint("length(digest) = 64", name="digest_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    rows: Mapped[int]


class AgencyAnswerRow(Row):
    """How a request ended, once and for good. Values or words stand encrypted in `content`, with a random value."""

    __tablename__ = "agency_answers"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", CLOSINGS), name="kind_known"),
        sa.CheckConstraint("(kind = 'answer') = (valid_from IS NOT NULL)", name="answer_valid"),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="validity_in_order"),
        sa.CheckConstraint("length(digest) = 64", name="digest_length"),
    )

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("agency_requests.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency_batches.id"))
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    version: Mapped[int]  # of the application, once the request was closed
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16))
    content: Mapped[bytes]


class AgencyDelayRow(Row):
    """A request whose term ran out without an answer, noticed once."""

    __tablename__ = "agency_delays"

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("agency_requests.id"), primary_key=True)
    at: Mapped[datetime]
