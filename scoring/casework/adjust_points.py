"""积分调整: an officer takes approved points up again, since a fact turned out to be another; meanwhile there are none.

This is to a points record what correction (更正) and a new version after review are to an application: nothing was granted on it,
so that no decision has to hold meanwhile and none is superseded. Each approval stays with its number and hash, two people sign the
next one, and whoever cites the former is flagged. A record that was not accepted or given up is followed by another, at any time.
"""

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
