"""Terms as the civil code counts them, over working days as they were announced, with pauses."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.application.clocks import Pause, days_left, due_day, is_overdue
from scoring.application.working_days import WorkingDays, Year
from scoring.errors import CalendarUnknown, PolicyRefused
from scoring.policy.calendar_file import read_calendar
from scoring.policy.procedure import Duration
from scoring.policy.texts import say_finding
from tests.conftest import ROOT

KNOWN = WorkingDays({year: Year(*days) for year, days in read_calendar(ROOT / "policies/working_days.yaml").items()})


def _day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (_day(1, 2), False),  # a Friday off
        (_day(1, 4), True),  # a Sunday worked for it
        (_day(2, 14), True),
        (_day(2, 15), False),
        (_day(2, 23), False),
        (_day(2, 24), True),
        (_day(2, 28), True),
        (_day(3, 1), False),  # an ordinary Sunday
        (_day(3, 2), True),
        (_day(9, 20), True),
        (_day(10, 7), False),
        (_day(10, 10), True),
    ],
)
def test_a_day_is_worked_as_the_notice_of_its_year_says(day, worked):
    assert (day in KNOWN) is worked


@pytest.mark.parametrize(
    ("start", "duration", "due"),
    [
        (_day(3, 2), (5, "working_days"), _day(3, 9)),
        (_day(2, 13), (1, "working_days"), _day(2, 14)),  # a Saturday that is worked
        (_day(2, 14), (1, "working_days"), _day(2, 24)),  # over the whole Spring Festival
        (_day(2, 13), (10, "working_days"), _day(3, 5)),
        (_day(9, 30), (3, "working_days"), _day(10, 10)),
        (_day(3, 2), (0, "working_days"), _day(3, 2)),
        (_day(3, 2), (60, "days"), _day(5, 6)),  # 1 May is off, and so are the days to the 5th
        (_day(3, 2), (7, "days"), _day(3, 9)),
        (_day(3, 1), (6, "days"), _day(3, 9)),  # Saturday moves to Monday
        (_day(1, 31), (1, "months"), _day(2, 28)),  # the last day of February, a Saturday that is worked
        (_day(4, 1), (1, "months"), _day(5, 6)),
        (_day(3, 31), (6, "months"), _day(9, 30)),
    ],
)
def test_terms_end_as_the_law_counts(start, duration, due):
    assert due_day(start, Duration(*duration), KNOWN) == due


def test_no_day_passes_while_a_clock_is_paused():
    pauses = [Pause(_day(3, 4), _day(3, 5), "question"), Pause(_day(3, 10), _day(3, 10))]
    assert due_day(_day(3, 2), Duration(5, "working_days"), KNOWN, pauses) == _day(3, 12)
    assert due_day(_day(3, 2), Duration(7, "days"), KNOWN, pauses) == _day(
        3, 12
    )  # 9 March, two days on, and the 10th is paused too
    assert due_day(_day(3, 2), Duration(5, "working_days"), KNOWN, [Pause(_day(3, 4), None)]) is None
    after = [Pause(_day(3, 20), _day(3, 25))]
    assert due_day(_day(3, 2), Duration(5, "working_days"), KNOWN, after) == _day(3, 9)


@pytest.mark.parametrize(
    ("pauses", "words"),
    [
        ([Pause(_day(3, 5), _day(3, 4))], "ends before it begins"),
        ([Pause(_day(3, 4), _day(3, 6)), Pause(_day(3, 6), _day(3, 7))], "overlap"),
        ([Pause(_day(3, 4), None), Pause(_day(3, 6), _day(3, 7))], "overlap"),
    ],
)
def test_pauses_must_follow_one_another(pauses, words):
    with pytest.raises(ValueError, match=words):
        due_day(_day(3, 2), Duration(5, "days"), KNOWN, pauses)


@pytest.mark.parametrize("duration", [(20, "working_days"), (30, "days"), (2, "months")])
def test_a_year_that_is_not_known_is_not_guessed(duration):
    with pytest.raises(CalendarUnknown) as unknown:
        due_day(_day(12, 18), Duration(*duration), KNOWN)
    assert (unknown.value.year, unknown.value.known) == (2027, [2025, 2026])
    assert "working_days.yaml" in str(unknown.value)


def test_the_last_day_counts_whole():
    due = _day(3, 9)
    assert [is_overdue(due, day) for day in (_day(3, 8), _day(3, 9), _day(3, 10))] == [False, False, True]
    assert not is_overdue(None, _day(3, 10))
    assert [days_left(due, day) for day in (_day(3, 8), _day(3, 9), _day(3, 10))] == [1, 0, -1]


def test_what_follows_a_day_off():
    assert KNOWN.next_from(_day(10, 1)) == _day(10, 8)
    assert KNOWN.next_from(_day(10, 8)) == _day(10, 8)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "well-formed"),
        ("format: 1\nyears: {'2026': {source: S, off: [2026-01-01/2026-01-02/2026-01-03], worked: []}}", "YYYY-MM-DD/YYYY-MM-DD"),
        ("format: 1\nyears: {'2026': {source: S, off: [soon], worked: []}}", "YYYY-MM-DD"),
        ("format: 1\nyears: {'2026': {source: S, off: [2025-12-31], worked: []}}", "Expected: 2026"),
        ("format: 1\nyears: {next: {source: S, off: [], worked: []}}", "year"),
        ("format: 1\nyears: {'2026': {off: [], worked: []}}", "source"),
    ],
)
def test_a_calendar_that_cannot_be_read(tmp_path, text, words):
    path = tmp_path / "working_days.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyRefused) as refused:
        read_calendar(path)
    assert words in say_finding(refused.value.findings[0], "en")
