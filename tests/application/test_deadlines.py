"""Days are counted as the civil code counts them."""

from datetime import UTC, date, datetime

import pytest

from scoring.application.deadlines import last_day, local_day, midnight, years_after


@pytest.mark.parametrize(
    ("start", "duration", "last"),
    [
        (date(2026, 3, 2), "12 months", date(2027, 3, 2)),
        (date(2026, 3, 2), "1 years", date(2027, 3, 2)),
        (date(2026, 1, 31), "1 months", date(2026, 2, 28)),
        (date(2024, 1, 31), "1 months", date(2024, 2, 29)),
        (date(2026, 10, 31), "14 months", date(2027, 12, 31)),
        (date(2026, 12, 1), "1 months", date(2027, 1, 1)),
        (date(2024, 2, 29), "1 years", date(2025, 2, 28)),
        (date(2026, 3, 2), "30 days", date(2026, 4, 1)),
        (date(2026, 3, 2), "", None),
        (date(2026, 3, 2), "30 working_days", None),
    ],
)
def test_a_period_ends_on_the_day_of_the_same_number_or_the_last_of_the_month(start, duration, last):
    assert last_day(start, duration) == last


@pytest.mark.parametrize("duration", ["twelve months", "12", "12 weeks", "-1 months"])
def test_what_is_no_duration_is_refused(duration):
    with pytest.raises(ValueError, match="no duration"):
        last_day(date(2026, 3, 2), duration)


def test_the_day_of_an_act_is_that_of_the_office():
    assert local_day(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert local_day(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)


def test_a_day_begins_at_midnight_of_the_office():
    assert midnight(date(2026, 3, 2)) == datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    assert local_day(midnight(date(2026, 3, 2))) == date(2026, 3, 2)


def test_years_after_a_leap_day():
    assert years_after(date(2008, 2, 29), 18) == date(2026, 2, 28)
