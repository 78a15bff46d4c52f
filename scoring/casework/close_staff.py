"""An administrator closes the account of somebody of the office, or opens it again. The name stays under what was done."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from scoring.application.officer import Role
from scoring.casework.file import words
from scoring.casework.open_account import PASSWORD_BYTES, STREAM, NewAccount
from scoring.casework.staff_accounts import duties_of, hold_staff, keep_an_administrator
from scoring.errors import NotFound
from scoring.records.accounts import officer_of
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.casework.staff_accounts import ShownAccount
    from scoring.records.database import Transaction


def close_staff(transaction: Transaction, shown: ShownAccount, *, officer: Officer, at: datetime, reason: str) -> None:
    """Let nobody sign in to an account any more, and end its sessions. Files it holds stay held until a supervisor takes them.

    Args:
        transaction: opens the one transaction of this act.
        shown: the account as the officer saw it.
        officer: the administrator, another person.
        at: the moment of the act, aware.
        reason: why; kept in the journal.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: nobody of the office has such an account, or it is closed.
        Stale: it was changed since.
        InputRefused: `username` is the officer's own, or the last open account of an administrator; `reason` is empty or too long.
    """
    with transaction() as session:
        row = hold_staff(session, shown, "close_staff", officer)
        if not row.active:
            raise NotFound("account", shown.username)
        if Role.ADMINISTRATOR in duties_of(row).roles:
            keep_an_administrator(session, row)
        said = words(reason, "reason", "Say why the account is closed.")
        row.active, row.fs_uniquifier = False, secrets.token_hex(16)  # what every session of the account was made for
        append(session, Entry(STREAM, "close", officer, at, {"username": row.username, "reason": said}))


def open_again(
    transaction: Transaction, shown: ShownAccount, *, officer: Officer, at: datetime, hash_password: Callable[[str], str]
) -> NewAccount:
    """Open a closed account again, with another random password: the old one opens nothing.

    Raises:
        NotAllowed, Stale, InputRefused: as `close_staff`, but for the reason.
        NotFound: nobody of the office has such an account, or it is open.
    """
    with transaction() as session:
        row = hold_staff(session, shown, "open_again", officer)
        if row.active:
            raise NotFound("account", shown.username)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        row.active, row.password, row.fs_uniquifier = True, hash_password(password), secrets.token_hex(16)
        append(session, Entry(STREAM, "open_again", officer, at, {"username": row.username}))
        return NewAccount(officer_of(row), row.username, password)
