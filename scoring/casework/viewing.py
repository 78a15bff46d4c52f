"""Reads of personal data are written down before anything is shown; what is masked is shown whole for a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.identity import is_whole_number
from scoring.casework.file import find, words
from scoring.records import convert
from scoring.records.access_log import Read, append_read
from scoring.records.applications import ApplicationRow
from scoring.records.decisions import DecisionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

IDENTITY_NUMBER = "identity_number"


@dataclass(frozen=True, slots=True)
class View:
    """What was looked at: a page (the name of its route), of which file or decision, or a list of how many rows.

    `sought` is the text that a list was searched by; only whether it was an identity number is kept.
    """

    page: str
    reference: str = ""
    rows: int | None = None
    sought: str = field(default="", repr=False)


def viewed(transaction: Transaction, view: View, *, by: Officer | Holder, at: datetime) -> None:
    """Write a read down, in a transaction of its own. What was read must not be shown where this fails."""
    with transaction() as session:
        note_view(session, view, by=by, at=at)


def note_view(session: Session, view: View, *, by: Officer | Holder, at: datetime) -> None:
    """Write a read down in the transaction of who reads."""
    sought = IDENTITY_NUMBER if is_whole_number(view.sought) else None
    read = Read(by.account_id, view.page, at, application_id(session, view.reference), view.rows, sought)
    append_read(session, read)


def reveal(transaction: Transaction, reference: str, *, officer: Officer, at: datetime, reason: str, page: str) -> Application:
    """Give an application whose names and numbers may be shown whole, once the reason is written down.

    Raises:
        NotFound: no such application, or none that the officer may see.
        InputRefused: `reason` is empty or too long.
    """
    given = words(reason, "reason", "Say for what you need names and numbers in full.")
    with transaction() as session:
        row = find(session, reference, officer)
        seal = seal_of(session, row.id)
        append_read(session, Read(officer.account_id, page, at, row.id, seal_reason=partial(seal.close, given)))
        return convert.application(session, row, seal)


def application_id(session: Session, reference: str) -> int | None:
    """Give the application that the reference of a file or of a decision belongs to."""
    files = sa.select(ApplicationRow.id).where(ApplicationRow.reference == reference)
    decisions = sa.select(DecisionRow.application_id).where(DecisionRow.reference == reference)
    return session.scalar(files.union_all(decisions))
