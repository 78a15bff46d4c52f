"""Looking a document up by its number and the secret in its QR code: for whoever holds it, without an account.

Whoever has only the number learns nothing, not even that it exists; who has the secret too learns whether it holds, under which
scheme, of which day and by which office; who also knows the last characters of the identity number is told the rest.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.endings import ENDING
from scoring.application.outside import ENDED
from scoring.application.persons import masked
from scoring.application.status import Status
from scoring.casework.issue import document_place
from scoring.errors import Erased, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.documents import DocumentRow
from scoring.records.sealing import seal_of
from scoring.records.signatures import ServiceKeyRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

TAIL = 4
"""How many of the last characters of an identity number are asked for."""

Holds = Literal["valid", "superseded", "revoked", "lapsed", "undone"]
_HOLDS: Mapping[str, Holds] = {"superseded": "superseded", "revoked": "revoked", "lapsed": "lapsed"}
"""By the status of the file; a document of a file that stands otherwise is valid."""

_ENDING = {ENDED[status] for status in ENDING.values()}
"""The documents by which a grant ends."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is told to who knows the identity tail: what document it is, to whom it is addressed, of which file, its digest."""

    title: Mapping[str, str]
    addressee: str
    application: str
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What is told of a document to who holds it; `rest` is None without the identity tail."""

    holds: Holds
    scheme: str
    version: str
    on: date
    office: Mapping[str, str]
    rest: Rest | None = field(default=None, repr=False)


def look_up_document(transaction: Transaction, number: str, secret: str, tail: str = "") -> Verified | None:
    """Say what is known of a document; None alike where there is no such number and where the secret is another's.

    The same is asked, and some document opened and compared, in any case, so that the time it takes tells as little.
    """
    with reading(transaction) as session:
        another = session.scalar(sa.select(DocumentRow).order_by(DocumentRow.issued_at.desc()).limit(1))
        row = session.scalar(sa.select(DocumentRow).where(DocumentRow.reference == number.strip()))
        opened = row or another
        content = None if opened is None else _content(session, opened)
        if content is None or not _same(content["secret"], secret) or row is None:
            return None
        file = session.get_one(ApplicationRow, row.application_id)
        holds, office = _holds(file.status, row.kind), content["office"] or content["organ"]
        rest = _rest(content, row.digest, tail)
        return Verified(holds, file.scheme, file.policy_version, local_day(row.issued_at), office, rest)


def _holds(status: str, kind: str) -> Holds:
    """Say whether a document holds: one by which the file was closed does, whatever became of those before it.

    One by which a grant ended that holds again does not: an outside body took that away.
    """
    if kind in _ENDING and status in {Status.GRANTED, Status.SETTLED}:
        return "undone"
    return "valid" if kind == status else _HOLDS.get(status, "valid")


def service_public_key(transaction: Transaction) -> str:
    """Give the newest public key of the service in hex, empty before the first signature."""
    with reading(transaction) as session:
        key = session.scalar(sa.select(ServiceKeyRow.public).order_by(ServiceKeyRow.number.desc()).limit(1))
        return "" if key is None else key.hex()


def _content(session: Session, row: DocumentRow) -> Mapping[str, Any] | None:
    """Open a document; None where its file was erased."""
    try:
        seal = seal_of(session, row.application_id)
    except (Erased, NotFound):
        return None
    content: Mapping[str, Any] = seal.open_document(row.content, document_place(row.number))
    return content


def _rest(content: Mapping[str, Any], digest: str, tail: str) -> Rest | None:
    addressee = content["addressee"]
    if not _same(addressee["identity_number"][-TAIL:], tail.strip().upper()):
        return None
    return Rest(content["title"], masked(addressee["name"]), content["application"], digest)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
