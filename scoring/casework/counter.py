"""A person at the counter: the code that the page of an account shows, and the account that an officer finds by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.code import read_code
from scoring.application.contact import Contact
from scoring.application.holder import Holder
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.codes import new_code
from scoring.casework.holders import Done, contact_of, find_account, holder_of, note_act
from scoring.errors import InputRefused, NotAllowed
from scoring.records.account_sealing import account_seal, blind_code
from scoring.records.database import reading
from scoring.records.holders import AccountCodeRow, VerifiedIdentityRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

KIND = "counter"
LENGTH = 9
VALID = timedelta(hours=24)
_CODE = "account_codes.code/counter"


@dataclass(frozen=True, slots=True)
class CounterCode:
    """The code that an officer types, and until when."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The account of a person at the counter. `version` is that of the verified identity, 0 where there is none yet."""

    holder: Holder
    contact: Contact
    version: int


def show_code(transaction: Transaction, *, holder: Holder, at: datetime) -> CounterCode:
    """Give the code of an account for the counter, a new one where the last has expired."""
    with transaction() as session:
        find_account(session, holder.account_id, lock=True)
        shown = _shown(session, holder.account_id, at)
        if shown is not None:
            return shown
        made = CounterCode(new_code(LENGTH), at + VALID)
        seal = account_seal(session, holder.account_id)
        row = AccountCodeRow(account_id=holder.account_id, kind=KIND, blind=blind_code(session, KIND, made.code))
        row.code, row.expires_at = seal.close(made.code, _CODE), made.expires_at
        session.merge(row)
        note_act(session, holder.account_id, Done("show_code", holder, at))
        return made


def shown_code(transaction: Transaction, *, holder: Holder, at: datetime) -> CounterCode | None:
    """Give the code that holds now; None where there is none."""
    with reading(transaction) as session:
        return _shown(session, find_account(session, holder.account_id).id, at)


def find_at_counter(transaction: Transaction, code: str, *, officer: Officer, at: datetime) -> AtCounter:
    """Find the account of a person by the code that they show.

    Raises:
        NotAllowed: `role`: neither officer nor supervisor.
        InputRefused: `code` is mistyped, or no account has it now.
    """
    if officer.roles.isdisjoint({Role.OFFICER, Role.SUPERVISOR}):
        raise NotAllowed("find_at_counter", Guard.ROLE)
    with reading(transaction) as session:
        account_id = account_by_code(session, code, at)
        identity = session.get(VerifiedIdentityRow, account_id)
        contact = contact_of(session, account_id, account_seal(session, account_id))
        return AtCounter(holder_of(session, account_id), contact, 0 if identity is None else identity.version)


def account_by_code(session: Session, code: str, at: datetime, *, field: str = "code") -> int:
    """Give the id of the account that has the code now, within a transaction. Raises InputRefused, naming *field*."""
    plain = read_code(code, LENGTH, at=field)
    found = session.scalar(
        sa.select(AccountCodeRow.account_id).where(
            AccountCodeRow.kind == KIND, AccountCodeRow.blind == blind_code(session, KIND, plain), AccountCodeRow.expires_at > at
        )
    )
    if found is None:
        raise InputRefused(field, "No account shows this code now. Ask the person to show a code anew on the page of the account.")
    return find_account(session, found).id


def _shown(session: Session, account_id: int, at: datetime) -> CounterCode | None:
    row = session.get(AccountCodeRow, (account_id, KIND))
    if row is None or row.code is None or row.expires_at <= at:
        return None
    return CounterCode(account_seal(session, account_id).open(row.code, _CODE), row.expires_at)
