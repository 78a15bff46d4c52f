"""Rows of services become dataclasses here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.document import Service, ServiceChannel
from scoring.records import convert
from scoring.records.convert_kept_files import service_receipt
from scoring.records.documents import DocumentServiceRow
from scoring.records.kept_files import ServiceReceiptRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from scoring.application.kept_file import KeptFile
    from scoring.records.sealing import Seal


def services(session: Session, application_id: int, seal: Seal) -> Mapping[int, Service]:
    """Give the service of each document of a file, by the document's number, as it stands: the last that was recorded."""
    query = sa.select(DocumentServiceRow).where(DocumentServiceRow.application_id == application_id)
    rows = session.scalars(query.order_by(DocumentServiceRow.turn))
    kept = session.scalars(sa.select(ServiceReceiptRow).where(ServiceReceiptRow.application_id == application_id))
    receipts = {(row.document, row.turn): service_receipt(row, seal) for row in kept}
    return {row.number: _service(session, row, seal, receipts.get((row.number, row.turn))) for row in rows}


def service_place(column: str, number: int, turn: int) -> str:
    """Give where proof and reason of a service stand."""
    return f"document_services.{column}/{number}/{turn}"


def _service(session: Session, row: DocumentServiceRow, seal: Seal, receipt: KeptFile | None) -> Service:
    kept = {"proof": row.proof, "reason": row.reason}
    words = {name: seal.open(value, service_place(name, row.number, row.turn)) if value else "" for name, value in kept.items()}
    return Service(
        turn=row.turn,
        channel=ServiceChannel(row.channel),
        on=row.served_on,
        effective_on=row.effective_on,
        until=row.until,
        at=row.at,
        by=convert.account_name(session, row.by),
        receipt=receipt,
        **words,
    )
