"""The life of jobs: ordered once, taken by one, lost and found, tried again and given up, cancelled, kept and cleared away."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from scoring.application.background import Failure, JobState, Order, Schedule, Standing, wait_after
from scoring.application.officer import Officer, Role
from scoring.casework.attempts import Subject, count_attempt
from scoring.casework.job_queries import JobSearch, last_seen, list_jobs, overview, read_job
from scoring.casework.lines import Wanted
from scoring.casework.queue_job import add_job, cancel_job, queue_job, retry_job
from scoring.casework.run_job import begin_job, end_job, fail_job, give_back, report_progress
from scoring.casework.watch_jobs import WOKEN_AGAIN_AFTER, beat, clean_up, hand_over, queue_scheduled, requeue_stale
from scoring.errors import MoveRefused, NotAllowed, NotFound
from scoring.records.attempts import AttemptRow
from scoring.records.events import EventRow
from scoring.records.jobs import WorkerRow
from tests.casework.conftest import STAFF, engage
from tests.casework.stories import AT

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))
TRIAL = Order("try_out", {"steps": 3})
FAULT = Failure("fault", "OSError in nowhere.py, line 1")
EVERY_HOUR = (Schedule("clean_up", HOUR),)


@pytest.fixture
def transaction(empty_transaction):
    return empty_transaction


@pytest.fixture
def administrator(transaction) -> Officer:
    from scoring.records.accounts import RoleRow

    with transaction() as session:
        role = session.scalar(sa.select(RoleRow).where(RoleRow.name == Role.ADMINISTRATOR))
        return engage(session, "administrator", [role])


@pytest.fixture
def number(transaction, administrator) -> int:
    return queue_job(transaction, TRIAL, officer=administrator, at=AT)


@pytest.fixture
def job(transaction, administrator):
    return lambda number: read_job(transaction, number, officer=administrator)


def acts(transaction):
    with transaction() as session:
        return session.scalars(sa.select(EventRow.act).where(EventRow.stream == "jobs").order_by(EventRow.number)).all()


def test_a_job_is_begun_reports_and_ends(transaction, number, job):
    run = begin_job(transaction, number, "w", at=AT)
    assert (run.kind, run.arguments, run.attempt) == ("try_out", {"steps": 3}, 1)
    assert report_progress(transaction, run, 2, 3, "counting", at=AT) is Standing.GO_ON
    assert (job(number).state, job(number).done, job(number).total, job(number).step) == (JobState.RUNNING, 2, 3, "counting")
    assert end_job(transaction, run, JobState.DONE, at=AT + SECOND)
    assert (job(number).state, job(number).ended_at) == (JobState.DONE, AT + SECOND)


def test_a_job_is_taken_once(transaction, number):
    assert begin_job(transaction, number, "w", at=AT) is not None
    assert begin_job(transaction, number, "x", at=AT) is None
    assert begin_job(transaction, 999, "x", at=AT) is None


def test_clocks_may_differ_a_little(transaction, number):
    assert begin_job(transaction, number, "w", at=AT - 31 * SECOND) is None
    assert begin_job(transaction, number, "w", at=AT - 30 * SECOND) is not None


def test_many_who_are_woken_for_one_job_do_it_once(transaction, number):
    together, taken = Barrier(8), []

    def take(name):
        together.wait()
        taken.append(begin_job(transaction, number, name, at=AT))

    threads = [Thread(target=take, args=(str(name),)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 8
    assert sum(run is not None for run in taken) == 1


def test_a_key_makes_one_job_of_two_orders(transaction):
    with transaction() as session:
        first, second = (add_job(session, Order("try_out", key="once"), at=AT).id for _ in range(2))
        other = add_job(session, Order("try_out", key="other"), at=AT).id
    assert first == second != other


def test_a_failed_try_waits_longer_each_time_and_then_has_failed(transaction, number, job):
    at = AT
    for attempt in (1, 2):
        run = begin_job(transaction, number, "w", at=at)
        assert fail_job(transaction, run, FAULT, at=at, most=3) is JobState.QUEUED
        assert (job(number).due_at, job(number).error_code) == (at + wait_after(attempt), "fault")
        assert begin_job(transaction, number, "w", at=at) is None
        at = job(number).due_at
    run = begin_job(transaction, number, "w", at=at)
    assert fail_job(transaction, run, FAULT, at=at, most=3) is JobState.FAILED
    assert (job(number).attempts, job(number).error_text, job(number).ended_at) == (3, FAULT.text, at)


def test_what_would_not_change_is_not_tried_again(transaction, number):
    run = begin_job(transaction, number, "w", at=AT)
    assert fail_job(transaction, run, Failure("kind_unknown", "?", is_final=True), at=AT, most=3) is JobState.FAILED


def test_a_failed_job_is_tried_again_when_an_administrator_says_so(transaction, number, job, administrator):
    run = begin_job(transaction, number, "w", at=AT)
    fail_job(transaction, run, FAULT, at=AT, most=1)
    retry_job(transaction, number, officer=administrator, at=AT)
    assert (job(number).state, job(number).attempts) == (JobState.QUEUED, 0)
    with pytest.raises(MoveRefused):
        retry_job(transaction, number, officer=administrator, at=AT)
    run = begin_job(transaction, number, "w", at=AT)
    assert end_job(transaction, run, JobState.DONE, at=AT)
    assert job(number).error_code is None
    assert acts(transaction) == ["queue_job", "retry_job"]


def test_a_job_that_waits_is_cancelled_at_once(transaction, number, administrator):
    assert cancel_job(transaction, number, officer=administrator, at=AT) is JobState.CANCELLED
    assert begin_job(transaction, number, "w", at=AT) is None
    with pytest.raises(MoveRefused):
        cancel_job(transaction, number, officer=administrator, at=AT)
    retry_job(transaction, number, officer=administrator, at=AT)  # what carries out a published round is ordered once only
    assert begin_job(transaction, number, "w", at=AT) is not None


def test_a_job_that_runs_is_cancelled_when_it_reports(transaction, number, job, administrator):
    run = begin_job(transaction, number, "w", at=AT)
    for _twice in range(2):
        assert cancel_job(transaction, number, officer=administrator, at=AT) is JobState.RUNNING
    assert acts(transaction) == ["queue_job", "cancel_job"]
    assert job(number).is_cancel_asked
    assert report_progress(transaction, run, 1, 3, "counting", at=AT) is Standing.CANCELLED
    assert end_job(transaction, run, JobState.CANCELLED, at=AT)


def test_a_job_that_was_to_be_cancelled_and_fails_is_not_tried_again(transaction, number, administrator):
    run = begin_job(transaction, number, "w", at=AT)
    cancel_job(transaction, number, officer=administrator, at=AT)
    assert fail_job(transaction, run, FAULT, at=AT, most=3) is JobState.CANCELLED


@pytest.mark.parametrize("silent", [31 * SECOND, -31 * SECOND])
def test_a_job_whose_worker_is_silent_waits_again_at_once(transaction, number, job, silent):
    lost = begin_job(transaction, number, "w", at=AT)
    assert requeue_stale(transaction, at=AT + 30 * SECOND, stale=30 * SECOND, most=3) == 0
    assert requeue_stale(transaction, at=AT + silent, stale=30 * SECOND, most=3) == 1
    assert (job(number).state, job(number).error_code, job(number).due_at) == (JobState.QUEUED, "worker_lost", AT + silent)
    again = begin_job(transaction, number, "w", at=AT + abs(silent))
    assert again.attempt == 2
    assert report_progress(transaction, lost, 1, 3, "counting", at=AT) is Standing.LOST
    assert not end_job(transaction, lost, JobState.DONE, at=AT)
    assert fail_job(transaction, lost, FAULT, at=AT, most=3) is None
    assert not give_back(transaction, lost, at=AT)
    assert job(number).state is JobState.RUNNING


def test_a_job_that_kills_its_worker_every_time_has_failed_at_last(transaction, number, job):
    for _try in range(3):
        begin_job(transaction, number, "w", at=AT)
        assert requeue_stale(transaction, at=AT + MINUTE, stale=SECOND, most=3) == 1
        with transaction() as session:
            session.execute(sa.text("UPDATE jobs SET due_at = created_at"))
    assert (job(number).state, job(number).attempts) == (JobState.FAILED, 3)


def test_a_heartbeat_keeps_a_job(transaction, number):
    begin_job(transaction, number, "w", at=AT)
    for seconds in (0, 20, 40):
        beat(transaction, "w", at=AT + seconds * SECOND)
    beat(transaction, "x", at=AT + 60 * SECOND)
    assert requeue_stale(transaction, at=AT + 60 * SECOND, stale=30 * SECOND, most=3) == 0
    assert last_seen(transaction) == AT + 60 * SECOND


def test_an_interrupted_try_does_not_count(transaction, number, job):
    run = begin_job(transaction, number, "w", at=AT)
    assert give_back(transaction, run, at=AT)
    assert (job(number).state, job(number).attempts) == (JobState.QUEUED, 0)


def test_a_worker_is_woken_once_for_each_job_and_again_when_nothing_came_of_it(transaction, number):
    with transaction() as session:
        second = add_job(session, TRIAL, at=AT + SECOND).id
        add_job(session, TRIAL, at=AT + HOUR)
    assert hand_over(transaction, at=AT + MINUTE) == (number, second)
    assert hand_over(transaction, at=AT + 2 * MINUTE) == ()
    begin_job(transaction, second, "w", at=AT + MINUTE)
    assert hand_over(transaction, at=AT + 2 * MINUTE + WOKEN_AGAIN_AFTER) == (number,)


def test_scheduled_work_is_ordered_once_in_its_time_and_not_beside_itself(transaction, administrator):
    assert queue_scheduled(transaction, EVERY_HOUR, at=AT) == 1
    assert queue_scheduled(transaction, EVERY_HOUR, at=AT) == 0
    assert queue_scheduled(transaction, EVERY_HOUR, at=AT + HOUR) == 0  # the last one still waits
    run = begin_job(transaction, 1, "w", at=AT)
    end_job(transaction, run, JobState.DONE, at=AT)
    assert queue_scheduled(transaction, EVERY_HOUR, at=AT + 2 * HOUR) == 1
    line = overview(transaction, (*EVERY_HOUR, Schedule("other", HOUR)), officer=administrator)
    assert [(s.kind, s.last_at, s.last and s.last.state) for s in line.schedules] == [
        ("clean_up", AT + 2 * HOUR, JobState.QUEUED),
        ("other", None, None),
    ]
    assert (line.counts[JobState.DONE], line.counts[JobState.QUEUED], line.counts[JobState.FAILED]) == (1, 1, 0)
    assert line.seen_at is None


def test_what_is_old_is_cleared_away_and_nothing_else(transaction, number, administrator):
    queue_scheduled(transaction, EVERY_HOUR, at=AT)
    for each in (number, number + 1):
        end_job(transaction, begin_job(transaction, each, "w", at=AT), JobState.DONE, at=AT)
    waiting = queue_job(transaction, TRIAL, officer=administrator, at=AT)
    beat(transaction, "w", at=AT)
    count_attempt(transaction, [Subject("name", "x", 5)], at=AT)
    assert clean_up(transaction, EVERY_HOUR, at=AT + 2 * DAY, kept=30 * DAY) == 0
    assert clean_up(transaction, EVERY_HOUR, at=AT + 3 * DAY, kept=30 * DAY) == 1  # the scheduled one
    assert clean_up(transaction, EVERY_HOUR, at=AT + 31 * DAY, kept=30 * DAY) == 1
    left = list_jobs(transaction, JobSearch(), Wanted(), officer=administrator)
    assert [line.id for line in left.items] == [waiting]
    with transaction() as session:
        assert [session.scalar(sa.select(sa.func.count()).select_from(row)) for row in (WorkerRow, AttemptRow)] == [0, 0]


def test_jobs_are_listed_by_state_kind_and_page(transaction, administrator):
    for _each in range(3):
        queue_job(transaction, TRIAL, officer=administrator, at=AT)
    queue_scheduled(transaction, EVERY_HOUR, at=AT)
    cancel_job(transaction, 2, officer=administrator, at=AT)

    def found(search, wanted=None):
        page = list_jobs(transaction, search, wanted or Wanted(), officer=administrator)
        return [line.id for line in page.items], page.total, page.number

    assert found(JobSearch()) == ([4, 3, 2, 1], 4, 1)
    assert found(JobSearch(), Wanted(9, 3)) == ([1], 4, 2)
    assert found(JobSearch(JobState.CANCELLED)) == ([2], 1, 1)
    assert found(JobSearch(kind="clean_up")) == ([4], 1, 1)
    assert found(JobSearch(JobState.FAILED, "clean_up")) == ([], 0, 1)


@pytest.mark.parametrize("held", [roles for name, roles in STAFF.items() if name != "administrator"])
def test_nobody_but_administrators_orders_or_sees_jobs(transaction, number, held):
    other = Officer(1, "x", frozenset(held))
    given = {"officer": other, "at": AT}
    for refused in (
        lambda: queue_job(transaction, TRIAL, **given),
        lambda: cancel_job(transaction, number, **given),
        lambda: retry_job(transaction, number, **given),
        lambda: list_jobs(transaction, JobSearch(), Wanted(), officer=other),
        lambda: overview(transaction, EVERY_HOUR, officer=other),
        lambda: read_job(transaction, number, officer=other),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_job_that_does_not_exist_is_not_found(transaction, administrator):
    with pytest.raises(NotFound):
        read_job(transaction, 999, officer=administrator)
    with pytest.raises(NotFound):
        cancel_job(transaction, 999, officer=administrator, at=AT)
