"""Sealing what was issued: once, soon after, or when it is first asked for. From then on it is the same bytes for ever."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from scoring.application.officer import Officer
from scoring.casework.file import find
from scoring.casework.issue import document_place
from scoring.casework.one_by_one import one_by_one
from scoring.casework.own import find_own
from scoring.documents.glyphs import lacking
from scoring.documents.setting import set_document
from scoring.documents.signing import sign
from scoring.errors import NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.documents import SEALS, DocumentRow, DocumentSealRow
from scoring.records.erasures import ErasureRow
from scoring.records.journal import Entry, append
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction
    from scoring.settings_seal import OfficeSeal

Asking: TypeAlias = "Officer | Holder | None"
ACT = "seal_document"


def seal_document(  # noqa: PLR0913 - what seals what, for whom and when
    transaction: Transaction,
    office: OfficeSeal | None,
    reference: str,
    number: int,
    *,
    asked_by: Asking,
    at: datetime,
    font: str = "",
) -> None:
    """Set the document with the picture of the seal, sign it, and keep it. Nothing is done where it is sealed already.

    It stays unsealed without a seal, with a certificate that is not good at the moment, and where no font has a character of it.

    Args:
        transaction: opens one.
        office: the seal.
        reference: of the file.
        number: of the document within its file.
        asked_by: who asked for the document; None: nobody did, and it comes round (`seal_documents`).
        at: the moment of the act, aware; it is signed too.
        font: a further one, as the office's `Issuing` names it.

    Raises:
        NotFound, Erased: there is no such document, or none that this person may see; or it was erased with its file.
    """
    if office is None or not office.is_valid(at):
        return
    with reading(transaction) as session:
        made = _unsealed(session, _find(session, reference, asked_by), number)
        if made is None:
            return
        content, digest = seal_of(session, made.application_id).open_document(made.content, document_place(number)), made.digest
    if lacking(content, font):
        return
    pdf = sign(set_document(content, digest, seal=office.image, font=font), office, at)  # outside: nobody waits for it
    with transaction() as session:
        again = _unsealed(session, _find(session, reference, asked_by, lock=True), number)
        if again is not None:  # else somebody was faster: what they were given stays
            _keep(session, again, reference, pdf, office, at)


def _unsealed(session: Session, row: ApplicationRow, number: int) -> DocumentRow | None:
    """Give a document that is not sealed yet; None where it is. Raises NotFound where there is no such document."""
    made = session.get(DocumentRow, (row.id, number))
    if made is None:
        raise NotFound("document", f"{row.reference}/{number}")
    return made if session.get(DocumentSealRow, (row.id, number)) is None else None


def seal_documents(transaction: Transaction, office: OfficeSeal | None, *, at: datetime, font: str = "") -> int:
    """Seal whatever was issued and is not sealed yet, the oldest first; give how many were. For the schedule.

    What stays unsealed, since no font has a character of it, is tried again the next time.
    """
    if office is None or not office.is_valid(at):
        return 0
    same = sa.and_(DocumentSealRow.application_id == DocumentRow.application_id, DocumentSealRow.number == DocumentRow.number)
    erased = sa.select(ErasureRow.application_id).where(ErasureRow.application_id == DocumentRow.application_id)
    query = (
        sa.select(ApplicationRow.reference, DocumentRow.number)
        .join(ApplicationRow, ApplicationRow.id == DocumentRow.application_id)
        .outerjoin(DocumentSealRow, same)
        .where(DocumentSealRow.number.is_(None), ~sa.exists(erased))
        .order_by(DocumentRow.issued_at, DocumentRow.reference)
    )
    with reading(transaction) as session:
        found = session.execute(query).all()
    one_by_one(found, lambda each: seal_document(transaction, office, *each, asked_by=None, at=at, font=font))
    with reading(transaction) as session:
        return len(found) - len(session.execute(query).all())


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


def _find(session: Session, reference: str, asked_by: Asking, *, lock: bool = False) -> ApplicationRow:
    if asked_by is None:
        query = sa.select(ApplicationRow).where(ApplicationRow.reference == reference)
        return session.scalars(query.with_for_update() if lock else query).one()
    if isinstance(asked_by, Officer):
        return find(session, reference, asked_by, lock=lock)
    return find_own(session, reference, asked_by, lock=lock)
