"""Words that several pages show."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest

from scoring.pages import words
from scoring.pages.widgets import say_unit
from scoring.policy.model import Period


@pytest.mark.parametrize(
    ("language", "open_", "closed"),
    [
        ("zh", "自2025年1月1日起施行", "有效期2025年1月1日至2026年12月31日"),
        ("en", "in force from 1 January 2025", "in force from 1 January 2025 to 31 December 2026"),
    ],
)
def test_periods(in_language, language, open_, closed):
    with in_language(language):
        assert words.say_period(Period(date(2025, 1, 1), None)) == open_
        assert words.say_period(Period(date(2025, 1, 1), date(2026, 12, 31))) == closed


@pytest.mark.parametrize(
    ("points", "said"), [("0", "0"), ("0.00", "0"), ("97.130", "97.13"), ("-10", "−10"), ("100", "100"), ("-0.5", "−0.5")]
)
def test_points(points, said):
    assert words.say_points(Decimal(points)) == said


def test_ranges(in_language):
    with in_language("en"):
        assert words.say_range(Decimal(1), Decimal("2.50")) == "1 to 2.5"
        assert words.say_range(Decimal(3), Decimal("3.0")) == "3"


@pytest.mark.parametrize(
    ("duration", "zh", "en"),
    [
        ("12 months", "12个月", "12 months"),
        ("1 month", "1个月", "1 month"),
        ("30 days", "30天", "30 days"),
        ("1 year", "1年", "1 year"),
        ("until revoked", "until revoked", "until revoked"),
        ("3 moons", "3 moons", "3 moons"),
    ],
)
def test_durations(in_language, duration, zh, en):
    for language, said in (("zh", zh), ("en", en)):
        with in_language(language):
            assert words.say_duration(duration) == said


@pytest.mark.parametrize("grants", ["registration", "residence", "residence_treatment", "school_place"])
def test_every_purpose_has_its_words(in_language, trial, grants):
    said = set()
    for language in ("zh", "en"):
        with in_language(language):
            said.add(words.say_purpose(dataclasses.replace(trial, grants=grants)))
    assert len(said) == 2


def test_people_services_moments_and_units(in_language):
    with in_language("zh"):
        assert words.say_beneficiaries(("applicant", "spouse", "child")) == "申请人本人、配偶、未成年子女"
        assert words.say_service("housing") == "住房"
        assert words.say_moment(datetime(2025, 10, 10, 9, 0)) == "2025年10月10日 09:00"  # noqa: DTZ001 - as a round's notice gives it
        assert (say_unit("month"), say_unit("m²")) == ("个月", "m²")
