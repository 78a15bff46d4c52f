"""Keeping the people of an application, one open application a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.officer import Officer
from scoring.application.status import OPEN
from scoring.casework.scope import within
from scoring.errors import InputRefused
from scoring.records.applications import ApplicationRow, IdentityIndexRow, PersonRow
from scoring.records.database import lock
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.application import Intake
    from scoring.application.holder import Holder
    from scoring.application.persons import Person
    from scoring.records.sealing import Seal


def keep_people(session: Session, application_id: int, seal: Seal, people: tuple[Person, ...]) -> None:
    """Write the people of an application in place of those it had, names and numbers encrypted."""
    keys = keys_of(session)
    for table in (IdentityIndexRow, PersonRow):
        session.execute(sa.delete(table).where(table.application_id == application_id))
    for number, person in enumerate(people):
        session.add(
            PersonRow(
                application_id=application_id,
                number=number,
                relation=person.relation,
                name=seal.close(person.name, f"persons.name/{number}"),
                identity_number=seal.close(person.identity_number.reveal(), f"persons.identity_number/{number}"),
            )
        )
    session.flush()
    for number, person in enumerate(people):
        blind = keys.blind(person.identity_number)
        session.add(IdentityIndexRow(application_id=application_id, number=number, blind=blind))


def refuse_second(session: Session, intake: Intake, by: Officer | Holder, own: str | None = None) -> None:
    """Raise InputRefused for an applicant who has an open application under the scheme, another than *own*.

    The same person cannot be recorded twice at once. A file that who acts may not see is not named.
    """
    is_seen_by = within(by) if isinstance(by, Officer) else ApplicationRow.account_id == by.account_id
    blind = keys_of(session).blind(intake.applicant.identity_number)
    lock(session, f"applicant:{blind.hex()}")
    open_one = (
        sa.select(ApplicationRow.reference, is_seen_by)
        .join(IdentityIndexRow, IdentityIndexRow.application_id == ApplicationRow.id)
        .where(IdentityIndexRow.blind == blind, IdentityIndexRow.number == 0)
        .where(ApplicationRow.scheme == intake.scheme, ApplicationRow.status.in_(OPEN))
    )
    for reference, is_seen in session.execute(open_one):
        if reference != own:
            remedy = (
                f": {reference}. Work on that one." if is_seen else " at another office. Ask the person where it was handed in."
            )
            raise InputRefused("identity_number", f"This person has an open application under this scheme{remedy}")
