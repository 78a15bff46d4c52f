"""Accounts of the office as an administrator sees them before a change, and what no change may do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import SIGNING_IN, Role
from scoring.application.plain import canonical
from scoring.casework.open_account import STREAM
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.database import lock, reading

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

MOST_STAMPS = 10**9


@dataclass(frozen=True, slots=True)
class Duties:
    """What somebody of the office may do, in which office (None: the whole installation), and for which department."""

    roles: frozenset[Role]
    office: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """An account of the office. `stamp` is another number, below 10⁹, once duties or `is_active` are others."""

    username: str
    name: str
    duties: Duties
    is_active: bool
    stamp: int


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """Which account was seen, and its stamp then."""

    username: str
    stamp: int


def read_staff(transaction: Transaction, username: str, *, officer: Officer) -> StaffAccount:
    """Give an account of the office.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: nobody of the office has an account of that name; those of applicants and agencies are others' matter.
    """
    _refuse_others("read_staff", officer)
    with reading(transaction) as session:
        row = _find(session, username)
        return StaffAccount(row.username, row.name, duties_of(row), row.active, _stamp(row))


def hold_staff(session: Session, shown: ShownAccount, what: str, officer: Officer) -> AccountRow:
    """Hold every other change of accounts back, and give the row of the one that was shown for a change.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: as `read_staff`.
        InputRefused: `username`: it is the officer's own.
        Stale: it was changed since.
    """
    _refuse_others(what, officer)
    lock(session, STREAM)
    row = _find(session, shown.username)
    if row.id == officer.account_id:
        raise InputRefused("username", "This is your own account. Ask another administrator.")
    if _stamp(row) != shown.stamp:
        raise Stale(shown.username, shown.stamp, _stamp(row))
    return row


def keep_an_administrator(session: Session, row: AccountRow) -> None:
    """Raise InputRefused, for `username`, where no other open account could open any: call it before one loses that."""
    is_one = AccountRow.roles.any(RoleRow.name == Role.ADMINISTRATOR)
    others = sa.select(AccountRow.id).where(AccountRow.active, AccountRow.id != row.id, is_one)
    if session.scalar(others.limit(1)) is None:
        raise InputRefused("username", "This is the last open account of an administrator. Open another one first.")


def duties_of(row: AccountRow) -> Duties:
    """Give what an account may do."""
    return Duties(frozenset(Role(role.name) for role in row.roles), row.office_id, row.department)


def _find(session: Session, username: str) -> AccountRow:
    row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username).with_for_update(of=AccountRow))
    if row is None or not duties_of(row).roles <= SIGNING_IN:
        raise NotFound("account", username)
    return row


def _stamp(row: AccountRow) -> int:
    duties = duties_of(row)
    seen = {"roles": sorted(duties.roles), "office": duties.office, "department": duties.department, "active": row.active}
    return int(hashlib.sha256(canonical(seen).encode()).hexdigest(), 16) % MOST_STAMPS


def _refuse_others(what: str, officer: Officer) -> None:
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed(what, Guard.ROLE)
