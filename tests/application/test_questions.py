"""For how long the terms of a file wait for an answer: from the day after the questions, within term and limit, never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.clocks import Pause, due_day
from scoring.application.questions import Question, QuestionSet, last_paused, pause_of
from scoring.casework.timing import read_timing
from scoring.policy.procedure import Duration
from tests.conftest import ROOT

DAYS = read_timing(ROOT / "policies").working_days
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
TWO_WEEKS = date(2026, 3, 16)


def working(n):
    return Duration(n, "working_days")


@pytest.mark.parametrize(
    ("due", "most", "before", "last"),
    [
        (None, working(20), (), None),  # without a last day nobody could tell until when
        (TWO_WEEKS, None, (), TWO_WEEKS),
        (TWO_WEEKS, working(20), (), TWO_WEEKS),
        (TWO_WEEKS, working(10), (), TWO_WEEKS),
        (TWO_WEEKS, working(9), (), date(2026, 3, 13)),  # the ninth working day; the days off after it count again
        (TWO_WEEKS, working(1), (), date(2026, 3, 3)),
        (TWO_WEEKS, working(12), (Pause(date(2026, 2, 24), date(2026, 2, 26)),), date(2026, 3, 13)),  # three of twelve are gone
        (TWO_WEEKS, working(3), (Pause(date(2026, 2, 24), date(2026, 2, 26)),), None),
        (TWO_WEEKS, Duration(5, "days"), (), date(2026, 3, 7)),
        (TWO_WEEKS, Duration(5, "days"), (Pause(date(2026, 2, 27), date(2026, 3, 1)),), date(2026, 3, 4)),
        (date(2026, 5, 1), Duration(1, "months"), (), date(2026, 4, 2)),
        (date(2026, 5, 1), Duration(1, "months"), (Pause(date(2026, 2, 1), date(2026, 2, 20)),), date(2026, 3, 13)),
    ],
)
def test_terms_wait_within_the_term_to_answer_and_the_limit_of_the_file(due, most, before, last):
    assert last_paused(MONDAY, due, most, before, DAYS) == last


@pytest.mark.parametrize(
    ("paused_to", "answered", "pause"),
    [
        (None, None, None),
        (TWO_WEEKS, None, Pause(date(2026, 3, 3), TWO_WEEKS, "question")),
        (TWO_WEEKS, NOON + timedelta(days=4), Pause(date(2026, 3, 3), date(2026, 3, 6), "question")),
        (TWO_WEEKS, NOON + timedelta(days=40), Pause(date(2026, 3, 3), TWO_WEEKS, "question")),  # too late: the clock ran already
        (TWO_WEEKS, NOON, None),  # answered on the very day
    ],
)
def test_a_pause_ends_with_the_answer_or_by_itself(paused_to, answered, pause):
    assert pause_of(NOON, paused_to, answered) == pause


def test_a_question_is_about_a_fact_or_a_document():
    fact, document = Question(1, "facts/education", "", "?"), Question(2, "evidence/diploma", "", "?")
    assert [(each.fact, each.kind) for each in (fact, document)] == [("education", ""), ("", "diploma")]
    asked = QuestionSet(1, NOON, "林", TWO_WEEKS, TWO_WEEKS, (fact, document, fact))
    assert asked.facts == ("education",)
    assert (asked.is_open(TWO_WEEKS), asked.is_paused(TWO_WEEKS)) == (True, True)
    after = TWO_WEEKS + timedelta(days=1)
    assert (asked.is_open(after), asked.is_paused(after)) == (False, False)
    assert not QuestionSet(1, NOON, "林", None, None, (fact,)).is_open(after)  # nobody told until when: nothing waits for it


@given(
    steps=st.lists(st.tuples(st.integers(0, 6), st.one_of(st.none(), st.integers(0, 20))), max_size=8),
    most=st.integers(1, 25),
    unit=st.sampled_from(("days", "working_days")),
)
def test_in_whatever_order_pauses_never_overlap_and_time_is_what_ran_and_what_waited(steps, most, unit):
    """Each step waits some days, asks, and is answered after some days or never; the next is asked when that set is closed."""
    limit, moment, pauses = Duration(most, unit), datetime(2025, 3, 3, 4, tzinfo=UTC), []
    for wait, answered in steps:
        moment += timedelta(days=wait)
        due = due_day(moment.date(), working(10), DAYS)
        last = last_paused(moment.date(), due, limit, pauses, DAYS)
        end = moment + timedelta(days=answered if answered is not None else (due - moment.date()).days + 1)
        pause = pause_of(moment, last, None if answered is None else end)
        pauses += [pause] if pause else []
        moment = max(end, moment) if answered is not None and end.date() <= due else datetime(*due.timetuple()[:3], 4, tzinfo=UTC)
        moment += timedelta(days=0 if answered is not None and end.date() <= due else 1)
    waited = [day for pause in pauses for day in days_of(pause)]
    assert len(waited) == len(set(waited))
    assert sum(unit == "days" or day in DAYS for day in waited) <= most
    first = date(2025, 3, 3)
    end = due_day(first, working(20), DAYS, pauses)
    ran = [day for day in (first + timedelta(days=n) for n in range(1, (end - first).days + 1)) if day in DAYS]
    assert len(ran) == 20 + sum(day in DAYS and first < day <= end for day in waited)


def days_of(pause):
    return [pause.first + timedelta(days=n) for n in range((pause.last - pause.first).days + 1)]
