"""The second factor of an account: set up for a demonstration, or taken away by an administrator so that it is set up anew."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.file import words
from scoring.casework.open_account import STREAM
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.accounts import AccountRow, is_applicants
from scoring.records.database import reading
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

METHOD = "authenticator"


def set_up_factor(session: Session, account_id: int, secret: str) -> None:
    """Give an account the secret of its authenticator app, encrypted as the sign-in keeps it."""
    row = session.get_one(AccountRow, account_id)
    row.tf_primary_method, row.tf_totp_secret, row.tf_counter = METHOD, secret, None


def kept_factor(transaction: Transaction, username: str) -> tuple[str, int | None] | None:
    """Give the encrypted secret of an account and the step of its last code; None where it is not set up.

    Raises:
        NotFound: there is no such account.
    """
    with reading(transaction) as session:
        row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username))
        if row is None or is_applicants(row):
            raise NotFound("account", username)
        return None if row.tf_totp_secret is None else (row.tf_totp_secret, row.tf_counter)


def use_code(transaction: Transaction, username: str, step: int) -> bool:
    """Keep that the code of a step was used; False where it, or a later one, was used already, be it by a request just now."""
    is_later = sa.or_(AccountRow.tf_counter.is_(None), AccountRow.tf_counter < step)
    with transaction() as session:
        used = sa.update(AccountRow).where(AccountRow.username == username, is_later).values(tf_counter=step)
        return session.execute(used.returning(AccountRow.id)).first() is not None


def reset_factor(transaction: Transaction, username: str, *, officer: Officer, at: datetime, reason: str) -> None:
    """Take the second factor of an account away and end its sessions; the next sign-in sets a new one up.

    Args:
        transaction: opens the one transaction of this act.
        username: whose.
        officer: the administrator, another person.
        at: the moment of the act, aware.
        reason: why, and how the person was recognised; kept in the journal.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        NotFound: there is no such account.
        InputRefused: `username` is the officer's own; `reason` is empty or too long.
    """
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed("reset_factor", Guard.ROLE)
    with transaction() as session:
        row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username).with_for_update(of=AccountRow))
        if row is None or is_applicants(row):
            raise NotFound("account", username)
        if row.id == officer.account_id:
            raise InputRefused("username", "This is your own account. Ask another administrator.")
        said = words(reason, "reason", "Say why, and how you made sure who asked.")
        row.tf_primary_method = row.tf_totp_secret = row.tf_counter = None
        row.fs_uniquifier = secrets.token_hex(16)  # what every session of the account was made for
        append(session, Entry(STREAM, "reset_factor", officer, at, {"username": username, "reason": said}))
