"""积分调整: an officer takes approved points up again, since a fact turned out to be another; meanwhile there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.casework.points import approvals

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def adjust_points(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Make the record accepted again: it is verified and proposed anew, and approved by a second person under another hash.

    The terms of verification run from now. Applications that cite what was approved are flagged, and none is granted on it.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.ADJUST, officer, at)
        given = words(reason, "reason", "Say what is looked into anew, and why: the applicant reads it.")
        approval = approvals(session, file.row)[-1]
        file.row.accepted_at = at
        return close_file(file, file.move.target, {"approval": approval.number, "hash": approval.hash}, given)
