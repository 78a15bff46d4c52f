"""Documents as they were issued. What each says is encrypted with its file's key; nothing of it is ever changed."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.document import ServiceChannel
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class DocumentRow(Row):
    """One document. `series`, `kind`, `year` and `running` make its 文号, `reference`; running numbers have no gaps.

    `act` and `version` name the act that issued it: the version that the file had after it. `template` is the form of the content.
    """

    __tablename__ = "documents"
    __table_args__ = (
        sa.UniqueConstraint("reference"),
        sa.UniqueConstraint("series", "kind", "year", "running"),
        sa.CheckConstraint("number > 0 AND running > 0", name="numbers_positive"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(32))
    series: Mapped[str] = mapped_column(sa.String(40))
    year: Mapped[int]
    running: Mapped[int]
    reference: Mapped[str] = mapped_column(sa.String(80))
    act: Mapped[str] = mapped_column(sa.String(32))
    version: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    issued_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    template: Mapped[int]
    content: Mapped[bytes]
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class DocumentSealRow(Row):
    """The sealed PDF of a document, under the file's key, and the certificate that signed it. Its event is in `SEALS`.

    The office's certificate is no person's, so it stands in clear; `digest` is that of the PDF in clear. `by` is None where the
    installation sealed it.
    """

    __tablename__ = "document_seals"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "number"), ("documents.application_id", "documents.number"), name="fk_document_seals_documents"
        ),
        sa.CheckConstraint("length(digest) = 64 AND length(fingerprint) = 64", name="digests_sha256"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    pdf: Mapped[bytes]
    digest: Mapped[str] = mapped_column(sa.String(64))
    subject: Mapped[str] = mapped_column(sa.Text)
    serial: Mapped[str] = mapped_column(sa.String(40))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class DocumentServiceRow(Row):
    """That a document was served, and what proves it; `turn` 1, and each that corrects the one before it.

    It refers to the seal: without one nothing is served. The account proves by the act alone; `until` is the day until which a
    public notice hung. `proof` and `reason` are under the file's key.
    """

    __tablename__ = "document_services"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "number"),
            ("document_seals.application_id", "document_seals.number"),
            name="fk_document_services_document_seals",
        ),
        sa.CheckConstraint("turn > 0", name="turn_positive"),
        sa.CheckConstraint(one_of("channel", ServiceChannel), name="channel_known"),
        sa.CheckConstraint("effective_on >= served_on", name="effect_not_before"),
        sa.CheckConstraint("(channel = 'account') = (proof IS NULL)", name="proof_of_what_is_typed"),
        sa.CheckConstraint("(channel = 'public_notice') = (until IS NOT NULL)", name="until_of_notices"),
        sa.CheckConstraint("(turn = 1) = (reason IS NULL)", name="reason_of_corrections"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[str] = mapped_column(sa.String(16))
    served_on: Mapped[date]
    effective_on: Mapped[date]
    until: Mapped[date | None]
    proof: Mapped[bytes | None]
    reason: Mapped[bytes | None]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


SEALS = "seals"
"""The stream of the journal that every sealing is written to: it is no act on the file, whose version stays."""
