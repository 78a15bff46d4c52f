"""Record that one person of a granted application was registered: only now that person's entitlements are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import in_force
from scoring.application.status import Act, Status
from scoring.casework.file import File, close_file, open_file
from scoring.casework.outside import refuse_stayed
from scoring.casework.register import cause_of, entitlements, write
from scoring.errors import InputRefused
from scoring.records.applications import RegistrationRow
from scoring.records.decisions import DecisionRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.application.persons import Registration
    from scoring.records.database import Transaction

OFFICE_MAX = 120


def record_registration(
    transaction: Transaction, shown: Shown, registration: Registration, *, officer: Officer, at: datetime
) -> Application:
    """Record day and office; with the last person the application is settled.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `effective`: an outside body suspended
            the decision.
        InputRefused: `number` (no such person, or registered already), `on` (before the decision or in the future),
            `office` is empty or too long.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.REGISTER, officer, at)
        refuse_stayed(file)
        office = _office(registration.office)
        _check_person(file, registration.number)
        _check_day(file, registration.on)
        row = RegistrationRow(
            application_id=file.row.id,
            number=registration.number,
            on=registration.on,
            office=office,
            recorded_at=at,
            recorded_by=officer.account_id,
        )
        session.add(row)
        _bring_into_force(file, registration)
        is_last = file.application.unregistered == (registration.number,)
        facts = {"person": registration.number, "on": registration.on, "office": office}
        return close_file(file, file.move.target if is_last else Status.GRANTED, facts)


def _office(text: str) -> str:
    office = " ".join(text.split())
    if not office:
        raise InputRefused("office", "Name the office that registered the person.")
    if len(office) > OFFICE_MAX:
        raise InputRefused("office", f"Shorten the name to {OFFICE_MAX} characters; it has {len(office)}.")
    return office


def _check_person(file: File, number: int) -> None:
    if number not in range(len(file.application.persons)):
        raise InputRefused("number", "Choose a person of this application.")
    if number not in file.application.unregistered:
        raise InputRefused("number", "The registration of this person is recorded already. Choose another.")


def _check_day(file: File, on: date) -> None:
    decided = local_day(file.session.scalars(sa.select(DecisionRow.at).where(DecisionRow.application_id == file.row.id)).one())
    today = local_day(file.at)
    if not decided <= on <= today:
        raise InputRefused("on", f"The registration lies between the decision ({decided}) and today ({today}).")


def _bring_into_force(file: File, registration: Registration) -> None:
    for row in entitlements(file):
        if row.person == registration.number and row.state == EntitlementState.PENDING:
            write(file.session, file.seal, cause_of(file), row, in_force(registration.on, row.valid_for, row.apply_within))
