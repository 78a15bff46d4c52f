"""Encrypting what is personal of one applicant's account, and finding it by blind index."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from scoring.records.holders import AccountKeyRow
from scoring.records.keys import new_data_key
from scoring.records.sealing import Seal, keys_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.contact import Contact

CODE_DIGITS = 6


def new_account_seal(session: Session, account_id: int, at: datetime) -> Seal:
    """Make the data key of a new account and keep it wrapped."""
    data_key = new_data_key()
    wrapped = keys_of(session).wrap(data_key, _place(account_id))
    session.add(AccountKeyRow(account_id=account_id, wrapped=wrapped, created_at=at))
    return Seal(data_key)


def account_seal(session: Session, account_id: int) -> Seal:
    """Give the seal of an open account.

    Raises:
        SettingsRefused: the instance runs with another master key than the records were made with.
    """
    row = session.get_one(AccountKeyRow, account_id)
    return Seal(keys_of(session).unwrap(row.wrapped, _place(account_id)))


def blind_contact(session: Session, contact: Contact) -> bytes:
    """Give the 32 bytes by which a contact is found without being readable."""
    return _blind(session, f"contact:{contact.kind}:{contact.reveal()}")


def blind_code(session: Session, kind: str, code: str) -> bytes:
    """Give the 32 bytes by which a code of an account is found without being readable."""
    return _blind(session, f"code:{kind}:{code}")


def contact_code(session: Session, account_id: int, key: str) -> str:
    """Give the six digits that the random *key* stands for; nobody without the index key can tell them."""
    made = _blind(session, f"contact_code:{account_id}:{key}")
    return f"{int.from_bytes(made) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _blind(session: Session, words: str) -> bytes:
    return hmac.new(keys_of(session).index, words.encode(), hashlib.sha256).digest()


def _place(account_id: int) -> str:
    return f"account_keys.wrapped/{account_id}"
