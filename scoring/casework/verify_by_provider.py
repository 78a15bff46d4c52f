"""Verify who holds an account by what an identity provider states of the person who is signed in there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.holders import Done, find_account, holder_of, note_act
from scoring.casework.verify_identity import checked_card, keep_identity
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.holder import Card, Holder
    from scoring.records.database import Transaction


def verify_by_provider(transaction: Transaction, card: Card, *, holder: Holder, at: datetime) -> Holder:
    """Keep name and number that a provider stated for the holder's own account. The same once more changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        card: what the provider stated.
        holder: who is signed in here and, in the same browser, there.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `name` is missing; `account` is verified already, otherwise; `identity_number` is another account's.
        NotFound: the account was closed meanwhile.
    """
    checked = checked_card(card)
    with transaction() as session:
        row = find_account(session, holder.account_id, lock=True)
        kept = holder_of(session, row.id)
        if kept.identity is not None:
            if (kept.identity.name, kept.identity.identity_number) == (checked.name, checked.identity_number):
                return kept
            raise InputRefused("account", "The identity of this account is verified already. A supervisor corrects a wrong one.")
        keep_identity(session, row.id, checked, None, at)
        note_act(session, row.id, Done("verify_identity", holder, at, {"by": "provider"}))
        return holder_of(session, row.id)
