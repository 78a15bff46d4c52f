"""终止更正: a supervisor gives a new version of a file up; the older decision just holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.guards import Guard
from scoring.application.review import StepKind
from scoring.application.status import Act
from scoring.casework.file import close_file, hold, open_file, words
from scoring.casework.reviewed_versions import close_behind
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def give_up_version(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Close a version without a decision. The file may be followed by another one afterwards; a review of it goes on.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `is_version`: the file is no new version.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.GIVE_UP, officer, at)
        if file.application.replaces is None:
            raise NotAllowed(Act.GIVE_UP, Guard.IS_VERSION)
        said = words(reason, "reason", "Say why nothing is to be put right: the applicant reads it.")
        hold(file.row, None, None)
        behind = close_behind(file, StepKind.GIVEN_UP, said)
        return close_file(file, file.move.target, {"replaces": file.application.replaces.reference, **behind}, said)
