"""Give an applicant's account another password."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from scoring.application.password import new_password, normalised
from scoring.casework.holders import Done, find_account, note_act
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction


def change_password(
    transaction: Transaction, password: str, *, holder: Holder, at: datetime, hash_password: Callable[[str], str], current: str
) -> None:
    """Set the password and end every session of the account; the present one was checked by the sign-in.

    Args:
        transaction: opens the one transaction of this act.
        password: the new one, as typed.
        holder: whose account.
        at: the moment of the act, aware.
        hash_password: that of the sign-in.
        current: the present password, as typed.

    Raises:
        InputRefused: `password` as `application.password` says, or it is the present one.
        NotFound: the account was closed meanwhile.
    """
    wanted = new_password(password)
    if wanted == normalised(current):
        raise InputRefused("password", "This is the present password. Choose another one.")
    hashed = hash_password(wanted)
    with transaction() as session:
        row = find_account(session, holder.account_id, lock=True)
        row.password = hashed
        row.fs_uniquifier = secrets.token_hex(16)  # what every session of the account was made for
        note_act(session, row.id, Done("change_password", holder, at))
