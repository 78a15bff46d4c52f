"""Evidence: what each file is and where it lies. Its content lies outside the database, its name is encrypted here."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.evidence import Media, Scan
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class EvidenceRow(Row):
    """One file of an application. `stored` is the random name under which its content lies, sealed with the file's data key."""

    __tablename__ = "evidence"
    __table_args__ = (
        sa.UniqueConstraint("stored"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint(one_of("media", Media), name="media_known"),
        sa.CheckConstraint(one_of("scan", Scan), name="scan_known"),
        sa.CheckConstraint("size > 0 AND pages > 0", name="not_empty"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
        sa.CheckConstraint("length(stored) = 32", name="stored_random"),
        sa.CheckConstraint("valid_from <= valid_to", name="valid_in_order"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(64))
    item: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[bytes]
    media: Mapped[str] = mapped_column(sa.String(32))
    size: Mapped[int]
    pages: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    stored: Mapped[str] = mapped_column(sa.String(32))
    scan: Mapped[str] = mapped_column(sa.String(16))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    added_at: Mapped[datetime]
    added_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class EvidenceRemovalRow(Row):
    """That a file was taken out again, before the office looked at it or at the counter. Its content is deleted."""

    __tablename__ = "evidence_removals"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "number"), ("evidence.application_id", "evidence.number"), name="fk_evidence_removals_evidence"
        ),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
