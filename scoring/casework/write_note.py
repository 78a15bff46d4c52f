"""A note of the office on a file, for colleagues; the applicant is never sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.records.desk import NoteRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def write_note(transaction: Transaction, shown: Shown, text: str, *, officer: Officer, at: datetime) -> Application:
    """Keep a note, encrypted, for good. The journal says that one was written, not what it says.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `words` is empty or too long.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.NOTE, officer, at)
        said = words(text, "words", "Write what your colleagues should know.")
        count = sa.select(sa.func.count()).where(NoteRow.application_id == file.row.id)
        number = session.scalars(count).one() + 1
        sealed = file.seal.close(said, note_place(number))
        session.add(NoteRow(application_id=file.row.id, number=number, at=at, by=officer.account_id, words=sealed))
        return close_file(file, None, {"note": number})


def note_place(number: int) -> str:
    """Where the words of a note stand."""
    return f"notes.words/{number}"
