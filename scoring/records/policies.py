"""Published policies: append-only, the seed of every compiled policy of a running service."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class PolicyRow(Row):
    """One published version: its raw text and vocabulary, and the digest of what they mean together."""

    __tablename__ = "policies"
    __table_args__ = (
        sa.UniqueConstraint("scheme", "version"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64))
    version: Mapped[str] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    vocabulary: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class RoundsRow(Row):
    """The rounds of a scheme as announced: each change is one more row, the highest number is the newest."""

    __tablename__ = "policy_rounds"
    __table_args__ = (sa.UniqueConstraint("scheme", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
