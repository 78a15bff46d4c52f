"""An administrator gives somebody of the office other roles, another office or another department."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.officer import Role
from scoring.casework.open_account import STREAM, StaffMember, check_duties, check_office
from scoring.casework.staff_accounts import Duties, duties_of, hold_staff, keep_an_administrator
from scoring.records.accounts import RoleRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.staff_accounts import ShownAccount
    from scoring.records.accounts import AccountRow
    from scoring.records.database import Transaction


def change_duties(transaction: Transaction, shown: ShownAccount, wanted: Duties, *, officer: Officer, at: datetime) -> None:
    """Let an account do what is *wanted* from its next page on. What is as it was changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        shown: the account as the officer saw it.
        wanted: what it may do from now on.
        officer: the administrator, another person.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: nobody of the office has such an account.
        Stale: it was changed since.
        InputRefused: `username` is the officer's own, or the last open account of an administrator that would be none;
            `roles`, `office` or `department` as `open_account` says.
    """
    with transaction() as session:
        row = hold_staff(session, shown, "change_duties", officer)
        before = duties_of(row)
        if wanted == before:
            return
        _check(session, row, wanted, officer)
        if Role.ADMINISTRATOR in before.roles - wanted.roles:
            keep_an_administrator(session, row)
        row.roles = list(session.scalars(sa.select(RoleRow).where(RoleRow.name.in_(wanted.roles)).order_by(RoleRow.id)))
        row.office_id, row.department = wanted.office, wanted.department
        facts = {"username": row.username, **_facts(wanted), **{f"{name}_before": was for name, was in _facts(before).items()}}
        append(session, Entry(STREAM, "change_duties", officer, at, facts))


def _check(session: Session, row: AccountRow, wanted: Duties, officer: Officer) -> None:
    """Who has the whole installation keeps it while no role is new: an administrator gives it to nobody."""
    member = StaffMember(row.username, row.email, row.name, wanted.roles, wanted.office, wanted.department)
    check_duties(member)
    before = duties_of(row)
    if wanted.office is not None or before.office is not None or wanted.roles - before.roles:
        check_office(session, member, officer)


def _facts(duties: Duties) -> dict[str, object]:
    return {"roles": sorted(duties.roles), "office": duties.office, "department": duties.department}
