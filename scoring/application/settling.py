"""The time in which a granted person must be registered, the reminders that go before its end, and when it is over.

Only rules set such a time: without a term of theirs nobody loses a grant by waiting. Before a grant may lapse the holder was
reminded three times, and had after the last of them as long as the office says it reminds before the end. Days on which an
outside body keeps the decision suspended do not count: nothing is due meanwhile, the last day moves on by them, and nothing lapses
before the holder had, once the decision has effect again, as long as after a last reminder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.application.due import due
from scoring.application.guards import Guard
from scoring.application.procedure import term_of
from scoring.policy.procedure import SETTLE_WARNINGS, Procedure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.clocks import Pause
    from scoring.application.due import Due, Timing

REMINDERS = len(SETTLE_WARNINGS)
PROOF_MAX = 200  # characters


class ReminderChannel(StrEnum):
    """How a holder is reminded."""

    ACCOUNT = "account"  # a notice in the account, and to its contact
    POST = "post"  # 邮寄: by an officer, for whom it stands as a task until it is recorded


@dataclass(frozen=True, slots=True)
class Reminder:
    """One of the three. `until` is the day by which it tells the holder to be registered, `fell_due` when it was to be given.

    `on` is the day on which it was given, None while it stands as a task; `proof` what proves a letter, `by` who recorded it.
    """

    number: int
    channel: ReminderChannel
    fell_due: date
    until: date
    on: date | None = None
    proof: str = field(default="", repr=False)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The time to be registered. `due` is its end by the rules; `warnings` how many days before it the office reminds.

    `stays` are the days on which an outside body kept the decision suspended; they are not counted in it.
    """

    due: Due
    warnings: tuple[int, ...]
    reminders: tuple[Reminder, ...] = ()
    stays: tuple[Pause, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day by the rules; None where they set none, or it cannot be told yet."""
        return None if self.due.is_earliest else self.due.day

    @property
    def waiting(self) -> Reminder | None:
        """The reminder that stands as a task for the office: a letter to be sent and recorded."""
        return next((each for each in self.reminders if each.on is None), None)

    @property
    def lapses_after(self) -> date | None:
        """The day after which it may lapse; None where that is not settled: no last day, or not all reminders are given."""
        given = [each.on for each in self.reminders if each.on is not None]
        if self.last_day is None or not self.warnings or len(given) < REMINDERS:
            return None
        since = max(*given, *(each.last for each in self.stays if each.last is not None))
        return max(self.last_day, since + timedelta(days=min(self.warnings)))

    def days_left(self, today: date) -> int | None:
        """Count the days to the last one, below 0 afterwards; None where there is none."""
        return None if self.last_day is None else (self.last_day - today).days

    def is_over(self, today: date) -> bool:
        """Whether the time is over by the rules."""
        return self.last_day is not None and today > self.last_day

    def hindrance(self, today: date) -> Guard | None:
        """Give what keeps it from lapsing today."""
        if not self.is_over(today):
            return Guard.TERM_OVER
        last = self.lapses_after
        return Guard.REMINDED if last is None or today <= last else None

    def next_reminder(self, today: date) -> int | None:
        """Give the number of the reminder to be given today; None where none is due, or one was due this very day.

        One that was missed is made up for, one a day at most, also after the last day.
        """
        number = len(self.reminders) + 1
        if self.last_day is None or number > len(self.warnings):
            return None
        is_new_day = not self.reminders or self.reminders[-1].fell_due < today
        return number if is_new_day and today >= self.last_day - timedelta(days=self.warnings[number - 1]) else None

    def told_until(self, today: date) -> date | None:
        """Give the day by which a reminder of today says that one must be registered: it leaves as long as the last one does."""
        return None if self.last_day is None else max(self.last_day, today + timedelta(days=min(self.warnings)))


def warnings_of(defaults: Procedure) -> tuple[int, ...]:
    """Give how many days before the end the office reminds, the longest first; nothing unless it sets all three in days."""
    found = [defaults.days[kind].n for kind in SETTLE_WARNINGS if kind in defaults.days and defaults.days[kind].unit == "days"]
    return tuple(sorted(found, reverse=True)) if len(found) == REMINDERS else ()


def window_of(
    procedure: Procedure,
    timing: Timing,
    days: Mapping[str, date],
    reminders: tuple[Reminder, ...] = (),
    stays: tuple[Pause, ...] = (),
) -> Window:
    """Give the time to be registered, counted from the recorded *days*, without those of *stays*.

    What the office sets of its own is no such time.
    """
    term = term_of(procedure, "settle", Procedure())
    return Window(due("settle", term, days, timing.working_days, stays), warnings_of(timing.defaults), reminders, stays)
