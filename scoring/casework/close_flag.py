"""A flag that was looked into is closed, with what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.casework.flags import closing_place, desk_of
from scoring.errors import NotAllowed
from scoring.records.desk import FlagClosingRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.desk import Flagged
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def close_flag(
    transaction: Transaction, shown: Shown, flagged: Flagged, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Close one flag of the file; the same pair is not flagged again, another one is. Nobody closes their own interest.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; `flag_open` where no such flag stands open.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.CLOSE_FLAG, officer, at)
        if flagged not in desk_of(session, file.row, file.seal, officer).open:
            raise NotAllowed(Act.CLOSE_FLAG, Guard.FLAG_OPEN)
        said = words(reason, "reason", "Say what you looked into and what you found.")
        row = FlagClosingRow(application_id=file.row.id, flag=flagged.flag, subject=flagged.subject, at=at, by=officer.account_id)
        row.reason = file.seal.close(said, closing_place(flagged.flag, flagged.subject))
        session.add(row)
        return close_file(file, None, {"flag": flagged.flag, "subject": flagged.subject}, said)
