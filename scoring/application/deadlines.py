"""Days counted from a day, as the law counts them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DURATION = re.compile(r"(\d+) (days|working_days|months|years)")
_MONTHS = 12
_ZONE = ZoneInfo("Asia/Shanghai")


def local_day(at: datetime) -> date:
    """Give the day on which an act done at that moment stands in the file: the office's own, in Asia/Shanghai."""
    return at.astimezone(_ZONE).date()


def local_time(at: datetime) -> datetime:
    """Give the office's own day and time at a moment, without a zone, as announcements write them."""
    return at.astimezone(_ZONE).replace(tzinfo=None)


def moment_at(local: datetime) -> datetime:
    """Give the moment that announcements write as this day and time, of the offices and without a zone."""
    return local.replace(tzinfo=_ZONE)


def midnight(day: date) -> datetime:
    """Give the moment at which *day* begins at the offices."""
    return datetime.combine(day, time(), _ZONE)


def last_day(start: date, duration: str) -> date | None:
    """Give the last day of a period such as `12 months` that begins on *start*.

    None for an empty duration, and for one in working days: which days those are the government sets year by year.

    The day of the start is not counted; months and years end on the day of the same number, or on the month's last day
    where it has no such day (民法典 art. 201, 202).

    Raises:
        ValueError: the duration is not `<number> days | working_days | months | years`.
    """
    if not duration:
        return None
    match = _DURATION.fullmatch(duration)
    if match is None:
        message = f"{duration!r} is no duration; write `12 months`"
        raise ValueError(message)
    add = _ADD.get(match[2])
    return add(start, int(match[1])) if add else None


def _days(start: date, n: int) -> date:
    return start + timedelta(days=n)


def months_after(start: date, n: int) -> date:
    """Give the day *n* months later; where the month has no such day, its last."""
    years, month = divmod(start.month - 1 + n, _MONTHS)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def years_after(start: date, n: int) -> date:
    """Give the day *n* years later; after 29 February the 28th in a common year."""
    return months_after(start, n * _MONTHS)


_ADD: Mapping[str, Callable[[date, int], date]] = {"days": _days, "months": months_after, "years": years_after}
