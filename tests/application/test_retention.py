"""A closed file is kept for as long as the office says; an open one, and one of a class without a term, for good."""

from datetime import date

import pytest

from scoring.application.retention import CLASSES, erasable_from
from scoring.application.status import OPEN, PRIVATE, Status
from scoring.policy.procedure import Duration

KEPT = {"decided": Duration(120, "months"), "closed": Duration(30, "days")}
ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("status", "first"),
    [(Status.REFUSED, date(2036, 3, 3)), (Status.SETTLED, date(2036, 3, 3)), (Status.WITHDRAWN, date(2026, 4, 2))],
)
def test_a_file_may_be_erased_from_the_day_after_its_term(status, first):
    assert erasable_from(status, ON, KEPT) == first


def test_a_month_without_the_day_ends_on_its_last():
    assert erasable_from(Status.REFUSED, date(2024, 2, 29), {"decided": Duration(12, "months")}) == date(2025, 3, 1)


@pytest.mark.parametrize("status", sorted(OPEN | PRIVATE))
def test_an_open_file_and_a_draft_have_no_such_day(status):
    assert erasable_from(status, ON, KEPT) is None


def test_without_a_term_a_file_is_kept():
    assert erasable_from(Status.REFUSED, ON, {}) is None


def test_every_state_is_open_private_or_of_a_class():
    assert set(Status) == {*OPEN, *PRIVATE, *CLASSES}
