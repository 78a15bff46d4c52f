"""The day on which the age of a child who comes along is taken: any day that the figures of the policy give."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.engine.family_day import child_day
from scoring.errors import RoundUnknown
from tests.policy.small import TOWN, VOCABULARY, load

ROUNDS = (
    "- {round: '2025', policy: '1', announced: 2025-02-01}\n- {round: '2026', policy: '1', parameters: {counted_to: 2026-09-30}}\n"
)


def _town(day: str):
    return load(f'{TOWN}procedure: {{family: {{child: {{under: 18, on: "{day}"}}}}}}\n', VOCABULARY, ROUNDS)


@pytest.mark.parametrize(
    ("named", "on", "round_id", "day"),
    [
        ("assessment_date", date(2026, 3, 2), None, date(2026, 3, 2)),
        ("2025-09-01", date(2026, 3, 2), None, date(2025, 9, 1)),
        ("date(year(assessment_date), 12, 31)", date(2026, 3, 2), None, date(2026, 12, 31)),
        ("counted_to", date(2026, 3, 2), None, date(2025, 9, 30)),
        ("add_months(counted_to, -1)", date(2026, 3, 2), "2026", date(2026, 8, 30)),
        ("assessment_date", date(2030, 1, 1), None, date(2030, 1, 1)),
    ],
)
def test_the_day_is_what_the_expression_gives(named, on, round_id, day):
    assert child_day(_town(named), on, round_id) == day


def test_without_one_it_is_the_day_of_the_rules():
    assert child_day(load(TOWN, VOCABULARY, ROUNDS), date(2026, 3, 2)) == date(2026, 3, 2)


def test_an_unknown_round_has_no_figures():
    with pytest.raises(RoundUnknown):
        child_day(_town("counted_to"), date(2026, 3, 2), "2031")
