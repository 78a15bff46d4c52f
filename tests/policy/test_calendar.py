"""Calendar arithmetic against a slow and obvious oracle that walks day by day, or month by month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.policy.language import calendar

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 12, 31))


def _coded(year: int, month: int, day: int) -> int:
    return year * 10000 + month * 100 + day


def _month_later(day: date, months: int) -> date:
    """The same day number so many months later or, where the month has none, its last day."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def _months(start: date, end: date) -> int:
    count = 0
    while _month_later(start, count + 1) <= end:
        count += 1
    return count


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-03-01", 12),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-30", "2025-02-28", 1),
        ("2025-01-28", "2025-02-28", 1),
        ("2025-01-31", "2025-04-29", 2),
        ("2025-01-31", "2025-04-30", 3),
        ("2025-04-30", "2025-05-29", 0),
        ("2025-04-30", "2025-05-30", 1),
        ("2025-04-30", "2025-05-31", 1),
        ("1900-02-28", "1901-02-28", 12),
        ("2000-02-29", "2100-02-28", 1200),
        ("2025-12-31", "2026-01-30", 0),
        ("2025-12-31", "2026-01-31", 1),
        ("2025-06-01", "2025-06-01", 0),
        ("2025-06-02", "2025-06-01", 0),
    ],
)
def test_a_month_is_complete_on_the_same_day_or_on_the_last(start, end, months):
    first, last = calendar.parse(start), calendar.parse(end)
    assert first is not None
    assert last is not None
    assert calendar.months_between(first, last) == months
    assert calendar.years_between(first, last) == months // 12


@given(DAYS, st.integers(-40, 800))
@settings(max_examples=150, deadline=None)
def test_months_between_counts_what_an_oracle_counts(start, days):
    end = start + timedelta(days=days)
    assert calendar.months_between(calendar.from_date(start), calendar.from_date(end)) == _months(start, end)


@pytest.mark.parametrize(
    "end", [_coded(y, m, d) for y in (2023, 2024, 10000) for m, d in ((2, 27), (2, 28), (2, 29), (3, 1), (3, 31))]
)
def test_a_year_is_twelve_months_also_of_those_born_on_29_february(end):
    for start in (
        _coded(y, m, d) for y in (-1, 0, 1900, 1996, 2023) for m, d in ((2, 27), (2, 28), (2, 29), (3, 1), (3, 31), (12, 31))
    ):
        assert calendar.years_between(start, end) == calendar.months_between(start, end) // 12


@given(DAYS, DAYS)
@settings(max_examples=150, deadline=None)
def test_days_between_counts_as_the_standard_library_does(start, end):
    assert calendar.days_between(calendar.from_date(start), calendar.from_date(end)) == max(0, (end - start).days)
    assert calendar.ordinal(calendar.from_date(start)) == start.toordinal()


@given(DAYS, st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_add_months_goes_forward_and_back(day, months):
    later = _month_later(day, months)
    assert calendar.add_months(calendar.from_date(day), months) == calendar.from_date(later)
    assert calendar.months_between(calendar.from_date(day), calendar.from_date(later)) == months
    back = calendar.to_date(calendar.add_months(calendar.from_date(later), -months))
    assert (back.year, back.month) == (day.year, day.month)
    assert back.day == min(day.day, later.day)


def test_days_beyond_the_standard_library():
    assert calendar.add_months(_coded(9999, 12, 31), 2) == _coded(10000, 2, 29)
    assert calendar.add_months(_coded(1, 1, 1), -1) == _coded(0, 12, 1)
    assert calendar.months_between(_coded(9999, 12, 31), _coded(10000, 2, 29)) == 2
    assert calendar.make_day(2024, 2, 29) == _coded(2024, 2, 29)


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100, 2400])
def test_month_lengths(year):
    for month in range(1, 13):
        following = date(year + month // 12, month % 12 + 1, 1)
        assert calendar.month_length(year, month) == (following - timedelta(days=1)).day


@pytest.mark.parametrize(
    "words",
    [
        "2025-02-29",
        "2025-13-01",
        "2025-1-01",
        "20250101",
        "2025-W01-1",
        "2025-001",
        "2025/01/01",
        "",
        "２０２５-01-01",
        "0000-01-01",
    ],
)
def test_what_is_no_date(words):
    assert calendar.parse(words) is None


def test_what_is_a_date():
    assert calendar.parse("2024-02-29") == _coded(2024, 2, 29)
    assert calendar.to_date(_coded(2024, 2, 29)) == date(2024, 2, 29)
