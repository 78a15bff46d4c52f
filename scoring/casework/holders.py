"""Applicants' accounts: finding one, reading what it holds, and what each act on one has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.contact import Contact
from scoring.application.holder import Holder, VerifiedIdentity
from scoring.application.identity import IdentityNumber
from scoring.application.notice import TOLD_OF_ACCOUNT
from scoring.application.officer import Officer
from scoring.casework.notify import notify
from scoring.errors import NotFound
from scoring.records import convert
from scoring.records.account_sealing import account_seal, blind_contact
from scoring.records.accounts import AccountRow, is_applicants
from scoring.records.database import lock, reading
from scoring.records.events import EventRow
from scoring.records.holders import ConsentRow, ContactIndexRow, ContactRow, VerifiedIdentityRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

CONTACT = "contacts.contact/1"
NAME, NUMBER = "verified_identities.name/1", "verified_identities.identity_number/1"
"""Where what is personal stands."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act on an account, for the journal: what, by whom, when, with facts that are not personal, and with words."""

    act: str
    by: Officer | Holder
    at: datetime
    facts: Mapping[str, object] = field(default_factory=dict)
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """A version of the consent text, and when it was accepted."""

    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HoldersAccount:
    """What an applicant's account holds, for its holder."""

    holder: Holder
    contact: Contact
    proven_at: datetime | None  # when the contact was proven
    opened_at: datetime
    consents: tuple[Consent, ...]


def read_holder(transaction: Transaction, account_id: int) -> Holder:
    """Give who holds an open account of an applicant. Raises NotFound."""
    with reading(transaction) as session:
        return holder_of(session, find_account(session, account_id).id)


def read_account(transaction: Transaction, holder: Holder) -> HoldersAccount:
    """Give what the holder's own account holds. Raises NotFound where it was closed meanwhile."""
    with reading(transaction) as session:
        row = find_account(session, holder.account_id)
        consents = sa.select(ConsentRow).where(ConsentRow.account_id == row.id).order_by(ConsentRow.at)
        return HoldersAccount(
            holder=holder_of(session, row.id),
            contact=contact_of(session, row.id, account_seal(session, row.id)),
            proven_at=session.get_one(ContactRow, row.id).proven_at,
            opened_at=row.created_at,
            consents=tuple(Consent(kept.version, kept.at) for kept in session.scalars(consents)),
        )


def username_by(transaction: Transaction, contact: Contact) -> str | None:
    """Give the name under which the sign-in knows the account with this contact; None where there is none."""
    found = (
        sa.select(AccountRow.username).join(ContactIndexRow, ContactIndexRow.account_id == AccountRow.id).where(AccountRow.active)
    )
    with reading(transaction) as session:
        return session.scalar(found.where(ContactIndexRow.blind == blind_contact(session, contact)))


def find_account(session: Session, account_id: int, *, lock: bool = False) -> AccountRow:
    """Give the row of an open account of an applicant. Raises NotFound."""
    query = sa.select(AccountRow).where(AccountRow.id == account_id, AccountRow.active)
    row = session.scalar(query.with_for_update(of=AccountRow) if lock else query)
    if row is None or not is_applicants(row):
        raise NotFound("account", str(account_id))
    return row


def holder_of(session: Session, account_id: int) -> Holder:
    """Give who holds an open account, with the identity as far as it is verified."""
    row = session.get(VerifiedIdentityRow, account_id)
    return Holder(account_id, None if row is None else identity_of(row, account_seal(session, account_id)))


def identity_of(row: VerifiedIdentityRow, seal: Seal) -> VerifiedIdentity:
    """Give a verified identity."""
    number = IdentityNumber(seal.open(row.identity_number, NUMBER))
    return VerifiedIdentity(seal.open(row.name, NAME), number, "provider" if row.by == "provider" else "counter", row.at)


def contact_of(session: Session, account_id: int, seal: Seal) -> Contact:
    """Give the contact of an open account."""
    row = session.get_one(ContactRow, account_id)
    return Contact("phone" if row.kind == "phone" else "email", seal.open(row.contact, CONTACT))


def note_act(session: Session, account_id: int, done: Done) -> None:
    """Write an act on an applicant's account into the journal, its words encrypted with the account's key; tell the holder."""
    stream = f"account:{account_id}"
    lock(session, stream)
    note = None
    if done.words:
        last = session.scalar(sa.select(sa.func.max(EventRow.number)).where(EventRow.stream == stream)) or 0
        note = account_seal(session, account_id).close(done.words, convert.note_place(last + 1))
    append(session, Entry(stream, done.act, done.by, done.at, done.facts, note))
    kind = TOLD_OF_ACCOUNT.get(done.act)
    if kind is not None:
        notify(session, account_id, kind, {}, done.at)
