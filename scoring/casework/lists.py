"""The lists of the console: searched, filtered, a page at a time, the newest first. Names and numbers are masked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.desk import Flag
from scoring.application.identity import IdentityNumber, is_whole_number, normalised
from scoring.application.moves import CLAIMED, Guard
from scoring.application.status import Status
from scoring.casework.flags import has_flag
from scoring.casework.lateness import SINCE, any_late, excused
from scoring.casework.lines import (
    ApplicationLine,
    ApplicationSearch,
    DecisionLine,
    DecisionSearch,
    EntitlementSearch,
    Page,
    Wanted,
)
from scoring.casework.scope import barred, offices_below, within
from scoring.errors import Erased, NotAllowed
from scoring.records import convert
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow, IdentityIndexRow, PersonRow
from scoring.records.convert_entitlements import entitlement
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow
from scoring.records.desk import CLOSABLE
from scoring.records.entitlements import EntitlementRow
from scoring.records.offices import OfficeRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from scoring.application.entitlement import EntitlementEntry
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

SIZE_MAX = 100
MARKED = (
    *CLOSABLE,
    Flag.AWAITING,
    Flag.PAUSED,
    Flag.POINTS,
    Flag.OBJECTION,
    Flag.LETTER,
    Flag.REVOKING,
    Flag.REVIEW,
    Flag.ORIGINALS,
    Flag.RECONSIDERATION,
    Flag.LITIGATION,
)

T = TypeVar("T")


def list_applications(
    transaction: Transaction, search: ApplicationSearch, wanted: Wanted, *, officer: Officer
) -> Page[ApplicationLine]:
    """Give one page of applications. Raises NotAllowed for those who may see no file."""
    other = aliased(AssessmentRow)
    newest = sa.select(sa.func.max(other.number)).where(other.application_id == ApplicationRow.id).scalar_subquery()
    family = sa.select(sa.func.count() - 1).where(PersonRow.application_id == ApplicationRow.id).scalar_subquery()
    with _reading(transaction, officer) as session:
        marks = (*(has_flag(flag, search.today) for flag in MARKED), barred(officer.account_id))
        query = (
            sa.select(ApplicationRow, AssessmentRow, AccountRow.name, family, OfficeRow, *marks)
            .select_from(ApplicationRow)
            .join(AssessmentRow, sa.and_(AssessmentRow.application_id == ApplicationRow.id, AssessmentRow.number == newest))
            .join(AccountRow, AccountRow.id == ApplicationRow.recorded_by)
            .outerjoin(OfficeRow, OfficeRow.id == ApplicationRow.office_id)
            .where(within(officer), *_about(session, search.text, search.scheme))
            .order_by(*_ordered(search))
        )
        query = query.where(*_narrowed(search, officer))
        if search.late:
            query = query.where(ApplicationRow.id.not_in(excused(session, search.late)))
        return page_of(session, query, wanted, lambda row: _application_line(session, *row))


def _ordered(search: ApplicationSearch) -> tuple[Any, ...]:
    """Put what is due first where deadlines are asked for: by when it came to the office, since terms run from there."""
    return (SINCE, ApplicationRow.id) if search.late is not None else (ApplicationRow.id.desc(),)


def _narrowed(search: ApplicationSearch, officer: Officer) -> Iterator[sa.ColumnElement[bool]]:
    """Give the conditions that the filters of the list stand for."""
    if search.kind:
        yield ApplicationRow.kind == search.kind
    if search.status:
        yield ApplicationRow.status == search.status
    if search.late is not None:
        yield any_late(search.late)
    if search.flag in MARKED:
        yield has_flag(search.flag, search.today)
    if search.office:
        yield ApplicationRow.office_id.in_(offices_below(search.office))
    if search.held:
        holder = ApplicationRow.claimed_by
        is_held = sa.and_(ApplicationRow.status.in_(CLAIMED), holder.is_not(None))
        is_free = sa.and_(ApplicationRow.status.in_(CLAIMED), holder.is_(None))
        yield {"mine": sa.and_(is_held, holder == officer.account_id), "nobody": is_free, "anybody": is_held}[search.held]


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
            .where(within(officer), *_about(session, search.text, search.scheme))
            .order_by(DecisionRow.id.desc())
        )
        if search.kind:
            query = query.where(DecisionRow.kind == search.kind)
        return page_of(session, query, wanted, lambda row: decision_line(session, *row))


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
            .where(within(officer), *_about(session, search.text, search.scheme))
            .order_by(DecisionRow.id.desc(), EntitlementRow.id)
        )
        if search.state:
            query = query.where(EntitlementRow.state == search.state)
        if search.service:
            query = query.where(EntitlementRow.service == search.service)
        return page_of(session, query, wanted, lambda row: _entry(session, *row))


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
    if is_whole_number(wanted):
        blind = keys_of(session).blind(IdentityNumber(wanted))
        conditions.append(ApplicationRow.id.in_(sa.select(IdentityIndexRow.application_id).where(IdentityIndexRow.blind == blind)))
    elif wanted:
        conditions.append(ApplicationRow.reference.contains(wanted, autoescape=True))
    if scheme:
        conditions.append(ApplicationRow.scheme == scheme)
    return conditions


def counting(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[int]:
    """Select how many rows *query* finds, without what it tells of each; it must name what it selects from."""
    return query.with_only_columns(sa.func.count()).order_by(None)


def page_of(session: Session, query: sa.Select[*tuple[Any, ...]], wanted: Wanted, line: Callable[[Any], T]) -> Page[T]:
    """Give the wanted page of what *query* finds, each row made a line."""
    size = min(max(wanted.size, 1), SIZE_MAX)
    total = session.scalars(counting(query)).one()
    empty: Page[T] = Page((), 1, size, total)
    number = min(max(wanted.number, 1), empty.pages)
    rows = session.execute(query.limit(size).offset((number - 1) * size)).all()
    return Page(tuple(line(row) for row in rows), number, size, total)


def _application_line(session: Session, row: ApplicationRow, newest: AssessmentRow, *marks: Any) -> ApplicationLine:
    recorded_by, family_size, office, *stands, is_barred = marks
    name, number = _who(session, row.id)
    flags = dict(zip(MARKED, stands, strict=True))
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
        office=convert.office(office).name if office else None,
        flags=tuple(flag for flag, is_there in flags.items() if is_there),
        claim=convert.claim(session, row) if row.status in CLAIMED else None,
        is_barred=is_barred,
        kind=cast("Any", row.kind),
    )


def decision_line(session: Session, row: DecisionRow, of: ApplicationRow, maker: str, checker: str) -> DecisionLine:
    """Give one decision of a list, its applicant masked."""
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
    try:
        beneficiary = convert.person(person, seal_of(session, person.application_id))
    except Erased:
        beneficiary = convert.nobody(person)
    return entitlement(row, decision, reference, beneficiary)


def _who(session: Session, application_id: int) -> tuple[str, str]:
    """Give the masked name and number of the applicant; both are empty where they were erased."""
    try:
        seal = seal_of(session, application_id)
    except Erased:
        return "", ""
    applicant = convert.applicant(session.get_one(PersonRow, (application_id, 0)), seal)
    return applicant.masked_name, str(applicant.identity_number)
