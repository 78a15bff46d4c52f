"""An agency looks one person up: it is told of what is in force for that person, of its own service, and in its own district."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agencies import NEEDS, answered
from scoring.application.code import read_code
from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.identity import identity_number
from scoring.casework.file import words
from scoring.casework.register import NUMBER_SIGNS
from scoring.casework.scope import offices_below
from scoring.casework.viewing import IDENTITY_NUMBER
from scoring.errors import InputRefused
from scoring.records import convert
from scoring.records.access_log import Read, append_read
from scoring.records.applications import ApplicationRow, DataKeyRow, IdentityIndexRow, PersonRow
from scoring.records.convert_entitlements import entitlement
from scoring.records.decisions import DecisionRow
from scoring.records.entitlements import EntitlementRow
from scoring.records.offices import OfficeRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.agencies import Agency
    from scoring.records.database import Transaction

PURPOSE_MAX = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom an agency asks about, by identity number or by a number of the register; what for, and by which route."""

    identity_number: str = field(repr=False)
    register_number: str
    purpose: str
    page: str


def look_up(transaction: Transaction, asked: Asked, *, agency: Agency, at: datetime) -> tuple[Mapping[str, object], ...]:
    """Give what is in force today, the fields of the agency's kind alone; nothing alike for whom nobody knows and who has nothing.

    Each look-up is written down before anything is given, with its purpose where it found somebody.

    Raises:
        InputRefused: not exactly one number is given, it cannot be one, or `purpose` is empty or too long.
    """
    purpose = words(asked.purpose, "purpose", "Say what you need to know it for.")
    if len(purpose) > PURPOSE_MAX:
        raise InputRefused("purpose", f"Shorten it to {PURPOSE_MAX} characters; it has {len(purpose)}.")
    with transaction() as session:
        found = tuple(_found(session, _meant(session, asked, local_day(at)), agency, local_day(at)))
        sought = IDENTITY_NUMBER if asked.identity_number else None
        read = partial(Read, agency.account_id, asked.page, at)
        for application_id, _answer in found:
            seal = seal_of(session, application_id)
            append_read(session, read(application_id, 1, sought, partial(seal.close, purpose)))
        if not found:
            append_read(session, read(None, 0, sought))
        return tuple(answer for _application_id, answer in found)


def _meant(session: Session, asked: Asked, today: date) -> sa.ColumnElement[bool]:
    """Give the condition on an `EntitlementRow` that the number stands for."""
    if bool(asked.identity_number) == bool(asked.register_number):
        raise InputRefused("identity_number", "Send an identity number or a number of the register, and not both.")
    if asked.register_number:
        return EntitlementRow.number == read_code(asked.register_number, NUMBER_SIGNS, at="register_number")
    blind = keys_of(session).blind(identity_number(asked.identity_number, on=today))
    of_person = sa.and_(
        IdentityIndexRow.application_id == EntitlementRow.application_id, IdentityIndexRow.number == EntitlementRow.person
    )
    known = sa.select(IdentityIndexRow.application_id).where(IdentityIndexRow.blind == blind, of_person)
    return sa.exists(known.correlate_except(IdentityIndexRow))


def _found(
    session: Session, meant: sa.ColumnElement[bool], agency: Agency, today: date
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give file and answer of each entitlement that is in force today and concerns the agency."""
    query = (
        sa.select(EntitlementRow, DecisionRow, ApplicationRow, PersonRow)
        .join(DecisionRow, DecisionRow.id == EntitlementRow.decision_id)
        .join(ApplicationRow, ApplicationRow.id == EntitlementRow.application_id)
        .join(DataKeyRow, DataKeyRow.application_id == ApplicationRow.id)  # of what was erased nothing can be told
        .join(PersonRow, sa.and_(PersonRow.application_id == ApplicationRow.id, PersonRow.number == EntitlementRow.person))
        .where(meant, EntitlementRow.service == NEEDS[agency.kind].service, EntitlementRow.state == EntitlementState.IN_FORCE)
        .where(EntitlementRow.since <= today, sa.or_(EntitlementRow.until.is_(None), EntitlementRow.until >= today))
        .order_by(EntitlementRow.id)
    )
    if agency.office is not None:
        query = query.where(ApplicationRow.office_id.in_(offices_below(agency.office)))
    for row, decision, application, person in session.execute(query).all():
        who = convert.person(person, seal_of(session, application.id))
        office = session.get(OfficeRow, application.office_id) if application.office_id else None
        district = convert.office(office).name if office else None
        yield application.id, answered(agency.kind, entitlement(row, decision, application.reference, who), who, district)
