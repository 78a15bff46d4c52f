"""An application while one act is done with it: read, locked, checked against the table of moves, then written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Move, permit
from scoring.application.status import Act, Status
from scoring.errors import InputRefused, NotFound, Stale
from scoring.records import convert
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import Seal, seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer

WORDS_MAX = 4000  # characters of a reason


@dataclass(frozen=True, slots=True)
class File:
    """One application in the hands of one officer at one moment."""

    session: Session
    row: ApplicationRow
    seal: Seal = field(repr=False)
    application: Application
    move: Move
    officer: Officer
    at: datetime


def open_file(session: Session, shown: Shown, act: Act, officer: Officer, at: datetime) -> File:
    """Read and lock the application for one act.

    Raises:
        NotFound: no such application, or the officer may see none.
        Stale: it was changed after it was shown.
        NotAllowed, MoveRefused: by the table of moves.
    """
    row = find(session, shown.reference, officer, lock=True)
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)
    seal = seal_of(session, row.id)
    application = convert.application(session, row, seal)
    move = permit(act, officer, application.status, application.parts)
    return File(session, row, seal, application, move, officer, at)


def find(session: Session, reference: str, officer: Officer, *, lock: bool = False) -> ApplicationRow:
    """Give the row of an application that the officer may see. Raises NotFound."""
    query = sa.select(ApplicationRow).where(ApplicationRow.reference == reference)
    row = session.scalar(query.with_for_update() if lock else query) if officer.may_read_files else None
    if row is None:
        raise NotFound("application", reference)
    return row


def close_file(file: File, status: Status, facts: Mapping[str, Any], words: str = "") -> Application:
    """Write the new status, the officer's part, the next version and the event; give the application as it is now."""
    row, session = file.row, file.session
    row.status = status
    row.version += 1
    note = file.seal.close(words, convert.note_place(row.version)) if words else None
    take_part(session, row.id, file.move, file.officer)
    append(session, Entry(stream_of(row.id), file.move.act, file.officer, file.at, {**facts, "status": status}, note))
    session.flush()
    return convert.application(session, row, file.seal)


def take_part(session: Session, application_id: int, move: Move, officer: Officer) -> None:
    """Keep that the officer is maker or checker of this file from now on."""
    if move.part and session.get(PartRow, (application_id, officer.account_id)) is None:
        session.add(PartRow(application_id=application_id, account_id=officer.account_id, part=move.part))


def words(text: str, name: str, remedy: str) -> str:
    """Give the words of an act without blanks around. Raises InputRefused where there are none, or too many."""
    stripped = text.strip()
    if not stripped:
        raise InputRefused(name, remedy)
    if len(stripped) > WORDS_MAX:
        raise InputRefused(name, f"Shorten it to {WORDS_MAX} characters; it has {len(stripped)}.")
    return stripped
