"""A file is given back by who holds it, or taken from who is absent by a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.file import close_file, hold, open_file, words

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def give_back(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime) -> Application:
    """Let others take the file. What was done on it stays.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; `claim_own` where the officer does not hold it.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.GIVE_BACK, officer, at)
        hold(file.row, None, None)
        return close_file(file, None, {})


def release_claim(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Take the file from who holds it, for others to take; the journal keeps whom it was taken from and why.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; `claim_held` where nobody holds it.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RELEASE, officer, at)
        said = words(reason, "reason", "Say why the file is taken from who holds it, for example until when they are absent.")
        facts = {"from": file.row.claimed_by}
        hold(file.row, None, None)
        return close_file(file, None, facts, said)
