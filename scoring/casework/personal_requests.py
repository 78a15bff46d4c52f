"""Reading requests to correct personal data: those of the own account; the queue of the office, and one of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.personal_request import AnswerKind, GivenAnswer, PersonalRequest, Wanted
from scoring.application.status import Status
from scoring.casework.holders import find_account
from scoring.casework.lists import counting, page_of
from scoring.casework.scope import barred, within
from scoring.errors import NotAllowed, NotFound
from scoring.records.account_sealing import account_seal
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.holders import AccountKeyRow
from scoring.records.personal_requests import PersonalAnswerRow, PersonalRequestRow, answer_place, wanted_place

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.casework.lines import Page
    from scoring.casework.lines import Wanted as WantedPage
    from scoring.records.database import Transaction

ANSWERING = frozenset({Role.OFFICER, Role.SUPERVISOR})
"""Who answers."""


def own_requests(transaction: Transaction, *, holder: Holder) -> tuple[PersonalRequest, ...]:
    """Give the holder's own requests, the newest first. Raises NotFound where the account was closed meanwhile."""
    with reading(transaction) as session:
        account_id = find_account(session, holder.account_id).id
        query = _query().where(PersonalRequestRow.account_id == account_id).order_by(PersonalRequestRow.id.desc())
        return tuple(_request(session, *row) for row in session.execute(query).all())


def list_requests(
    transaction: Transaction, wanted: WantedPage, *, officer: Officer, answered: bool = False
) -> Page[PersonalRequest]:
    """Give one page of the queue, what is due first first; or of what was answered. Raises NotAllowed for who does not answer."""
    with reading(transaction) as session:
        is_answered = PersonalAnswerRow.request_id.is_not(None)
        query = _seen(officer).where(is_answered if answered else ~is_answered)
        order = (PersonalRequestRow.id.desc(),) if answered else (PersonalRequestRow.due, PersonalRequestRow.id)
        return page_of(session, query.order_by(*order), wanted, lambda row: _request(session, *row))


def count_requests(transaction: Transaction, *, officer: Officer, today: date) -> tuple[int, int]:
    """Count what waits, and what of it is overdue. Raises NotAllowed for who does not answer."""
    waiting = _seen(officer).where(PersonalAnswerRow.request_id.is_(None))
    with reading(transaction) as session:
        every = session.scalars(counting(waiting)).one()
        return every, session.scalars(counting(waiting.where(PersonalRequestRow.due < today))).one()


def read_request(transaction: Transaction, request_id: int, *, officer: Officer) -> PersonalRequest:
    """Give one request. Raises NotFound, also for what lies out of scope; NotAllowed for who does not answer."""
    with reading(transaction) as session:
        return _request(session, *find_request(session, request_id, officer))


def find_request(session: Session, request_id: int, officer: Officer) -> Any:
    """Give the rows of one request that the officer may see. Raises as `read_request`."""
    row = session.execute(_seen(officer).where(PersonalRequestRow.id == request_id)).first()
    if row is None:
        raise NotFound("request", str(request_id))
    return row


def _query() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(PersonalRequestRow, PersonalAnswerRow, ApplicationRow)
        .select_from(PersonalRequestRow)
        .outerjoin(PersonalAnswerRow, PersonalAnswerRow.request_id == PersonalRequestRow.id)
        .outerjoin(ApplicationRow, ApplicationRow.id == PersonalRequestRow.application_id)
    )


def _seen(officer: Officer) -> sa.Select[*tuple[Any, ...]]:
    """Ask for those of accounts that are open, and of files that lie in the officer's scope."""
    if officer.roles.isdisjoint(ANSWERING):
        raise NotAllowed("answer_personal_request", Guard.ROLE)
    of_file = sa.and_(within(officer), ~barred(officer.account_id))
    return (
        _query()
        .join(AccountKeyRow, AccountKeyRow.account_id == PersonalRequestRow.account_id)
        .where(sa.or_(PersonalRequestRow.application_id.is_(None), of_file))
    )


def _request(
    session: Session, row: PersonalRequestRow, answer: PersonalAnswerRow | None, file: ApplicationRow | None
) -> PersonalRequest:
    seal = account_seal(session, row.account_id)
    said = seal.open_document(row.content, wanted_place(row.receipt))
    given = None
    if answer is not None:
        kept = seal.open_document(answer.content, answer_place(row.id))
        by = account_name(session, answer.by)
        given = GivenAnswer(AnswerKind(answer.kind), answer.at, by, kept["words"], tuple(kept["ways"]))
    wanted = Wanted(file.reference if file else "", **said)
    return PersonalRequest(row.id, row.receipt, row.at, row.due, wanted, Status(file.status) if file else None, given)
