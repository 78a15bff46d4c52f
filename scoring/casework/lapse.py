"""The registration was not done in time: what still waits for it is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import lapses
from scoring.application.status import Act
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.register import end, entitlements

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def lapse(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Cancel what the people who are not registered still wait for, their right to be registered included.

    What is in force for those who are registered stays.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.LAPSE, officer, at)
        given = words(reason, "reason", "Say which period ran out and how the person was reminded.")
        cancelled = _cancel(file, given)
        return close_file(file, file.move.target, {"cancelled": cancelled}, given)


def _cancel(file: File, reason: str) -> int:
    waiting = file.application.unregistered
    return end(
        file,
        [row for row in entitlements(file) if row.person in waiting and lapses(row.service, EntitlementState(row.state))],
        reason,
    )
