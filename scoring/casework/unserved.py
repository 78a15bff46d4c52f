"""The queue of what was issued and is not served yet: the oldest first, with how long the office has for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day, midnight
from scoring.application.document import DocumentKind
from scoring.application.moves import Guard
from scoring.application.serving import DECISIONS, serve_due, unserved_since
from scoring.casework.lists import counting, page_of
from scoring.casework.scope import barred, within
from scoring.errors import NotAllowed, PolicyUnknown
from scoring.policy.procedure import Procedure
from scoring.records import convert
from scoring.records.applications import ApplicationRow, PersonRow
from scoring.records.database import reading
from scoring.records.documents import DocumentRow, DocumentSealRow, DocumentServiceRow
from scoring.records.erasures import ErasureRow
from scoring.records.offices import OfficeRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from scoring.application.due import Due, Timing
    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.policy.library import Library
    from scoring.policy.wording import Text
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class UnservedSearch:
    """Which documents: of one kind, or overdue alone."""

    kind: DocumentKind | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Unserved:
    """A document that waits to be served. `due` is the end of the office's term; `applicant` is masked."""

    application: str
    number: int
    kind: DocumentKind
    reference: str
    at: datetime
    applicant: str
    office: Text | None
    is_sealed: bool
    due: Due


def list_unserved(  # noqa: PLR0913 - what it goes by, and who asks for what
    transaction: Transaction,
    library: Library,
    timing: Timing,
    search: UnservedSearch,
    wanted: Wanted,
    *,
    officer: Officer,
    today: date,
) -> Page[Unserved]:
    """Give one page of what waits in the officer's scope, the oldest first. Raises NotAllowed for those who may see no file."""
    with reading(transaction) as session:
        query = _waiting(library, timing, search, officer, today).order_by(DocumentRow.issued_at, DocumentRow.reference)
        return page_of(session, query, wanted, lambda row: _line(session, library, timing, row))


def count_unserved(transaction: Transaction, library: Library, timing: Timing, *, officer: Officer, today: date) -> tuple[int, int]:
    """Count what waits, and what of it is overdue. Raises NotAllowed for those who may see no file."""
    with reading(transaction) as session:
        searches = (UnservedSearch(), UnservedSearch(overdue=True))
        every, overdue = (session.scalars(counting(_waiting(library, timing, each, officer, today))).one() for each in searches)
        return every, overdue


def _waiting(
    library: Library, timing: Timing, search: UnservedSearch, officer: Officer, today: date
) -> sa.Select[*tuple[Any, ...]]:
    if not officer.may_read_files:
        raise NotAllowed("read", Guard.ROLE)
    same = sa.and_(DocumentSealRow.application_id == DocumentRow.application_id, DocumentSealRow.number == DocumentRow.number)
    served = sa.select(DocumentServiceRow.turn).where(
        DocumentServiceRow.application_id == DocumentRow.application_id, DocumentServiceRow.number == DocumentRow.number
    )
    erased = sa.select(ErasureRow.application_id).where(ErasureRow.application_id == DocumentRow.application_id)
    query = (
        sa.select(DocumentRow, ApplicationRow, PersonRow, OfficeRow, DocumentSealRow.number)
        .select_from(DocumentRow)
        .join(ApplicationRow, ApplicationRow.id == DocumentRow.application_id)
        .join(PersonRow, sa.and_(PersonRow.application_id == ApplicationRow.id, PersonRow.number == 0))
        .outerjoin(OfficeRow, OfficeRow.id == ApplicationRow.office_id)
        .outerjoin(DocumentSealRow, same)
        .where(within(officer), ~barred(officer.account_id), ~sa.exists(served), ~sa.exists(erased))
    )
    if search.kind is not None:
        query = query.where(DocumentRow.kind == search.kind)
    return query.where(sa.or_(sa.false(), *_overdue(library, timing, today))) if search.overdue else query


def _overdue(library: Library, timing: Timing, today: date) -> Iterator[sa.ColumnElement[bool]]:
    """Give, for every version that the library knows, the condition on a document that its term is over, or may be."""
    for policy in library.policies:
        found = unserved_since(policy.procedure, timing, today)
        if found is not None:
            of_it = (ApplicationRow.scheme == policy.scheme, ApplicationRow.policy_version == policy.version)
            kinds = (DocumentRow.kind.in_(DECISIONS),) if found.of_decisions else ()
            yield sa.and_(*of_it, DocumentRow.issued_at < midnight(found.before), *kinds)


def _line(session: Session, library: Library, timing: Timing, row: Any) -> Unserved:
    made, application, person, office, sealed = row
    try:
        procedure = library.find(application.scheme, application.policy_version).procedure
    except PolicyUnknown:
        procedure = Procedure()
    kind = DocumentKind(made.kind)
    return Unserved(
        application.reference,
        made.number,
        kind,
        made.reference,
        made.issued_at,
        convert.applicant(person, seal_of(session, application.id)).masked_name,
        convert.office(office).name if office else None,
        sealed is not None,
        serve_due(kind, local_day(made.issued_at), procedure, timing),
    )
