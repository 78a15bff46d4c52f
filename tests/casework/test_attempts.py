"""Guessing takes longer and longer; the count is one for all processes, ends with success, and is forgotten in time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.casework.attempts import FORGOTTEN_AFTER, Subject, count_attempt, forget_attempts, take_off, wait_after
from scoring.records.attempts import AttemptRow
from tests.casework.stories import AT

NONE = timedelta(0)
_n = count()


@pytest.fixture
def subject():
    """Somebody of whom nothing is counted yet, with three free attempts."""
    return Subject("name", f"somebody {next(_n)}", 3)


@pytest.fixture
def attempt(office, subject):
    """Tries once, so many seconds after the beginning; gives the seconds to wait."""

    def do(seconds=0, *others):
        at = AT + timedelta(seconds=seconds)
        return count_attempt(office.transaction, (subject, *others), at=at).total_seconds()

    return do


@pytest.mark.parametrize(
    ("number", "seconds"), [(1, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 240), (7, 480), (8, 900), (9, 900), (400, 900)]
)
def test_the_wait_grows_to_a_quarter_of_an_hour(number, seconds):
    assert wait_after(number, 3).total_seconds() == seconds


def test_after_the_free_attempts_one_waits_longer_each_time(attempt):
    assert [attempt(), attempt(), attempt(), attempt()] == [0, 0, 0, 30]
    assert attempt(29) == 1
    assert attempt(30) == 0
    assert attempt(31) == 59
    assert attempt(90) == 0
    assert attempt(91) == 119


def test_success_forgets(office, attempt, subject):
    for _attempt in range(3):
        attempt()
    assert attempt() == 30
    forget_attempts(office.transaction, (subject,), at=AT)
    assert attempt() == 0


def test_after_an_hour_of_quiet_the_count_begins_anew(attempt):
    for _attempt in range(3):
        attempt()
    later = FORGOTTEN_AFTER.total_seconds() + 1
    assert [attempt(later), attempt(later), attempt(later), attempt(later)] == [0, 0, 0, 30]


def test_success_of_anybody_clears_what_is_forgotten(office, attempt, subject):
    attempt()
    forget_attempts(office.transaction, (), at=AT + FORGOTTEN_AFTER * 100)
    with office.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(AttemptRow)) == 0
    assert subject.free == 3


def test_of_the_address_only_the_attempt_that_succeeded_is_taken_off(office, attempt, subject):
    for _attempt in range(3):
        attempt()
    assert attempt() == 30
    take_off(office.transaction, subject)
    assert attempt() == 0
    assert attempt() == 30
    for _attempt in range(4):
        take_off(office.transaction, subject)
    assert [attempt(), attempt(), attempt()] == [0, 0, 0]


def test_who_must_wait_for_one_reason_is_not_counted_for_another(office, attempt):
    address = Subject("address", f"10.0.0.{next(_n)}", 4)
    for _attempt in range(3):
        attempt(0, address)
    for _attempt in range(5):
        assert attempt(0, address) == 30
    assert count_attempt(office.transaction, (address,), at=AT) == NONE
    assert count_attempt(office.transaction, (address,), at=AT) == timedelta(seconds=30)


def test_no_free_attempts_is_no_limit(office):
    nobody = Subject("name", "free", 0)
    assert {count_attempt(office.transaction, (nobody,), at=AT) for _attempt in range(20)} == {NONE}


def test_a_clock_that_is_set_back_locks_nobody_out(attempt):
    for _attempt in range(3):
        attempt(86400)
    assert attempt(0) == 0


@pytest.mark.commits
def test_many_at_once_are_no_way_around(office, subject):
    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(lambda _n: count_attempt(office.transaction, (subject,), at=AT), range(12)))
    assert waits.count(NONE) == 3


def test_neither_name_nor_address_is_kept(office, attempt, subject):
    attempt()
    with office.transaction() as session:
        kept = session.scalars(sa.select(AttemptRow.subject)).all()
    assert kept
    assert not any(subject.who in key for key in kept)
