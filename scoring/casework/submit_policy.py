"""Hand a draft to a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.draft_moves import open_draft, require_ready, write_down
from scoring.casework.draft_queries import find_draft
from scoring.casework.file import words
from scoring.records.policies import SubmissionRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, DraftShown
    from scoring.records.database import Transaction


def submit_policy(transaction: Transaction, shown: DraftShown, *, officer: Officer, at: datetime, reason: str) -> Draft:
    """Submit the newest revision of a draft whose texts have no finding and whose cases hold.

    Raises:
        NotAllowed, NotFound, Stale, MoveRefused: as `open_draft`.
        InputRefused: `reason` is empty or too long.
        PolicyNotReady: findings, no cases, cases that do not hold, a rule for open applications that does not exist.
    """
    with transaction() as session:
        draft = open_draft(session, shown, "submit", officer)
        said = words(reason, "reason", "Say what the version changes, and on what instrument it rests.")
        require_ready(session, draft)
        session.add(SubmissionRow(draft_id=draft.id, reason=said, submitted_at=at, submitted_by=officer.account_id))
        write_down(session, draft, "submit", officer, at)
        session.flush()
        return find_draft(session, shown.scheme, shown.version)
