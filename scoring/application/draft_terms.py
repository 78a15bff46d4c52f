"""How long a draft of an application is kept. No legal term: it ends on the day counted, whether it is worked or not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scoring.application.deadlines import last_day, local_day
from scoring.policy.procedure import DRAFT, DRAFT_WARNING

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.policy.procedure import Procedure


def kept_until(saved_at: datetime, defaults: Procedure) -> date | None:
    """Give the last day of a draft that was saved last at that moment; None where the office sets none, or in working days."""
    kept = defaults.days.get(DRAFT)
    return last_day(local_day(saved_at), f"{kept.n} {kept.unit}") if kept else None


def warned_from(saved_at: datetime, defaults: Procedure) -> date | None:
    """Give the day from which its holder is warned; None where no draft expires, or where the office sets no such days."""
    until, before = kept_until(saved_at, defaults), defaults.days.get(DRAFT_WARNING)
    return until - timedelta(days=before.n) if until and before and before.unit == "days" else None
