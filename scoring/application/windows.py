"""When applications are taken: always, or where places are limited within the announced windows of the rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_time
from scoring.errors import WindowClosed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.policy.model import Policy


def open_round(policy: Policy, at: datetime) -> str | None:
    """Give the round whose window is open at that moment; None where no window limits the time.

    Raises:
        WindowClosed: places are limited, windows are announced, and none is open; it says when the next one opens.
    """
    announced = [r for r in policy.rounds if r.window_from is not None or r.window_until is not None]
    if policy.selection.ranking is None or not announced:
        return None
    now = local_time(at)
    for each in announced:
        has_begun = each.window_from is None or each.window_from <= now
        is_over = each.window_until is not None and now > each.window_until
        if each.policy == policy.version and has_begun and not is_over:
            return each.id
    ahead = [r.window_from for r in announced if r.window_from is not None and r.window_from > now]
    past = [r.window_until for r in announced if r.window_until is not None and r.window_until < now]
    raise WindowClosed(policy.scheme, min(ahead, default=None), max(past, default=None))
