"""An administrator says for which department somebody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.open_account import STREAM
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.accounts import AccountRow
from scoring.records.database import reading
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def set_department(
    transaction: Transaction, username: str, department: str, known: Collection[str], *, officer: Officer, at: datetime
) -> None:
    """Let an account of a department answer for *department* from now on: its inbox is another at once. Twice changes nothing.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no account of a department of that name.
        InputRefused: `department` is none of the *known*: those that the policies name, or the office.
    """
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed("set_department", Guard.ROLE)
    if department not in known:
        raise InputRefused("department", "There is no such department. Choose one of the list.")
    with transaction() as session:
        row = _account(session, username)
        if row.department == department:
            return
        facts = {"username": username, "department": department, "before": row.department}
        row.department = department
        append(session, Entry(STREAM, "set_department", officer, at, facts))


def department_of(transaction: Transaction, username: str) -> str | None:
    """Give for which department an account answers. Raises NotFound where there is no account of a department of that name."""
    with reading(transaction) as session:
        return _account(session, username).department


def _account(session: Session, username: str) -> AccountRow:
    row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username).with_for_update(of=AccountRow))
    if row is None or all(role.name != Role.DEPARTMENT for role in row.roles):
        raise NotFound("account", username)
    return row
