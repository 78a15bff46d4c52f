"""What was said about the service goes when its term is over, dealt with or not, key first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.feedback import CLASS
from scoring.application.retention import last_day_kept
from scoring.casework.close_feedback import STREAM
from scoring.records.feedback import FeedbackKeyRow, FeedbackRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from scoring.policy.procedure import Duration
    from scoring.records.database import Transaction

ACT = "erase_feedback"
AT_ONCE = 500


def erase_feedback(transaction: Transaction, retention: Mapping[str, Duration], *, at: datetime) -> int:
    """Erase what was given so long ago, at most so much at once; the next round takes the rest. Gives how many.

    Nothing is erased where the office sets no term. The journal says how many, and nothing of what they said.
    """
    term = retention.get(CLASS)
    if term is None:
        return 0
    today = local_day(at)
    with transaction() as session:
        query = sa.select(FeedbackRow.id, FeedbackRow.at).order_by(FeedbackRow.at, FeedbackRow.id)
        oldest = session.execute(query.limit(AT_ONCE)).all()
        over = [feedback_id for feedback_id, given in oldest if last_day_kept(local_day(given), term) < today]
        if over:
            session.execute(sa.delete(FeedbackKeyRow).where(FeedbackKeyRow.feedback_id.in_(over)))
            session.execute(sa.delete(FeedbackRow).where(FeedbackRow.id.in_(over)))
            append(session, Entry(STREAM, ACT, None, at, {"count": len(over)}))
        return len(over)
