"""Somebody of the office declares an interest in a file, and is barred from it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.file import close_file, hold, open_file, words
from scoring.records.desk import InterestRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def declare_interest(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Bar the officer from the file: it is still named in lists, and opened by them no more. What they did on it stays, flagged.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.DECLARE, officer, at)
        said = words(reason, "reason", "Say in which way you are concerned, for example that the applicant is a relative.")
        place = f"interests.reason/{officer.account_id}"
        session.add(
            InterestRow(application_id=file.row.id, account_id=officer.account_id, at=at, reason=file.seal.close(said, place))
        )
        if file.row.claimed_by == officer.account_id:
            hold(file.row, None, None)
        return close_file(file, None, {})
