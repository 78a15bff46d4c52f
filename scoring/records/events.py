"""The journal: every act leaves one event; the events of a stream are a chain of hashes, and so are all of them together."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import CURRENT
from scoring.records.database import Row


class EventRow(Row):
    """One act. A stream is `application:<id>`, `account:<id>` (an applicant's), or one of the office's such as `policies`.

    `facts` is canonical JSON without anything personal.

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
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=CURRENT, server_default=CURRENT)


class LinkRow(Row):
    """One link of the chain over all streams: the event at this place of the whole journal. No two links follow the same one."""

    __tablename__ = "journal_links"
    __table_args__ = (sa.CheckConstraint("length(hash) = 64", name="hash_length"),)

    sequence: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), unique=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16))
    previous: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64))
