"""The journal: every act leaves one event, and the events of a stream are a chain of hashes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row


class EventRow(Row):
    """One link. A stream is `application:<id>`, `policies` or `accounts`; `facts` is canonical JSON without anything personal.

    `note` are the words of the act, encrypted with the application's data key: the hash covers the ciphertext, so the
    chain still verifies when the key is destroyed.
    """

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("stream", "number"),
        sa.CheckConstraint("length(hash) = 64", name="hash_sha256"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(sa.String(24))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    facts: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[bytes | None]
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))
