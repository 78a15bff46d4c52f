"""The lists of the console: searched, filtered, a page at a time, the newest first. Names and numbers are masked."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.identity import IdentityNumber, normalised
from scoring.application.moves import Guard
from scoring.application.status import Status
from scoring.casework.lines import (
    ApplicationLine,
    ApplicationSearch,
    DecisionLine,
    DecisionSearch,
    EntitlementSearch,
    Page,
    Wanted,
)
from scoring.errors import NotAllowed
from scoring.records import convert
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow, IdentityIndexRow, PersonRow
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow, EntitlementRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from scoring.application.application import EntitlementEntry
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

SIZE_MAX = 100
_WHOLE_NUMBER = re.compile(r"\d{17}[\dX]")

T = TypeVar("T")


def list_applications(
    transaction: Transaction, search: ApplicationSearch, wanted: Wanted, *, officer: Officer
) -> Page[ApplicationLine]:
    """Give one page of applications. Raises NotAllowed for those who may see no file."""
    other = aliased(AssessmentRow)
    newest = sa.select(sa.func.max(other.number)).where(other.application_id == ApplicationRow.id).scalar_subquery()
    family = sa.select(sa.func.count() - 1).where(PersonRow.application_id == ApplicationRow.id).scalar_subquery()
    with _reading(transaction, officer) as session:
        query = (
            sa.select(ApplicationRow, AssessmentRow, AccountRow.name, family)
            .select_from(ApplicationRow)
            .join(AssessmentRow, sa.and_(AssessmentRow.application_id == ApplicationRow.id, AssessmentRow.number == newest))
            .join(AccountRow, AccountRow.id == ApplicationRow.recorded_by)
            .where(*_about(session, search.text, search.scheme))
            .order_by(ApplicationRow.id.desc())
        )
        if search.status:
            query = query.where(ApplicationRow.status == search.status)
        return _page(session, query, wanted, lambda row: _application_line(session, *row))


def list_decisions(transaction: Transaction, search: DecisionSearch, wanted: Wanted, *, officer: Officer) -> Page[DecisionLine]:
    """Give one page of decisions. Raises NotAllowed for those who may see no file."""
    maker, checker = aliased(AccountRow), aliased(AccountRow)
    with _reading(transaction, officer) as session:
        query = (
            sa.select(DecisionRow, ApplicationRow, maker.name, checker.name)
            .select_from(DecisionRow)
            .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
            .join(maker, maker.id == DecisionRow.maker_id)
            .join(checker, checker.id == DecisionRow.checker_id)
            .where(*_about(session, search.text, search.scheme))
            .order_by(DecisionRow.id.desc())
        )
        if search.kind:
            query = query.where(DecisionRow.kind == search.kind)
        return _page(session, query, wanted, lambda row: _decision_line(session, *row))


def list_entitlements(
    transaction: Transaction, search: EntitlementSearch, wanted: Wanted, *, officer: Officer
) -> Page[EntitlementEntry]:
    """Give one page of the entitlement ledger. Raises NotAllowed for those who may see no file."""
    with _reading(transaction, officer) as session:
        query = (
            sa.select(EntitlementRow, DecisionRow, ApplicationRow.reference, PersonRow)
            .select_from(EntitlementRow)
            .join(DecisionRow, DecisionRow.id == EntitlementRow.decision_id)
            .join(ApplicationRow, ApplicationRow.id == EntitlementRow.application_id)
            .join(PersonRow, sa.and_(PersonRow.application_id == ApplicationRow.id, PersonRow.number == EntitlementRow.person))
            .where(*_about(session, search.text, search.scheme))
            .order_by(DecisionRow.id.desc(), EntitlementRow.id)
        )
        if search.state:
            query = query.where(EntitlementRow.state == search.state)
        if search.service:
            query = query.where(EntitlementRow.service == search.service)
        return _page(session, query, wanted, lambda row: _entry(session, *row))


@contextmanager
def _reading(transaction: Transaction, officer: Officer) -> Iterator[Session]:
    if not officer.may_read_files:
        raise NotAllowed("read", Guard.ROLE)
    with reading(transaction) as session:
        yield session


def _about(session: Session, text: str, scheme: str) -> list[sa.ColumnElement[bool]]:
    """Give the conditions on the application that text and scheme stand for."""
    conditions: list[sa.ColumnElement[bool]] = []
    wanted = normalised(text)
    if _WHOLE_NUMBER.fullmatch(wanted):
        blind = keys_of(session).blind(IdentityNumber(wanted))
        conditions.append(ApplicationRow.id.in_(sa.select(IdentityIndexRow.application_id).where(IdentityIndexRow.blind == blind)))
    elif wanted:
        conditions.append(ApplicationRow.reference.contains(wanted, autoescape=True))
    if scheme:
        conditions.append(ApplicationRow.scheme == scheme)
    return conditions


def _page(session: Session, query: sa.Select[*tuple[Any, ...]], wanted: Wanted, line: Callable[[Any], T]) -> Page[T]:
    size = min(max(wanted.size, 1), SIZE_MAX)
    total = session.scalars(sa.select(sa.func.count()).select_from(query.order_by(None).subquery())).one()
    empty: Page[T] = Page((), 1, size, total)
    number = min(max(wanted.number, 1), empty.pages)
    rows = session.execute(query.limit(size).offset((number - 1) * size)).all()
    return Page(tuple(line(row) for row in rows), number, size, total)


def _application_line(
    session: Session, row: ApplicationRow, newest: AssessmentRow, recorded_by: str, family_size: int
) -> ApplicationLine:
    name, number = _who(session, row.id)
    return ApplicationLine(
        reference=row.reference,
        version=row.version,
        status=Status(row.status),
        scheme=row.scheme,
        policy_version=row.policy_version,
        applicant=name,
        identity_number=number,
        family_size=family_size,
        outcome=newest.outcome,
        total=newest.total,
        on=row.on,
        recorded_at=row.recorded_at,
        recorded_by=recorded_by,
    )


def _decision_line(session: Session, row: DecisionRow, of: ApplicationRow, maker: str, checker: str) -> DecisionLine:
    return DecisionLine(
        reference=row.reference,
        application=of.reference,
        kind=cast("Any", row.kind),
        scheme=row.scheme,
        policy_version=row.policy_version,
        applicant=_who(session, of.id)[0],
        outcome=row.outcome,
        total=row.total,
        at=row.at,
        maker=maker,
        checker=checker,
    )


def _entry(session: Session, row: EntitlementRow, decision: DecisionRow, reference: str, person: PersonRow) -> EntitlementEntry:
    return convert.entitlement(row, decision, reference, convert.person(person, seal_of(session, person.application_id)))


def _who(session: Session, application_id: int) -> tuple[str, str]:
    """Give the masked name and number of the applicant."""
    applicant = convert.applicant(session.get_one(PersonRow, (application_id, 0)), seal_of(session, application_id))
    return applicant.masked_name, str(applicant.identity_number)
