"""Keeping the people of an application, one open application a person.

Every act takes its locks in one order, so that two never wait for each other: its own file; the points record by which that file
goes; here its people, in the order of their blind indexes; last what is counted on, numbers and the journal. An act that locks a
points record after the people could wait for one that puts right a person of that record, and that waits for the people.
"""

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
    from scoring.policy.procedure import Duplicates
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


def refuse_second(session: Session, intake: Intake, duplicates: Duplicates, by: Officer | Holder, own: str | None = None) -> None:
    """Raise InputRefused for an application that cannot be open beside another than *own*, and what that is a version of.

    Under one scheme a person is the applicant of one at most, and of one points record a version of it. Where the policy refuses
    *duplicates*, nobody of it, applicant or family, may stand in any other of its kind; whoever stands in *own* already stays. The
    same people cannot be recorded twice at once. A file that who acts may not see is not named.
    """
    keys = keys_of(session)
    people: tuple[Person, ...] = (intake.applicant, *intake.family)
    blinds = [keys.blind(person.identity_number) for person in people]
    for blind in sorted(blinds):  # in one order, so that two who name the same people do not wait for each other
        lock(session, f"applicant:{blind.hex()}")
    same_kind = ApplicationRow.kind == intake.kind
    if intake.kind == "points":  # those declared under another version of the rules hold under that one alone
        same_kind &= sa.or_(ApplicationRow.scheme != intake.scheme, ApplicationRow.policy_version == intake.version)
    same_scheme = sa.and_(IdentityIndexRow.number == 0, ApplicationRow.scheme == intake.scheme)
    for reference in _open_ones(session, blinds[0], sa.and_(same_kind, same_scheme), by, own):
        remedy = f": {reference}. Work on that one." if reference else " at another office. Ask the person where it was handed in."
        raise InputRefused("identity_number", f"This person has an open application under this scheme{remedy}")
    if duplicates == "refuse":
        _refuse_elsewhere(session, blinds, same_kind, by, own)


def _refuse_elsewhere(
    session: Session, blinds: list[bytes], same_kind: sa.ColumnElement[bool], by: Officer | Holder, own: str | None
) -> None:
    here = sa.select(IdentityIndexRow.blind).join(ApplicationRow, ApplicationRow.id == IdentityIndexRow.application_id)
    kept = set(session.scalars(here.where(ApplicationRow.reference == own)))
    for number, blind in enumerate(blinds):
        if blind in kept:
            continue
        for reference in _open_ones(session, blind, same_kind, by, own):
            place = f"family/{number - 1}/identity_number" if number else "identity_number"
            where = f"in {reference}" if reference else "in one that you do not see"
            said = f"These rules take nobody who stands in another open application, and this person stands {where}"
            raise InputRefused(place, f"{said}. It must be withdrawn or decided first, or the person left out here.")


def _open_ones(
    session: Session, blind: bytes, condition: sa.ColumnElement[bool], by: Officer | Holder, own: str | None
) -> list[str]:
    """Give each open application in which the person stands, other than *own*; nothing as its reference where it is not seen."""
    is_seen_by = within(by) if isinstance(by, Officer) else ApplicationRow.account_id == by.account_id
    query = (
        sa.select(ApplicationRow.reference, is_seen_by)
        .join(IdentityIndexRow, IdentityIndexRow.application_id == ApplicationRow.id)
        .where(IdentityIndexRow.blind == blind, ApplicationRow.status.in_(OPEN), condition)
        .order_by(ApplicationRow.id)
    )
    beside = _with_versions(session, own)
    return [reference if is_seen else "" for reference, is_seen in session.execute(query) if reference not in beside]


def _with_versions(session: Session, own: str | None) -> set[str]:
    """Give the references of a file, of the one that it is a new version of, and of its own version: those stand together."""
    row = None if own is None else session.scalar(sa.select(ApplicationRow).where(ApplicationRow.reference == own))
    if row is None:
        return set()
    near = sa.or_(ApplicationRow.id.in_((row.id, row.replaces_id)), ApplicationRow.replaces_id == row.id)
    return set(session.scalars(sa.select(ApplicationRow.reference).where(near)))
