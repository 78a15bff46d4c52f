"""Files kept beside evidence: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.evidence import Media, Scan
from scoring.application.kept_file import KeptFile
from scoring.records.kept_files import ObjectionFileRow, ServiceReceiptRow, objection_file_place, service_receipt_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def objection_files(session: Session, application_id: int, objection: int, seal: Seal) -> tuple[KeptFile, ...]:
    """Give the files of an objection, as they were handed in."""
    of_it = (ObjectionFileRow.application_id == application_id, ObjectionFileRow.objection == objection)
    rows = session.scalars(sa.select(ObjectionFileRow).where(*of_it).order_by(ObjectionFileRow.number))
    return tuple(objection_file(row, seal) for row in rows)


def objection_file(row: ObjectionFileRow, seal: Seal) -> KeptFile:
    """Give one file of an objection."""
    return _file(row, row.number, seal.open(row.name, objection_file_place("name", row.objection, row.number)))


def service_receipt(row: ServiceReceiptRow, seal: Seal) -> KeptFile:
    """Give the signed proof of a service."""
    return _file(row, row.document, seal.open(row.name, service_receipt_place("name", row.document, row.turn)))


def _file(row: ObjectionFileRow | ServiceReceiptRow, number: int, name: str) -> KeptFile:
    return KeptFile(number, name, Media(row.media), row.size, row.pages, row.digest, Scan(row.scan), row.at)
