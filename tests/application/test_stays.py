"""停止执行: which days a body kept a decision suspended, and what becomes of the time to be registered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scoring.application.clocks import STAY, Pause
from scoring.application.due import Timing, counting
from scoring.application.guards import Guard
from scoring.application.outside import CaseStepKind
from scoring.application.settling import Reminder, ReminderChannel, window_of
from scoring.application.status import Status
from scoring.application.stays import stays
from scoring.application.working_days import WorkingDays, Year
from scoring.policy.procedure import Duration, Procedure

EVERY_DAY = WorkingDays(
    {2026: Year(frozenset(), frozenset(date(2026, 3, number) for number in range(1, 32)), "every day is worked")}
)


def day(number):
    return date(2026, 3, number)


def stayed(number):
    return (CaseStepKind.STAYED, day(number))


def lifted(number):
    return (CaseStepKind.UNSTAYED, day(number))


def pause(first, last=None):
    return Pause(day(first), last and day(last), STAY)


@pytest.mark.parametrize(
    ("cases", "days"),
    [
        ((), ()),
        (([(CaseStepKind.ANSWERED, day(2))],), ()),
        (([stayed(3)],), (pause(3),)),
        (([stayed(3), lifted(3)],), (pause(3, 3),)),
        (([stayed(3), lifted(5), stayed(9), lifted(10)],), (pause(3, 5), pause(9, 10))),
        (([stayed(3), lifted(5), stayed(6)],), (pause(3),)),  # the day after: nothing ran between them
        (([stayed(3), lifted(5), stayed(7), lifted(8)],), (pause(3, 5), pause(7, 8))),
        (([stayed(3), lifted(9)], [stayed(5), lifted(12)]), (pause(3, 12),)),
        (([stayed(3), lifted(12)], [stayed(5), lifted(9)]), (pause(3, 12),)),
        (([stayed(3)], [stayed(5), lifted(9)]), (pause(3),)),  # one lets it go on, the other does not
        (([stayed(5)], [stayed(3), lifted(9)]), (pause(3),)),
        (([stayed(9), lifted(3)],), (pause(9, 9),)),  # as it was once recorded: it takes nothing away
    ],
)
def test_a_day_counts_once_however_many_bodies_suspended_it(cases, days):
    assert stays(cases) == days


def window(*stays, reminded=(), number=10):
    days = {"settle": Duration(number, "days", "decision", "art. 9")}
    defaults = {f"settle_warning_{n}": Duration(before, "days", "expiry") for n, before in enumerate((8, 6, 4), 1)}
    timing = Timing(Procedure(days=defaults), EVERY_DAY)
    given = tuple(Reminder(n, ReminderChannel.ACCOUNT, on, on, on) for n, on in enumerate(reminded, 1))
    return window_of(Procedure(days=days), timing, {"decision": day(1)}, given, stays)


def test_nothing_runs_out_or_is_due_while_it_is_suspended():
    found = window(pause(5))
    assert (found.last_day, found.due.is_paused, found.lapses_after) == (None, True, None)
    assert (found.next_reminder(day(30)), found.told_until(day(30)), found.days_left(day(30))) == (None, None, None)
    assert found.hindrance(day(30)) is Guard.TERM_OVER
    assert not found.due.is_overdue(day(30))


def test_the_lost_days_are_given_back_to_the_last_one_and_the_reminders():
    assert window().last_day == day(11)
    found = window(pause(5, 9))
    assert (found.last_day, found.due.is_paused) == (day(16), False)
    assert (found.next_reminder(day(7)), found.next_reminder(day(8))) == (None, 1)
    assert (found.hindrance(day(16)), found.hindrance(day(17))) == (Guard.TERM_OVER, Guard.REMINDED)
    assert window(pause(20, 25)).last_day == day(11), "what was over before stays over"


def test_nothing_lapses_before_who_holds_the_grant_had_time_again():
    reminded = (day(3), day(4), day(5))
    assert window(reminded=reminded).lapses_after == day(11)
    late = window(pause(11, 20), reminded=reminded)
    assert (late.last_day, late.lapses_after) == (day(21), day(24))
    assert (late.hindrance(day(24)), late.hindrance(day(25))) == (Guard.REMINDED, None)


def test_what_is_waited_for_waits_for_answers_before_the_decision_and_for_bodies_after_it():
    asked, suspended = Pause(day(2), day(4), "question"), pause(8, 9)
    assert counting(Status.ACCEPTED, (asked, suspended)) == (asked,)
    assert counting(Status.GRANTED, (asked, suspended)) == (suspended,)
    timing = Timing(Procedure(), EVERY_DAY)
    rules = Procedure(days={"settle": Duration(10, "days", "decision", "art. 9")})
    [due] = timing.waiting(Status.GRANTED, rules, {"receipt": day(1), "decision": day(1)}, (asked, suspended))
    assert due.day == day(11) + timedelta(days=2)
