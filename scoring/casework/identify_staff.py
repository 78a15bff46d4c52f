"""An administrator records who somebody of the office is, so that files of their own and of their household bar them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.open_account import STREAM
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.accounts import AccountRow, is_applicants
from scoring.records.database import reading
from scoring.records.journal import Entry, append
from scoring.records.sealing import keys_of
from scoring.records.staff import StaffIdentityRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.identity import IdentityNumber
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def identify_staff(transaction: Transaction, username: str, number: IdentityNumber, *, officer: Officer, at: datetime) -> None:
    """Keep the blind index of a number in place of one kept before; the number itself is kept nowhere. Twice changes nothing.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no such account of the office.
        InputRefused: `identity_number`: the account is the officer's own.
    """
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed("identify_staff", Guard.ROLE)
    with transaction() as session:
        account_id = _account(session, username)
        if account_id == officer.account_id:
            raise InputRefused("identity_number", "This is your own account. Ask another administrator.")
        blind = keys_of(session).blind(number)
        kept = session.get(StaffIdentityRow, account_id)
        if kept is not None and kept.blind == blind:
            return
        session.merge(StaffIdentityRow(account_id=account_id, blind=blind, at=at, by=officer.account_id))
        append(session, Entry(STREAM, "identify_staff", officer, at, {"username": username}))


def is_identified(transaction: Transaction, username: str) -> bool:
    """Say whether it is recorded who that person is. Raises NotFound where there is no such account of the office."""
    with reading(transaction) as session:
        return session.get(StaffIdentityRow, _account(session, username)) is not None


def _account(session: Session, username: str) -> int:
    row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username).with_for_update(of=AccountRow))
    if row is None or is_applicants(row):
        raise NotFound("account", username)
    return row.id
