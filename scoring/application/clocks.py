"""Deadlines, computed here alone: from which day a term runs, what it leaves out, and the day on which it is over.

The day of the act itself is not counted; a term in days or months that would end on a day off ends on the next working day (民法典
art. 201 to 203). While a clock is paused no day of it passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from scoring.application.deadlines import months_after

if TYPE_CHECKING:
    from scoring.application.working_days import WorkingDays
    from scoring.policy.procedure import Duration

_DAY = timedelta(days=1)

STAY = "stay"
"""The reason of a pause that rests on what an outside body ordered (`application.stays`)."""

ROUND = "round"
"""The reason of a pause in which an approved file waits for its round (`casework.round_waits`)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, both included; `last` is None while the pause still lasts. `reason` is the clause it rests on."""

    first: date
    last: date | None
    reason: str = ""


def due_day(start: date, duration: Duration, working_days: WorkingDays, pauses: Sequence[Pause] = ()) -> date | None:
    """Give the last day of a term that *start* sets running; None while a pause lasts.

    Args:
        start: the day of the act from which the term runs.
        duration: of the policy or the office.
        working_days: the years that are known.
        pauses: those of this clock, in order, none overlapping another.

    Raises:
        CalendarUnknown: the term reaches into a year whose working days are not known.
        ValueError: pauses overlap, or one ends before it begins.
    """
    _check(pauses)
    if pauses and pauses[-1].last is None:
        return None
    match duration.unit:
        case "working_days":
            return _after_working_days(start, duration.n, working_days, pauses)
        case "days":
            plain = start + duration.n * _DAY
        case "months":
            plain = months_after(start, duration.n)
        case _:
            assert_never(duration.unit)
    return working_days.next_from(_with_pauses(start, plain, pauses))


def in_order(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Give the pauses of a clock in their order."""
    return tuple(sorted(pauses, key=lambda pause: pause.first))


def is_overdue(due: date | None, today: date) -> bool:
    """Whether a term is over: its last day still counts whole."""
    return due is not None and today > due


def days_left(due: date, today: date) -> int:
    """Count the days until *due*, today not included; below 0 once it is over."""
    return (due - today).days


def _check(pauses: Sequence[Pause]) -> None:
    for pause in pauses:
        if pause.last is not None and pause.last < pause.first:
            message = f"the pause from {pause.first} ends before it begins"
            raise ValueError(message)
    for earlier, later in pairwise(pauses):
        if earlier.last is None or later.first <= earlier.last:
            message = f"the pauses from {earlier.first} and {later.first} overlap"
            raise ValueError(message)


def _after_working_days(start: date, count: int, working_days: WorkingDays, pauses: Sequence[Pause]) -> date:
    day = start
    while count > 0:
        day += _DAY
        count -= day in working_days and not _paused(day, pauses)
    return day


def _with_pauses(start: date, plain: date, pauses: Sequence[Pause]) -> date:
    """Move the end of a term on by every paused day in it, and by those that this in turn takes in."""
    day, end = start, plain
    while day < end:
        day += _DAY
        if _paused(day, pauses):
            end += _DAY
    return end


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.first <= day and (pause.last is None or day <= pause.last) for pause in pauses)
