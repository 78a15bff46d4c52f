"""A lost password: an officer who saw the card gives a code that is used once, and the holder sets another password with it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.code import read_code
from scoring.application.contact import Contact
from scoring.application.holder import Holder
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.password import new_password
from scoring.casework.codes import new_code
from scoring.casework.holders import Done, contact_of, find_account, note_act
from scoring.errors import InputRefused, NotAllowed
from scoring.records.account_sealing import account_seal, blind_code, blind_contact
from scoring.records.holders import AccountCodeRow, ContactIndexRow, VerifiedIdentityIndexRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from scoring.application.identity import IdentityNumber
    from scoring.records.database import Transaction

KIND = "new_start"
LENGTH = 15
VALID = timedelta(hours=24)
_WRONG = "This code does not belong to this account, has expired or was used. Ask at the counter for another one."


@dataclass(frozen=True, slots=True)
class NewStart:
    """A code for a new password, shown this once, with the account it is for and until when it holds."""

    contact: Contact
    code: str = field(repr=False)
    expires_at: datetime


def give_new_start(transaction: Transaction, number: IdentityNumber, *, officer: Officer, at: datetime, saw_card: bool) -> NewStart:
    """Give the account of a person whose card the officer saw a code for a new password; one given before holds no longer.

    Raises:
        NotAllowed: `role`: no officer.
        InputRefused: `saw_card` is not said; `identity_number` is verified for no account.
    """
    if Role.OFFICER not in officer.roles:
        raise NotAllowed("give_new_start", Guard.ROLE)
    if not saw_card:
        raise InputRefused("saw_card", "Confirm that you saw the card: without it nobody gets another person's account.")
    with transaction() as session:
        found = sa.select(VerifiedIdentityIndexRow.account_id).where(
            VerifiedIdentityIndexRow.blind == keys_of(session).blind(number)
        )
        account_id = session.scalar(found)
        if account_id is None:
            raise InputRefused(
                "identity_number",
                "No account has this number verified. Whose identity was never verified opens a new account, with another contact.",
            )
        find_account(session, account_id, lock=True)
        made = NewStart(contact_of(session, account_id, account_seal(session, account_id)), new_code(LENGTH), at + VALID)
        row = AccountCodeRow(account_id=account_id, kind=KIND, blind=blind_code(session, KIND, made.code), code=None)
        row.expires_at = made.expires_at
        session.merge(row)
        note_act(session, account_id, Done("give_new_start", officer, at))
        return made


def use_new_start(
    transaction: Transaction, contact: Contact, code: str, *, password: str, at: datetime, hash_password: Callable[[str], str]
) -> Holder:
    """Set another password with the code from the counter, and end every session of the account.

    Raises:
        InputRefused: `code`, alike for a contact that is nobody's, or `password` as `application.password` says.
    """
    wanted = new_password(password)
    plain = read_code(code, LENGTH)
    hashed = hash_password(wanted)
    with transaction() as session:
        account_id = _account_of(session, contact)
        account = find_account(session, account_id, lock=True)  # before the code is looked for: it counts once
        session.delete(_code_of(session, account_id, plain, at))
        account.password, account.fs_uniquifier = hashed, secrets.token_hex(16)
        holder = Holder(account.id)
        note_act(session, account.id, Done("use_new_start", holder, at))
        return holder


def _account_of(session: Session, contact: Contact) -> int:
    account_id = session.scalar(
        sa.select(ContactIndexRow.account_id).where(ContactIndexRow.blind == blind_contact(session, contact))
    )
    if account_id is None:
        raise InputRefused("code", _WRONG)
    return account_id


def _code_of(session: Session, account_id: int, code: str, at: datetime) -> AccountCodeRow:
    row = session.get(AccountCodeRow, (account_id, KIND))
    if row is None or row.blind != blind_code(session, KIND, code) or row.expires_at <= at:
        raise InputRefused("code", _WRONG)
    return row
