"""How long what is personal in a closed file is kept: by its retention class, for as long as the office's settings say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from scoring.application.deadlines import months_after
from scoring.application.status import Status

if TYPE_CHECKING:
    from scoring.policy.procedure import Duration

CLASSES: Mapping[Status, str] = MappingProxyType(
    {
        **dict.fromkeys((Status.REFUSED, Status.SETTLED, Status.LAPSED, Status.REVOKED, Status.SUPERSEDED), "decided"),
        **dict.fromkeys((Status.WITHDRAWN, Status.ABANDONED, Status.NOT_ACCEPTED, Status.FORFEITED, Status.GIVEN_UP), "closed"),
        Status.NOT_SELECTED: "closed",
    }
)
"""The class of each state in which a file is closed. A granted one waits for registrations and is open; a draft has no file."""


def erasable_from(status: Status, closed_on: date, retention: Mapping[str, Duration]) -> date | None:
    """Give the first day on which a file may be erased; None while it is open, and where the office sets no term."""
    term = retention.get(CLASSES.get(status, ""))
    if term is None:
        return None
    return last_day_kept(closed_on, term) + timedelta(days=1)


def last_day_kept(since: date, term: Duration) -> date:
    """Give the last day on which something is kept for a *term* that is counted from the day *since*."""
    return months_after(since, term.n) if term.unit == "months" else since + timedelta(days=term.n)
