"""Files that are kept beside the evidence of an application: what somebody hands in with an objection, signed proofs of service.

Contents lie where those of evidence do, sealed with the file's data key; names are encrypted here.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.evidence import Media, Scan
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class _KeptFile:
    """What is known of a file; `stored` is the random name under which its content lies."""

    name: Mapped[bytes]
    media: Mapped[str] = mapped_column(sa.String(32))
    size: Mapped[int]
    pages: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    stored: Mapped[str] = mapped_column(sa.String(32))
    scan: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


def _constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.UniqueConstraint("stored"),
        sa.CheckConstraint(one_of("media", Media), name="media_known"),
        sa.CheckConstraint(one_of("scan", Scan), name="scan_known"),
        sa.CheckConstraint("size > 0 AND pages > 0", name="not_empty"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
        sa.CheckConstraint("length(stored) = 32", name="stored_random"),
    )


class ObjectionFileRow(_KeptFile, Row):
    """A file that somebody handed in with an objection: whoever may not read who objects may not read it either."""

    __tablename__ = "objection_files"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "objection"), ("objections.application_id", "objections.number"), name="fk_objection_files_objection"
        ),
        *_constraints(),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    objection: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ServiceReceiptRow(_KeptFile, Row):
    """The signed proof of one recorded service, by document and turn."""

    __tablename__ = "service_receipts"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "document", "turn"),
            ("document_services.application_id", "document_services.number", "document_services.turn"),
            name="fk_service_receipts_service",
        ),
        *_constraints(),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


def objection_file_place(column: str, objection: int, number: int) -> str:
    """Give what `name` or `content` of a file of an objection is bound to, beside the key of the application."""
    return f"objection_files.{column}/{objection}/{number}"


def service_receipt_place(column: str, document: int, turn: int) -> str:
    """Likewise of the signed proof of a service."""
    return f"service_receipts.{column}/{document}/{turn}"
