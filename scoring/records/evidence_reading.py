"""Rows of evidence become dataclasses; those that were taken out again say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.evidence import EvidenceFile, Media, Scan
from scoring.records.convert import account_name
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def name_place(number: int) -> str:
    """Where the name of a file stands."""
    return f"evidence.name/{number}"


def content_place(number: int) -> str:
    """What the content of a file is bound to, beside the key of its application."""
    return f"evidence.content/{number}"


def evidence_files(session: Session, application_id: int, seal: Seal) -> tuple[EvidenceFile, ...]:
    """Give every file of an application, by its number."""
    removed = set(session.scalars(sa.select(EvidenceRemovalRow.number).where(EvidenceRemovalRow.application_id == application_id)))
    rows = sa.select(EvidenceRow).where(EvidenceRow.application_id == application_id).order_by(EvidenceRow.number)
    return tuple(evidence_file(session, row, seal, is_removed=row.number in removed) for row in session.scalars(rows))


def evidence_file(session: Session, row: EvidenceRow, seal: Seal, *, is_removed: bool = False) -> EvidenceFile:
    """Give one file."""
    return EvidenceFile(
        number=row.number,
        kind=row.kind,
        item=row.item,
        name=seal.open(row.name, name_place(row.number)),
        media=Media(row.media),
        size=row.size,
        pages=row.pages,
        digest=row.digest,
        scan=Scan(row.scan),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        added_at=row.added_at,
        added_by=account_name(session, row.added_by),
        added_by_id=row.added_by,
        is_removed=is_removed,
    )
