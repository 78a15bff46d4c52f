"""Issuing a document: in the transaction of the act it belongs to, with the next number, and what it says kept for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.document import SECRET_SIGNS, document_number
from scoring.application.plain import sha256
from scoring.application.procedure import organ_of
from scoring.casework.codes import new_code
from scoring.documents.glyphs import check_glyphs
from scoring.notices.document_texts import FORMS
from scoring.notices.documents import About, Mark, content_of
from scoring.policy.wording import text
from scoring.records.database import lock
from scoring.records.documents import DocumentRow
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application
    from scoring.application.document import DocumentKind, Issuing
    from scoring.application.due import Timing
    from scoring.application.status import Act
    from scoring.casework.file import File
    from scoring.notices.documents import Body
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Occasion:
    """The act that a document is issued by; `by` is None where the installation does it, `version` the file's after it."""

    session: Session
    row: ApplicationRow
    seal: Seal = field(repr=False)
    application: Application
    act: Act
    by: int | None
    at: datetime
    version: int


def occasion_of(file: File) -> Occasion:
    """Give the act that an officer has in hand."""
    by, version = file.officer.account_id, file.row.version + 1
    return Occasion(file.session, file.row, file.seal, file.application, file.move.act, by, file.at, version)


def about_of(occasion: Occasion, policy: Policy, timing: Timing) -> About:
    """Say what a document is about."""
    row = occasion.row
    office = occasion.session.get(OfficeRow, row.office_id) if row.office_id else None
    named = text({"zh": office.name_zh, "en": office.name_en}) if office else None
    organ = organ_of(policy.procedure, timing.defaults)
    return About(row.reference, occasion.application.applicant, policy, organ, named, local_day(occasion.at))


def issue(occasion: Occasion, timing: Timing, about: About, body: Body) -> dict[str, object]:
    """Issue a document, before the act is written; give what the act's event says of it.

    Who has an act in hand holds the file already, and then takes the next number: two acts issue one after the other, and one
    that fails gives its number back with everything else.

    Raises:
        InputRefused: `reason`: a character that no font of documents has.
    """
    session, row, issuing = occasion.session, occasion.row, timing.issuing
    series, year = series_of(session, issuing, row.office_id), about.on.year
    running = _next(session, series, body.kind, year)
    reference = document_number(series, FORMS[body.kind].word, year, running)
    content = content_of(about, body, Mark(reference, new_code(SECRET_SIGNS), issuing.verify_at))
    if occasion.by is not None:  # what silence gives waits for no font: the document is printed once there is one
        check_glyphs(content, font=issuing.font)
    last = session.scalar(sa.select(sa.func.max(DocumentRow.number)).where(DocumentRow.application_id == row.id))
    number = (last or 0) + 1
    made = DocumentRow(
        application_id=row.id,
        number=number,
        kind=body.kind,
        series=series,
        year=year,
        running=running,
        reference=reference,
        act=occasion.act,
        version=occasion.version,
        issued_at=occasion.at,
        issued_by=occasion.by,
        template=content["template"],
        content=occasion.seal.close_document(content, document_place(number)),
        digest=sha256(content),
    )
    session.add(made)
    session.flush()
    return {"document": reference, "document_digest": made.digest}


def document_place(number: int) -> str:
    """Give where the content of a document stands."""
    return f"documents.content/{number}"


def series_of(session: Session, issuing: Issuing, office: str | None) -> str:
    """Give what the numbers of an office begin with: its own word, else that of the nearest office above."""
    while office is not None:
        if office in issuing.offices:
            return issuing.offices[office]
        office = session.get_one(OfficeRow, office).within
    return issuing.series


def _next(session: Session, series: str, kind: DocumentKind, year: int) -> int:
    """Take the next number; whoever wants one of the same series waits until this transaction ends."""
    lock(session, f"documents/{series}/{kind}/{year}")
    of_these = sa.and_(DocumentRow.series == series, DocumentRow.kind == kind, DocumentRow.year == year)
    return (session.scalar(sa.select(sa.func.max(DocumentRow.running)).where(of_these)) or 0) + 1
