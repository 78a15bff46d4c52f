"""工作日: which days the offices work, as the State Council announces them year by year; what is not known is not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.errors import CalendarUnknown

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Year:
    """What a year's notice changes: days off besides weekends, and days of weekends that are worked. `source` names the notice."""

    off: frozenset[date]
    worked: frozenset[date]
    source: str


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The years that are known, by number."""

    years: Mapping[int, Year]

    def __contains__(self, day: date) -> bool:
        """Whether *day* is worked; CalendarUnknown for a year whose notice is not known."""
        year = self.years.get(day.year)
        if year is None:
            raise CalendarUnknown(day.year, sorted(self.years))
        return day in year.worked or (day.weekday() < _SATURDAY and day not in year.off)

    def next_from(self, day: date) -> date:
        """Give *day*, or the first working day after it."""
        while day not in self:
            day += _DAY
        return day
