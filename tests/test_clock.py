"""The clock: aware moments, days of Shanghai, a fixed day for tests."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scoring import clock as clock_module
from scoring.clock import SHANGHAI, Clock
from scoring.settings import Settings


@pytest.fixture
def plain_settings(environment) -> Settings:
    return Settings.from_environment(environment)


def test_a_fixed_day_is_the_day_and_keeps_the_hour(plain_settings):
    clock = Clock(plain_settings)
    moment = clock.now()
    assert clock.today() == date(2026, 3, 2)
    assert moment.tzinfo is UTC
    assert moment.astimezone(SHANGHAI).date() == date(2026, 3, 2)


def test_without_a_fixed_day_it_is_the_real_one(plain_settings):
    clock = Clock(replace(plain_settings, today=None))
    assert abs(clock.now().timestamp() - time.clock_gettime(time.CLOCK_REALTIME)) < 5
    assert clock.now().tzinfo is UTC


def test_the_day_turns_at_midnight_in_shanghai(plain_settings, monkeypatch):
    """16:00 UTC is midnight in Shanghai."""
    clock = Clock(replace(plain_settings, today=None))

    class Fixed(datetime):
        moment = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.moment.astimezone(tz)

    monkeypatch.setattr(clock_module, "datetime", Fixed)
    assert clock.today() == date(2026, 3, 1)
    Fixed.moment += timedelta(seconds=1)
    assert clock.today() == date(2026, 3, 2)
