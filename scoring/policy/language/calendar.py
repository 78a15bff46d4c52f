"""Calendar arithmetic on days coded as integers yyyymmdd.

A year or month is complete on the same day number or, where the month has none, on its last day (民法典 art. 202). Any year
is taken, so that no policy can run off the calendar of the standard library.
"""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def from_date(day: date) -> int:
    """Code a date."""
    return day.year * 10000 + day.month * 100 + day.day


def to_date(day: int) -> date:
    """Give the date that *day* codes; ValueError outside the years 1 to 9999."""
    return date(day // 10000, day // 100 % 100, day % 100)


def shown(day: int) -> str:
    """Write *day* as YYYY-MM-DD, also beyond the years that the standard library knows."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}"


def parse(words: str) -> int | None:
    """Code a date written YYYY-MM-DD; None where *words* are no such date."""
    if not _ISO.fullmatch(words):  # Python also reads weeks (2025-W01-1)
        return None
    try:
        return from_date(date.fromisoformat(words))
    except ValueError:
        return None


def month_length(year: int, month: int) -> int:
    """Give the number of days of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)  # noqa: PLR2004 - February and the Gregorian rule
    return 29 if leap else _LENGTHS[month - 1]


def months_between(start: int, end: int) -> int:
    """Count the complete months from *start* to *end*; 0 when *end* is earlier."""
    if end <= start:
        return 0
    year, month, day = end // 10000, end // 100 % 100, end % 100
    months = (year - start // 10000) * 12 + month - start // 100 % 100
    return months if day >= start % 100 or day == month_length(year, month) else months - 1


def years_between(start: int, end: int) -> int:
    """Count the complete years from *start* to *end*; 0 when *end* is earlier.

    Only 29 February can lack its day: that year is complete on the 28th.
    """
    if end <= start:
        return 0
    years = (end - start) // 10000
    return years + 1 if start % 10000 == 229 and end % 10000 == 228 and month_length(end // 10000, 2) == 28 else years  # noqa: PLR2004 - days


def ordinal(day: int) -> int:
    """Number the days of the Gregorian calendar one after the other."""
    year, month = day // 10000, day // 100 % 100
    before = year - 1
    leap = month_length(year, 2) - 28
    passed = sum(_LENGTHS[: month - 1]) + (leap if month > 2 else 0)  # noqa: PLR2004 - after February
    return before * 365 + before // 4 - before // 100 + before // 400 + passed + day % 100


def days_between(start: int, end: int) -> int:
    """Count the days from *start* to *end*; 0 when *end* is earlier."""
    return max(0, ordinal(end) - ordinal(start))


def add_months(day: int, months: int) -> int:
    """Move *day* by *months*, which may be negative; where the month has no such day, to its last."""
    total = day // 10000 * 12 + day // 100 % 100 - 1 + months
    year, month, number = total // 12, total % 12 + 1, day % 100
    if number > 28:  # noqa: PLR2004 - every month has as many days
        number = min(number, month_length(year, month))
    return year * 10000 + month * 100 + number


def make_day(year: int, month: int, day: int) -> int:
    """Code the day of three numbers, which the compiler has proved to be one."""
    return year * 10000 + month * 100 + day
