"""Record a hearing about a revocation: its day, who was there, and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.revocation import PRESENT_MAX, RevokingKind
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.revoking import WrittenStep, in_hand, keep_step
from scoring.errors import InputRefused, NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.revocation import Hearing
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def record_revoking_hearing(  # noqa: PLR0913 - what it goes by, and who records what
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, hearing: Hearing, *, officer: Officer, at: datetime
) -> Application:
    """Record it, once; also where nobody asked for it. The applicant reads the minutes.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `revoking`: no proposal is open, or it was heard.
        InputRefused: `on` (before the proposal, or to come), `present` or `minutes`.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_REVOKING_HEARING, officer, at)
        procedure = pinned_policy(library, file.application.pin).procedure
        found = in_hand(session, file.row.id, file.seal, procedure, timing, Act.RECORD_REVOKING_HEARING)
        if found.hearing is not None:
            raise NotAllowed(Act.RECORD_REVOKING_HEARING, Guard.REVOKING)
        proposed, today = local_day(found.at), local_day(at)
        if hearing.on is None or not proposed <= hearing.on <= today:
            raise InputRefused("on", f"Give a day from {proposed}, on which it was proposed, to today.")
        present = hearing.present.strip()
        if not present or len(present) > PRESENT_MAX:
            raise InputRefused("present", f"Say in up to {PRESENT_MAX} characters who was there.")
        said = words(hearing.minutes, "minutes", "Write down what was said at the hearing.")
        step = WrittenStep(RevokingKind.HEARD, officer.account_id, at, said, hearing.on, present)
        keep_step(session, file.row.id, file.seal, found, step)
        return close_file(file, None, {"revocation": found.number, "on": hearing.on}, said)
