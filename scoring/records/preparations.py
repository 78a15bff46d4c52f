"""Drafts that somebody else fills in for a person: by authority, or at the counter."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row
from scoring.records.keys import BLIND_INDEX


class PreparationRow(Row):
    """Who fills a draft in for whom. The person is found by `blind`; it goes with the draft, and with the file's key.

    `authority_id` is None at the counter. `offered` is the version of the draft that was put before the person: what was changed
    afterwards is not. `sent_back` are their words, encrypted with the file's key.
    """

    __tablename__ = "preparations"
    __table_args__ = (sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    typed_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(sa.ForeignKey("authorities.id"))
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)
    begun_at: Mapped[datetime]
    offered: Mapped[int | None]
    sent_back: Mapped[bytes | None]
