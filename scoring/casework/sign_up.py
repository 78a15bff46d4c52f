"""Open an account for an applicant, by the applicant."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import consent
from scoring.application.contact import contact
from scoring.application.holder import Holder
from scoring.application.officer import Role
from scoring.application.password import new_password
from scoring.casework.holders import CONTACT, Done, note_act
from scoring.errors import InputRefused
from scoring.records.account_sealing import blind_contact, new_account_seal
from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.database import lock
from scoring.records.holders import ConsentRow, ContactIndexRow, ContactRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.contact import Contact
    from scoring.records.database import Transaction

NAME = "申请人 Applicant"
"""What stands under the acts of every applicant's account: nothing personal."""


@dataclass(frozen=True, slots=True)
class SigningUp:
    """What an applicant gave: the contact, the password, and the version of the consent text that was shown and accepted."""

    contact: Contact
    password: str = field(repr=False)
    consent: str


def faults(contact_typed: str, password: str, agreed: str) -> tuple[InputRefused, ...]:
    """Name everything that is wrong with what was typed, at once; `sign_up` raises the first of them."""
    found = []
    for check in (lambda: contact(contact_typed), lambda: new_password(password), lambda: _agreed(agreed)):
        try:
            check()
        except InputRefused as refused:
            found.append(refused)
    return tuple(found)


def _agreed(version: str) -> None:
    if version != consent.CURRENT:
        raise InputRefused("consent", "Read what you agree to, and tick the box: without it there can be no account.")


def sign_up(transaction: Transaction, given: SigningUp, *, at: datetime, hash_password: Callable[[str], str]) -> Holder:
    """Open the account.

    Args:
        transaction: opens the one transaction of this act.
        given: what the applicant typed.
        at: the moment of the act, aware.
        hash_password: that of the sign-in.

    Raises:
        InputRefused: `password` as `application.password` says; `consent` is not the version of today; `contact` has an account.
    """
    password = new_password(given.password)
    _agreed(given.consent)
    hashed = hash_password(password)
    with transaction() as session:
        blind = blind_contact(session, given.contact)
        lock(session, f"contact:{blind.hex()}")
        if session.scalar(sa.select(ContactIndexRow.account_id).where(ContactIndexRow.blind == blind)) is not None:
            raise InputRefused("contact", "There is an account with this already. Sign in with it instead.")
        row = _account(session, hashed, at)
        _keep_contact(session, row.id, given.contact, blind, at)
        session.add(ConsentRow(account_id=row.id, version=given.consent, at=at))
        holder = Holder(row.id)
        note_act(session, row.id, Done("sign_up", holder, at, {"consent": given.consent, "contact": given.contact.kind}))
        return holder


def _account(session: Session, hashed: str, at: datetime) -> AccountRow:
    """Write the row that the sign-in reads. Its names are random, since that table is not encrypted."""
    name = f"applicant-{secrets.token_hex(10)}"
    row = AccountRow(
        username=name,
        email=f"{name}@account.invalid",
        name=NAME,
        password=hashed,
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
        roles=[session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.APPLICANT)).one()],
    )
    session.add(row)
    session.flush()
    return row


def _keep_contact(session: Session, account_id: int, contact: Contact, blind: bytes, at: datetime) -> None:
    seal = new_account_seal(session, account_id, at)
    session.add(ContactRow(account_id=account_id, kind=contact.kind, contact=seal.close(contact.reveal(), CONTACT)))
    session.flush()
    session.add(ContactIndexRow(account_id=account_id, blind=blind))
    session.flush()
