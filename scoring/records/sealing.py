"""Encrypting the personal columns of one application."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scoring.application.deadlines import local_day
from scoring.application.plain import canonical
from scoring.errors import Erased, NotFound
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.erasures import ErasureRow
from scoring.records.keys import Keys, new_data_key, seal, unseal

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Seal:
    """Encrypts and reads one application's columns. A place is `table.column/number`; what is moved elsewhere is unreadable."""

    _key: bytes = field(repr=False)

    def close(self, words: str, place: str) -> bytes:
        """Encrypt words for one place."""
        return seal(self._key, words.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Read the words of one place. Raises `cryptography.exceptions.InvalidTag` where they were changed or moved."""
        return unseal(self._key, sealed, place).decode()

    def close_content(self, content: bytes, place: str) -> bytes:
        """Encrypt what is no text, such as a file."""
        return seal(self._key, content, place)

    def open_content(self, sealed: bytes, place: str) -> bytes:
        """Read what `close_content` encrypted for the same place."""
        return unseal(self._key, sealed, place)

    def close_document(self, document: object, place: str) -> bytes:
        """Encrypt a value in its canonical form."""
        return self.close(canonical(document), place)

    def open_document(self, sealed: bytes, place: str) -> Any:
        """Read a value as plain JSON values."""
        return json.loads(self.open(sealed, place))


def keys_of(session: Session) -> Keys:
    """Give the keys that the transaction brought along."""
    keys: Keys = session.info["keys"]
    return keys


def new_seal(session: Session, application_id: int, at: datetime) -> Seal:
    """Make the data key of a new application and keep it wrapped."""
    data_key = new_data_key()
    wrapped = keys_of(session).wrap(data_key, _place(application_id))
    session.add(DataKeyRow(application_id=application_id, wrapped=wrapped, created_at=at))
    return Seal(data_key)


def seal_of(session: Session, application_id: int) -> Seal:
    """Give the seal of a recorded application.

    Raises:
        Erased: its key was destroyed when its retention was over.
        SettingsRefused: the instance runs with another master key than the records were made with.
    """
    row = session.get(DataKeyRow, application_id)
    if row is None:
        raise _keyless(session, application_id)
    return Seal(keys_of(session).unwrap(row.wrapped, _place(application_id)))


def erased_on(session: Session, application_id: int) -> date | None:
    """Give the day on which a file was erased."""
    row = session.get(ErasureRow, application_id)
    return None if row is None else local_day(row.erased_at)


def _keyless(session: Session, application_id: int) -> Erased | NotFound:
    reference = session.get_one(ApplicationRow, application_id).reference
    gone = erased_on(session, application_id)
    return NotFound("application", reference) if gone is None else Erased(reference, gone)


def _place(application_id: int) -> str:
    return f"data_keys.wrapped/{application_id}"
