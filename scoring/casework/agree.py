"""The holder of an account agrees to the consent text of today, where it is newer than the one agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application import consent
from scoring.casework.holders import Done, find_account, note_act
from scoring.errors import InputRefused
from scoring.records.database import reading
from scoring.records.holders import ConsentRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction


def has_agreed(transaction: Transaction, account_id: int) -> bool:
    """Whether an account agreed to the text of today."""
    with reading(transaction) as session:
        return session.get(ConsentRow, (account_id, consent.CURRENT)) is not None


def agree(transaction: Transaction, version: str, *, holder: Holder, at: datetime) -> None:
    """Keep that the holder agrees to the text of today. Once more changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        version: of the text that was shown and accepted.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `consent` is not the version of today.
        NotFound: the account was closed meanwhile.
    """
    if version != consent.CURRENT:
        raise InputRefused("consent", "Read what you agree to, and tick the box: without it nothing can be kept.")
    with transaction() as session:
        row = find_account(session, holder.account_id, lock=True)
        if session.get(ConsentRow, (row.id, version)) is None:
            session.add(ConsentRow(account_id=row.id, version=version, at=at))
            note_act(session, row.id, Done("agree", holder, at, {"consent": version}))
