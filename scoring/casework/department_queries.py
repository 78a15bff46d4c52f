"""The inbox of a department: what it is asked, and nothing else of the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.status import Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import refuse_barred
from scoring.casework.lines import Page
from scoring.casework.lists import counting, page_of
from scoring.casework.requests import is_closed, is_open, requests_within
from scoring.casework.scope import barred
from scoring.errors import NotAllowed, NotFound
from scoring.records import convert
from scoring.records.agencies import AgencyAnswerRow, AgencyRequestRow
from scoring.records.applications import ApplicationRow, PersonRow
from scoring.records.convert_agencies import agency_request, with_ends
from scoring.records.database import reading
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.departments import AgencyRequest
    from scoring.application.officer import Officer
    from scoring.application.persons import Applicant
    from scoring.casework.lines import Wanted
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

Which: TypeAlias = Literal["open", "overdue", "answered"]


@dataclass(frozen=True, slots=True)
class Received:
    """A request as its department sees it. `application` is the number of the file, for letters, and says nothing of it.

    `earlier` is the answer that this request contests. `is_open`: an answer is still wanted.
    """

    request: AgencyRequest
    application: str
    applicant: Applicant = field(repr=False)
    policy: Policy
    is_open: bool
    earlier: AgencyRequest | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """How much waits for a department."""

    open: int
    overdue: int


def list_requests(
    transaction: Transaction, library: Library, which: Which, wanted: Wanted, *, officer: Officer, today: date
) -> Page[Received]:
    """Give one page of what the officer's department is asked: what waits by its last day, what is answered the newest first.

    Raises NotAllowed for who answers for no department.
    """
    _refuse_others(officer)
    with reading(transaction) as session:
        query = received().where(requests_within(officer), _is(which, today))
        order = (AgencyAnswerRow.at.desc(),) if which == "answered" else (AgencyRequestRow.due.is_(None), AgencyRequestRow.due)
        return page_of(session, query.order_by(*order, AgencyRequestRow.id), wanted, lambda row: line_of(session, library, row))


def part_of_requests(transaction: Transaction, library: Library, number: int, size: int, *, officer: Officer) -> Page[Received]:
    """Give one part of what waits for the officer's department, by its last day: more at once than a page shows.

    Names and numbers stand in it whole: what is asked about files that the officer is barred from is a colleague's, and left out.
    Raises NotAllowed for who answers for no department.
    """
    _refuse_others(officer)
    with reading(transaction) as session:
        query = received().where(requests_within(officer), is_open(), ~barred(officer.account_id))
        total = session.scalars(counting(query)).one()
        empty: Page[Received] = Page((), 1, size, total)
        wanted = min(max(number, 1), empty.pages)
        ordered = query.order_by(AgencyRequestRow.due.is_(None), AgencyRequestRow.due, AgencyRequestRow.id)
        rows = session.execute(ordered.limit(size).offset((wanted - 1) * size)).all()
        return Page(tuple(line_of(session, library, row) for row in rows), wanted, size, total)


def count_requests(transaction: Transaction, *, officer: Officer, today: date) -> Inbox:
    """Count what waits. Raises NotAllowed for who answers for no department."""
    _refuse_others(officer)
    with reading(transaction) as session:
        counted = (
            sa.select(sa.func.count())
            .select_from(AgencyRequestRow)
            .join(ApplicationRow, ApplicationRow.id == AgencyRequestRow.application_id)
            .where(requests_within(officer))
        )
        return Inbox(*(session.scalars(counted.where(_is(which, today))).one() for which in ("open", "overdue")))


def read_request(transaction: Transaction, library: Library, request_id: int, *, officer: Officer) -> Received:
    """Give one request.

    Raises:
        NotFound: there is none, or it is another department's.
        NotAllowed: `no_interest`: it is about a file that the officer is barred from.
    """
    with reading(transaction) as session:
        query = received().where(AgencyRequestRow.id == request_id, requests_within(officer))
        row = session.execute(query).one_or_none()
        if row is None:
            raise NotFound("request", str(request_id))
        refuse_barred(session, row[0].application_id, officer)
        return line_of(session, library, row)


def _refuse_others(officer: Officer) -> None:
    if Role.DEPARTMENT not in officer.roles:
        raise NotAllowed("read", Guard.ROLE)


def received() -> sa.Select[*tuple[Any, ...]]:
    """Select every request beside its file."""
    query = with_ends().add_columns(ApplicationRow)
    return query.join(ApplicationRow, ApplicationRow.id == AgencyRequestRow.application_id)


def _is(which: str, today: date) -> sa.ColumnElement[bool]:
    match which:
        case "answered":
            return is_closed()
        case "overdue":
            return sa.and_(is_open(), AgencyRequestRow.due < today)
        case _:
            return is_open()


def line_of(session: Session, library: Library, row: Any) -> Received:
    """Give a row of `received` as its department sees it."""
    *parts, application = row
    seal = seal_of(session, application.id)
    request = agency_request(*parts, seal=seal)
    policy = pinned_policy(library, convert.policy_pin(session, application))
    applicant = convert.applicant(session.get_one(PersonRow, (application.id, 0)), seal)
    is_wanted = request.closing is None and application.status == Status.ACCEPTED
    return Received(request, application.reference, applicant, policy, is_wanted, _earlier(session, request, application))


def _earlier(session: Session, request: AgencyRequest, application: ApplicationRow) -> AgencyRequest | None:
    if request.contests is None:
        return None
    of_file = sa.and_(AgencyRequestRow.application_id == application.id, AgencyRequestRow.number == request.contests)
    found = session.execute(with_ends().where(of_file)).one()
    return agency_request(*found, seal=seal_of(session, application.id))
