"""A supervisor gives files to an officer, many at once; what would happen is shown before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import sqlalchemy as sa

from scoring.application.officer import Role
from scoring.application.permits import possible
from scoring.application.status import Act, Part
from scoring.casework.file import close_file, file_of, find, hold
from scoring.casework.scope import offices_below, within
from scoring.errors import CaseworkError, InputRefused
from scoring.records import convert
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

Why: TypeAlias = Literal["", "stale", "not_found", "not_possible", "held", "out_of_scope", "barred", "checker"]
"""Why a file is not assigned; empty where it is."""

MOST = 100


@dataclass(frozen=True, slots=True)
class Assignment:
    """What assigning one file would do, or did: `why` is empty where the officer has it now."""

    reference: str
    version: int
    why: Why


def officers_to_assign(transaction: Transaction, *, officer: Officer) -> tuple[Officer, ...]:
    """Give the officers whose accounts are open, by name: those of the supervisor's office and those below it."""
    with reading(transaction) as session:
        found = sa.select(AccountRow).where(AccountRow.active, AccountRow.roles.any(RoleRow.name == Role.OFFICER))
        people = [officer_of(row) for row in session.scalars(found.order_by(AccountRow.name, AccountRow.id))]
        return tuple(person for person in people if _is_below(session, person, officer))


def preview_assignment(
    transaction: Transaction, shown: Sequence[Shown], account_id: int, *, officer: Officer
) -> tuple[Assignment, ...]:
    """Tell of each file whether it would be assigned to that account, and why not. Raises InputRefused as `assign_files`."""
    with reading(transaction) as session:
        target = _target(session, account_id, officer)
        return tuple(_judged(session, each, target, officer) for each in _few(shown))


def assign_files(
    transaction: Transaction, shown: Sequence[Shown], account_id: int, *, officer: Officer, at: datetime
) -> tuple[Assignment, ...]:
    """Give every file that can be given to that account; the others are told with why, and stay as they are.

    Raises:
        InputRefused: `officer`: no such officer who may be given files; `files`: none, or too many at once.
    """
    with transaction() as session:
        target = _target(session, account_id, officer)
        return tuple(_assign(session, each, target, officer, at) for each in sorted(_few(shown), key=lambda s: s.reference))


def _assign(session: Session, shown: Shown, target: Officer, officer: Officer, at: datetime) -> Assignment:
    judged = _judged(session, shown, target, officer)
    if not judged.why:
        row = find(session, shown.reference, officer, lock=True)
        file = file_of(session, row, Act.ASSIGN, officer, at)
        hold(row, target.account_id, at)
        close_file(file, None, {"to": target.account_id})
    return judged


def _judged(session: Session, shown: Shown, target: Officer, officer: Officer) -> Assignment:
    try:
        row = find(session, shown.reference, officer, lock=True)
    except CaseworkError:
        return Assignment(shown.reference, shown.version, "not_found")
    return Assignment(row.reference, row.version, _why(session, row, shown, target, officer))


def _why(session: Session, row: ApplicationRow, shown: Shown, target: Officer, officer: Officer) -> Why:
    application = convert.application(session, row, seal_of(session, row.id))
    part = application.parts.get(target.account_id)
    reasons: tuple[tuple[Why, bool], ...] = (
        ("stale", row.version != shown.version),
        ("held", application.claim is not None),
        ("not_possible", Act.ASSIGN not in possible(officer, application.status, application.parts, kind=application.kind)),
        ("out_of_scope", session.scalar(sa.select(ApplicationRow.id).where(ApplicationRow.id == row.id, within(target))) is None),
        ("barred", part is Part.BARRED),
        ("checker", part not in {None, Part.MAKER}),
    )
    return next((why for why, holds in reasons if holds), "")


def _target(session: Session, account_id: int, officer: Officer) -> Officer:
    row = session.get(AccountRow, account_id)
    person = officer_of(row) if row is not None and row.active else None
    if person is None or Role.OFFICER not in person.roles or not _is_below(session, person, officer):
        raise InputRefused("officer", "Choose an officer of your office, or of one below it, whose account is open.")
    return person


def _is_below(session: Session, person: Officer, officer: Officer) -> bool:
    """Whether everything that *person* sees is seen by *officer* too."""
    return officer.office is None or (person.office is not None and _lies_within(session, person.office, officer.office))


def _lies_within(session: Session, office: str, above: str) -> bool:
    return session.scalar(sa.select(sa.literal(office).in_(offices_below(above)))) is True


def _few(shown: Sequence[Shown]) -> Sequence[Shown]:
    if not shown:
        raise InputRefused("files", "Choose at least one file.")
    if len(shown) > MOST:
        raise InputRefused("files", f"Choose at most {MOST} files at once; these are {len(shown)}.")
    return shown
