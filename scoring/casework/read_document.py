"""Reading what was issued: every look at a whole document is written into the log of reads before the document is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.document import DocumentKind, DocumentSeal, IssuedDocument
from scoring.casework.file import find
from scoring.casework.issue import document_place
from scoring.casework.own import find_own
from scoring.casework.seal_document import sealed_place
from scoring.casework.viewing import View, note_view
from scoring.errors import NotFound
from scoring.records import convert
from scoring.records.convert_services import services
from scoring.records.database import reading
from scoring.records.documents import DocumentRow, DocumentSealRow
from scoring.records.sealing import Seal, seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def list_documents(transaction: Transaction, reference: str, *, officer: Officer) -> tuple[IssuedDocument, ...]:
    """Give what was issued on a file, the oldest first. Raises NotFound, also for what lies outside the officer's scope."""
    with reading(transaction) as session:
        return documents_of(session, find(session, reference, officer))


def list_own_documents(transaction: Transaction, reference: str, *, holder: Holder) -> tuple[IssuedDocument, ...]:
    """Give what was issued on one of the holder's own, the oldest first. Raises NotFound."""
    with reading(transaction) as session:
        return documents_of(session, find_own(session, reference, holder))


def read_document(transaction: Transaction, reference: str, number: int, *, officer: Officer, at: datetime) -> IssuedDocument:
    """Give one document. Raises NotFound: there is none, or none that the officer may see."""
    with transaction() as session:
        return _read(session, find(session, reference, officer), number, officer, at)


def read_own_document(transaction: Transaction, reference: str, number: int, *, holder: Holder, at: datetime) -> IssuedDocument:
    """Give one document of the holder's own. Raises NotFound, alike for another's and for none."""
    with transaction() as session:
        return _read(session, find_own(session, reference, holder), number, holder, at)


def _read(session: Session, row: ApplicationRow, number: int, by: Officer | Holder, at: datetime) -> IssuedDocument:
    found = next((each for each in documents_of(session, row) if each.number == number), None)
    if found is None:
        raise NotFound("document", f"{row.reference}/{number}")
    note_view(session, View(f"documents/{number}", row.reference), by=by, at=at)
    return found


def documents_of(session: Session, row: ApplicationRow) -> tuple[IssuedDocument, ...]:
    """Give what was issued on a file that was read, the oldest first."""
    query = sa.select(DocumentRow).where(DocumentRow.application_id == row.id).order_by(DocumentRow.number)
    seal = seal_of(session, row.id)
    sealed = session.scalars(sa.select(DocumentSealRow).where(DocumentSealRow.application_id == row.id))
    seals = {each.number: _seal(each, seal) for each in sealed}
    served = services(session, row.id, seal)
    return tuple(
        IssuedDocument(
            made.number,
            DocumentKind(made.kind),
            made.reference,
            made.issued_at,
            convert.account_name(session, made.issued_by),
            made.digest,
            seal.open_document(made.content, document_place(made.number)),
            seals.get(made.number),
            served.get(made.number),
        )
        for made in session.scalars(query)
    )


def _seal(row: DocumentSealRow, seal: Seal) -> DocumentSeal:
    pdf = seal.open_content(row.pdf, sealed_place(row.number))
    return DocumentSeal(row.at, row.digest, row.subject, row.serial, row.fingerprint, pdf)
