"""Sealing what was issued: once, when it is first asked for as PDF. From then on the document is the same bytes for ever."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from scoring.application.officer import Officer
from scoring.casework.file import find
from scoring.casework.issue import document_place
from scoring.casework.own import find_own
from scoring.documents.glyphs import lacking
from scoring.documents.setting import set_document
from scoring.documents.signing import sign
from scoring.errors import NotFound
from scoring.records.database import reading
from scoring.records.documents import SEALS, DocumentRow, DocumentSealRow
from scoring.records.journal import Entry, append
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.settings_seal import OfficeSeal

ACT = "seal_document"


def seal_document(
    transaction: Transaction, office: OfficeSeal | None, reference: str, number: int, *, asked_by: Officer | Holder, at: datetime
) -> None:
    """Set the document with the picture of the seal, sign it, and keep it. Nothing is done where it is sealed already.

    It is an act of the installation, by the seal that the office gave it: who asks decides nothing, and only has to be somebody
    who may read the document. It stays unsealed without a seal, with a certificate that is not good at the moment, and where no
    font has a character of it.

    Args:
        transaction: opens one.
        office: the seal; None where none is configured.
        reference: of the file.
        number: of the document within its file.
        asked_by: who asked for the document.
        at: the moment of the act, aware; it is signed too.

    Raises:
        NotFound: there is no such document, or none that this person may see.
        Erased: the file was erased, and its documents with it.
    """
    if office is None or not office.is_valid(at):
        return
    with reading(transaction) as session:
        row = _find(session, reference, asked_by)
        made = session.get(DocumentRow, (row.id, number))
        if made is None:
            raise NotFound("document", f"{reference}/{number}")
        if session.get(DocumentSealRow, (row.id, number)) is not None:
            return
        content, digest = seal_of(session, row.id).open_document(made.content, document_place(number)), made.digest
    if lacking(content):
        return
    pdf = sign(set_document(content, digest, seal=office.image), office, at)  # outside: nobody waits for it
    with transaction() as session:
        row = _find(session, reference, asked_by, lock=True)
        if session.get(DocumentSealRow, (row.id, number)) is None:  # else somebody was faster: what they were given stays
            _keep(session, session.get_one(DocumentRow, (row.id, number)), reference, pdf, office, at)


def _keep(session: Session, made: DocumentRow, reference: str, pdf: bytes, office: OfficeSeal, at: datetime) -> None:
    """Keep the signed PDF under the file's key, and write it down."""
    signed_by = {"subject": office.subject, "serial": office.serial, "fingerprint": office.fingerprint}
    kept = seal_of(session, made.application_id).close_content(pdf, sealed_place(made.number))
    found = hashlib.sha256(pdf).hexdigest()
    place = {"application_id": made.application_id, "number": made.number}
    session.add(DocumentSealRow(**place, at=at, by=None, pdf=kept, digest=found, **signed_by))
    named = {"application": reference, "document": made.reference, "document_digest": made.digest}
    append(session, Entry(SEALS, ACT, None, at, {**named, "pdf_digest": found, **signed_by}))
    session.flush()


def sealed_place(number: int) -> str:
    """Give where the sealed PDF of a document stands."""
    return f"document_seals.pdf/{number}"


def _find(session: Session, reference: str, asked_by: Officer | Holder, *, lock: bool = False) -> ApplicationRow:
    if isinstance(asked_by, Officer):
        return find(session, reference, asked_by, lock=lock)
    return find_own(session, reference, asked_by, lock=lock)
