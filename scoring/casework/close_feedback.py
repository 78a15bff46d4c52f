"""Somebody of the office dealt with what was said about the service, and says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.casework.feedback_queries import find_feedback, refuse_others
from scoring.casework.give_feedback import faults, plain
from scoring.errors import NotAllowed
from scoring.records.feedback import note_place
from scoring.records.feedback_sealing import seal_of_feedback
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

STREAM = "feedback"
ACT = "close_feedback"
UNDEALT = "undealt"
"""Why it is not closed: it is closed already, and what was said of it stands."""


def close_feedback(transaction: Transaction, number: str, note: str, *, officer: Officer, at: datetime) -> None:
    """Close it, once, with what was done. Whoever has the number reads that, so a person must not be named in it either.

    Raises:
        NotFound: there is none of that number, or its term is over.
        NotAllowed: `role`: the officer does not deal with it; `undealt`: it is dealt with already.
        InputRefused: `note` is empty, too long, or names a person.
    """
    refuse_others(ACT, officer)
    for fault in faults(note, on=local_day(at), marks=("identity_number", "mobile"), name="note"):
        raise fault
    with transaction() as session:
        row = find_feedback(session, number, lock=True)
        if row.closed_at is not None:
            raise NotAllowed(ACT, UNDEALT)
        sealed = seal_of_feedback(session, row.id).close(plain(note), note_place(number))
        row.closed_at, row.closed_by, row.note = at, officer.account_id, sealed
        append(session, Entry(STREAM, ACT, officer, at, {"number": number}))
        session.flush()
