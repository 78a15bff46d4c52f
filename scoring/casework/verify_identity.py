"""Verify who holds an account: an officer saw the card, or a provider stated name and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.holder import Card, Holder
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.counter import account_by_code
from scoring.casework.holders import NAME, NUMBER, Done, contact_of, find_account, holder_of, note_act
from scoring.errors import InputRefused, NotAllowed
from scoring.records.account_sealing import account_seal
from scoring.records.database import lock
from scoring.records.holders import VerifiedIdentityIndexRow, VerifiedIdentityRow
from scoring.records.sealing import keys_of
from scoring.records.staff import StaffIdentityRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

NAME_MAX = 60


def verify_identity(transaction: Transaction, code: str, card: Card, *, officer: Officer, at: datetime, saw_card: bool) -> Holder:
    """Keep name and number of a card that an officer saw, for the account whose code the person shows.

    The same once more changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        code: of the account.
        card: what stands on the card; the number comes from `application.identity.identity_number`.
        officer: who saw it.
        at: the moment of the act, aware.
        saw_card: that the officer says so.

    Raises:
        NotAllowed: `role`: no officer; `no_interest`: the card is the officer's own.
        InputRefused: `code`, `name` or `identity_number` is wrong; `saw_card` is not said; the account is verified already;
            another account has the number.
    """
    if Role.OFFICER not in officer.roles:
        raise NotAllowed("verify_identity", Guard.ROLE)
    checked = checked_card(card)
    if not saw_card:
        raise InputRefused("saw_card", "Confirm that you saw the card: without it nothing is verified.")
    with transaction() as session:
        account_id = account_by_code(session, code, at)
        find_account(session, account_id, lock=True)
        kept = holder_of(session, account_id)
        if kept.identity is not None:
            if (kept.identity.name, kept.identity.identity_number) == (checked.name, checked.identity_number):
                return kept
            raise InputRefused("code", "The identity of this account is verified already. A supervisor corrects a wrong one.")
        keep_identity(session, account_id, checked, officer, at)
        note_act(session, account_id, Done("verify_identity", officer, at, {"by": "counter"}))
        return holder_of(session, account_id)


def keep_identity(session: Session, account_id: int, card: Card, officer: Officer | None, at: datetime) -> int:
    """Write the identity of an account, in place of one it had; give its version. None as officer is a provider.

    Raises:
        InputRefused: another account has the number.
        NotAllowed: `no_interest`: the card is the officer's own.
    """
    blind = keys_of(session).blind(card.identity_number)
    if officer is not None:
        _refuse_own(session, officer, blind)
    lock(session, f"identity:{blind.hex()}")
    _refuse_second(session, account_id, blind)
    seal = account_seal(session, account_id)
    row = session.get(VerifiedIdentityRow, account_id) or VerifiedIdentityRow(account_id=account_id, version=0)
    row.version += 1
    row.name, row.identity_number = seal.close(card.name, NAME), seal.close(card.identity_number.reveal(), NUMBER)
    row.by, row.at = ("counter", at) if officer else ("provider", at)
    row.officer_id = officer.account_id if officer else None
    session.add(row)
    session.flush()
    session.merge(VerifiedIdentityIndexRow(account_id=account_id, blind=blind))
    session.flush()
    return row.version


def checked_card(card: Card) -> Card:
    """Give the card with its name tidied. Raises InputRefused."""
    name = " ".join(card.name.split())
    if not name:
        raise InputRefused("name", "Type the name as it stands on the identity card.")
    if len(name) > NAME_MAX:
        raise InputRefused("name", f"Shorten the name to {NAME_MAX} characters; it has {len(name)}.")
    return Card(name, card.identity_number)


def _refuse_own(session: Session, officer: Officer, blind: bytes) -> None:
    """Nobody looks at the own card for the office."""
    known = session.get(StaffIdentityRow, officer.account_id)
    if known is not None and known.blind == blind:
        raise NotAllowed("verify_identity", Guard.NO_INTEREST)


def _refuse_second(session: Session, account_id: int, blind: bytes) -> None:
    found = sa.select(VerifiedIdentityIndexRow.account_id).where(VerifiedIdentityIndexRow.blind == blind)
    other = session.scalar(found.where(VerifiedIdentityIndexRow.account_id != account_id))
    if other is not None:
        contact = contact_of(session, other, account_seal(session, other))
        remedy = (
            f"This number is verified for another account, that of {contact}. The person uses that one: give it a new start if its "
            "password is lost. Or the person closes it first."
        )
        raise InputRefused("identity_number", remedy)
