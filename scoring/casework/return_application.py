"""A supervisor sends a recommendation back with what is to be redone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.admission import refuse_counted
from scoring.casework.file import close_file, words
from scoring.casework.reviewing import open_review
from scoring.casework.waiting_for_list import refuse_objected
from scoring.records import convert

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def return_application(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, redo: str) -> Application:
    """Make the application accepted again; `redo` stands on it until the next recommendation.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`.
        NotYet: as `refuse_objected`. NotAllowed: as `refuse_counted`.
        InputRefused: `redo` is empty.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.RETURN, officer, at)
        file = review.file
        refuse_objected(file)
        refuse_counted(file)
        asked = words(redo, "redo", "Say what is to be redone, so that the officer can begin at once.")
        file.row.redo = file.seal.close(asked, convert.REDO)
        return close_file(file, file.move.target, {"recommendation": review.recommendation.number}, asked)
