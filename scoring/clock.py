"""The moment and the day. The only file of the product that asks the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scoring.settings import Settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock:
    """Tells the time, or the fixed day that the settings name.

    With a fixed day `now` keeps the hour and minute of the real clock, so that moments of one session still follow each other.
    """

    def __init__(self, settings: Settings) -> None:
        self._fixed = settings.today

    def now(self) -> datetime:
        """Give this moment, aware, in UTC."""
        return _now(self._fixed)

    def today(self) -> date:
        """Give the day in Asia/Shanghai, where every office of the product keeps its hours."""
        return today(self._fixed)


def today(fixed: date | None) -> date:
    """Give *fixed*, or the day in Asia/Shanghai: for commands that have no `Settings`."""
    return _now(fixed).astimezone(SHANGHAI).date()


def _now(fixed: date | None) -> datetime:
    real = datetime.now(SHANGHAI)  # noqa: TID251 - this is the one file that may
    return (real if fixed is None else datetime.combine(fixed, real.timetz())).astimezone(UTC)
