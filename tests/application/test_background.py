"""Waits grow and end, work comes round once in each span, and nothing personal becomes an argument."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scoring.application.background import Order, is_due, wait_after
from scoring.errors import InputRefused

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (99, 60)])
def test_each_wait_is_twice_the_last_up_to_an_hour(attempts, minutes):
    assert wait_after(attempts) == minutes * MINUTE


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (AT, False),
        (AT - 29 * MINUTE, False),
        (AT - 30 * MINUTE, False),
        (AT - 31 * MINUTE, True),
        (AT + MINUTE, True),  # the clock was set back
    ],
)
def test_work_comes_round_once_an_hour(last, due):
    assert is_due(last, HOUR, AT) is due


@pytest.mark.parametrize("value", ["guangzhou", "2026-000001", "2026-03-02T09:30:00", 7, True, None, "1234567890"])
def test_names_of_the_program_are_arguments(value):
    assert Order("try_out", {"what": value}).arguments == {"what": value}


@pytest.mark.parametrize(
    "value", ["王示范", "name@example.cn", "13800138000", "430103198702010002", "two words", "", "x" * 81, 1.5, []]
)
def test_what_may_be_of_a_person_is_refused_as_an_argument(value):
    with pytest.raises(InputRefused, match="what"):
        Order("try_out", {"what": value})
