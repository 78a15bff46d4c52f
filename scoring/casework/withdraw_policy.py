"""Take a draft back: by who made it, or by a second person who does not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.draft_moves import open_draft, write_down
from scoring.casework.draft_queries import find_draft
from scoring.casework.file import words
from scoring.records.policies import WithdrawalRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, DraftShown
    from scoring.records.database import Transaction


def withdraw_policy(transaction: Transaction, shown: DraftShown, *, officer: Officer, at: datetime, reason: str) -> Draft:
    """Let a draft go no further; its texts stay, and may be imported again.

    Raises:
        NotAllowed, NotFound, Stale, MoveRefused: as `open_draft`.
        InputRefused: `reason` is empty or too long.
    """
    with transaction() as session:
        draft = open_draft(session, shown, "withdraw", officer)
        said = words(reason, "reason", "Say why it goes no further, and what is to be done instead.")
        session.add(WithdrawalRow(draft_id=draft.id, reason=said, withdrawn_at=at, withdrawn_by=officer.account_id))
        write_down(session, draft, "withdraw", officer, at)
        session.flush()
        return find_draft(session, shown.scheme, shown.version)
