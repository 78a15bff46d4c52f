"""Record that the letter was sent by which somebody without an account is reminded to be registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.settling import PROOF_MAX
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file
from scoring.casework.settling import reminders_of
from scoring.errors import InputRefused, NotAllowed
from scoring.records.settling import SettleReminderProofRow, proof_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def record_reminder(
    transaction: Transaction, shown: Shown, on: date | None, proof: str, *, officer: Officer, at: datetime
) -> Application:
    """Record the day on which the letter that stands as a task was sent, and what proves it.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `reminder_due`: no letter stands as a task.
        InputRefused: `on` (before it fell due, or to come) or `proof`.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_REMINDER, officer, at)
        waiting = next((each for each in reminders_of(session, file.row.id, file.seal) if each.on is None), None)
        if waiting is None:
            raise NotAllowed(Act.RECORD_REMINDER, Guard.REMINDER_DUE)
        if on is None or not waiting.fell_due <= on <= local_day(at):
            raise InputRefused("on", f"Give a day from {waiting.fell_due}, on which the reminder fell due, to today.")
        said = proof.strip()
        if not said or len(said) > PROOF_MAX:
            raise InputRefused("proof", f"Say in up to {PROOF_MAX} characters what proves that it was sent.")
        row = SettleReminderProofRow(
            application_id=file.row.id,
            number=waiting.number,
            on=on,
            proof=file.seal.close(said, proof_place(waiting.number)),
            at=at,
            by=officer.account_id,
        )
        session.add(row)
        return close_file(file, None, {"reminder": waiting.number, "sent_on": on})
