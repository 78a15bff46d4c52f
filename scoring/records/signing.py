"""Making keys that sign, signing with them, and checking what was signed: Ed25519 (RFC 8032).

A private key is unwrapped for one signature and kept nowhere. A key is made when it is first needed.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from scoring.application.plain import canonical
from scoring.records.accounts import AccountRow
from scoring.records.database import lock
from scoring.records.sealing import keys_of
from scoring.records.signatures import JournalSealRow, OfficerKeyRow, OfficerPrivateKeyRow, ServiceKeyRow, ServicePrivateKeyRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

FORM = 1
"""The form of what the service signs. It never changes: what is signed otherwise is another form."""


def service_key(session: Session, at: datetime) -> ServiceKeyRow:
    """Give the service's key, made now where there is none."""
    lock(session, "service_keys")
    row = session.scalar(sa.select(ServiceKeyRow).order_by(ServiceKeyRow.number.desc()).limit(1))
    if row is None:
        private = Ed25519PrivateKey.generate()
        row = ServiceKeyRow(public=private.public_key().public_bytes_raw(), made_at=at)
        session.add(row)
        session.flush()
        wrapped = keys_of(session).wrap(private.private_bytes_raw(), _service_place(row.number))
        session.add(ServicePrivateKeyRow(number=row.number, wrapped=wrapped))
        session.flush()
    return row


def sign_as_service(session: Session, key: ServiceKeyRow, statement: object) -> bytes:
    """Sign the canonical form of a statement with the service's key; 64 bytes."""
    wrapped = session.get_one(ServicePrivateKeyRow, key.number).wrapped
    return _signed(keys_of(session).unwrap(wrapped, _service_place(key.number)), statement)


def officer_key(session: Session, account_id: int, at: datetime) -> OfficerKeyRow:
    """Give the key that an account signs with, made and countersigned now where there is none, or none can be used any more."""
    lock(session, f"officer_keys/{account_id}")
    usable = sa.select(OfficerKeyRow).join(OfficerPrivateKeyRow, OfficerPrivateKeyRow.number == OfficerKeyRow.number)
    newest = usable.where(OfficerKeyRow.account_id == account_id).order_by(OfficerKeyRow.number.desc()).limit(1)
    return session.scalar(newest) or _new_officer_key(session, account_id, at)


def sign_as_officer(session: Session, key: OfficerKeyRow, statement: object) -> bytes:
    """Sign the canonical form of a statement with an officer's key; 64 bytes."""
    wrapped = session.get_one(OfficerPrivateKeyRow, key.number).wrapped
    return _signed(keys_of(session).unwrap(wrapped, _officer_place(key.number)), statement)


def officer_statement(key: OfficerKeyRow) -> dict[str, object]:
    """Give what the service countersigns: that this key is this account's."""
    return {"form": FORM, "kind": "officer_key", "account": key.account_id, "public": key.public.hex(), "made_at": key.made_at}


def seal_statement(seal: JournalSealRow) -> dict[str, object]:
    """Give what the service signs of a seal."""
    kept = {"at": seal.at, "first": seal.first, "last": seal.last, "root": seal.root, "head": seal.head}
    return {"form": FORM, "kind": "journal_seal", **kept}


def holds(public: bytes, statement: object, signature: bytes) -> bool:
    """Whether the signature over the canonical form of a statement is that key's."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, canonical(statement).encode())
    except InvalidSignature:
        return False
    return True


def is_countersigned(session: Session, key: OfficerKeyRow) -> bool:
    """Whether the service says of a key whose it is."""
    service = session.get_one(ServiceKeyRow, key.service_key)
    return holds(service.public, officer_statement(key), key.countersignature)


def destroy_closed(session: Session) -> int:
    """Destroy the private keys of accounts that are closed; give how many. What they signed keeps verifying."""
    closed = sa.select(OfficerKeyRow.number).join(AccountRow, AccountRow.id == OfficerKeyRow.account_id).where(~AccountRow.active)
    gone = sa.delete(OfficerPrivateKeyRow).where(OfficerPrivateKeyRow.number.in_(closed)).returning(OfficerPrivateKeyRow.number)
    return len(session.scalars(gone).all())


def _new_officer_key(session: Session, account_id: int, at: datetime) -> OfficerKeyRow:
    service, private = service_key(session, at), Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    row = OfficerKeyRow(account_id=account_id, public=public, made_at=at.astimezone(UTC), service_key=service.number)
    row.countersignature = sign_as_service(session, service, officer_statement(row))
    session.add(row)
    session.flush()
    wrapped = keys_of(session).wrap(private.private_bytes_raw(), _officer_place(row.number))
    session.add(OfficerPrivateKeyRow(number=row.number, wrapped=wrapped))
    session.flush()
    return row


def _signed(private: bytes, statement: object) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).sign(canonical(statement).encode())


def _service_place(number: int) -> str:
    return f"service_private_keys.wrapped/{number}"


def _officer_place(number: int) -> str:
    return f"officer_private_keys.wrapped/{number}"
