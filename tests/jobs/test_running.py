"""What becomes of a job in the process that runs it, and what is told of it; the queue only wakes."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from scoring.application.background import JobState, Order
from scoring.casework.queue_job import cancel_job
from scoring.casework.run_job import begin_job
from scoring.casework.watch_jobs import beat
from scoring.errors import InputRefused, SettingsRefused
from scoring.jobs import kinds
from scoring.jobs.background import Background
from scoring.jobs.desk import JobFailed
from scoring.jobs.queue import open_queue
from scoring.jobs.running import run_job
from scoring.settings import Background as Wishes

SECRET = "王示范 13800138000"


@pytest.fixture
def try_kind(station, monkeypatch):
    """Runs a job whose work is *work*; gives its line."""

    def run(work, attempts=1):
        monkeypatch.setattr("scoring.jobs.running.KINDS", {**kinds.KINDS, "trial": work})
        number = station.background.order(Order("trial"), officer=station.administrator)
        for _try in range(attempts):
            run_job(station.background.desk, number, "w")
        return station.job(number)

    return run


def test_what_is_ordered_wakes_a_worker_by_a_signed_message(station):
    number = station.background.order(Order("try_out", {"steps": 1, "pause": 0}), officer=station.administrator)
    queue = station.background.queue
    (message,) = queue.storage.enqueued_items()
    assert SECRET.encode() not in message
    assert queue.serializer.serialize(b"x") != queue.serializer.__class__(secret="x" * 32, salt="y").serialize(b"x")
    queue.execute(queue.dequeue())
    assert station.job(number).state is JobState.DONE


def test_a_message_of_somebody_else_is_not_read(station):
    queue = station.background.queue
    forger = open_queue(replace(station.background.desk.settings, secret_key="another secret of 32 characters, at least"))
    forger.storage.enqueue(forger.serializer.serialize({"evil": 1}))
    with pytest.raises(ValueError, match="mismatch"):
        queue.dequeue()


def test_nothing_that_a_fault_says_is_kept_or_logged(try_kind, caplog):
    def work(*_given):
        raise OSError(SECRET)

    with caplog.at_level(logging.DEBUG):
        job = try_kind(work)
    assert (job.state, job.attempts, job.error_code) == (JobState.QUEUED, 1, "fault")
    assert job.error_text.startswith("OSError in test_running.py, line ")
    assert SECRET not in caplog.text
    assert "OSError" in caplog.text


def test_an_error_of_the_product_is_told_by_its_code(try_kind):
    def work(*_given):
        raise InputRefused("name", SECRET)

    job = try_kind(work)
    assert job.error_code == "input_refused"
    assert SECRET not in job.error_text


def test_a_job_that_says_itself_why_it_failed_is_believed(try_kind):
    def work(*_given):
        raise JobFailed("no_such_round", "Round 7 does not exist.", is_final=True)

    job = try_kind(work, attempts=2)
    assert (job.state, job.attempts, job.error_code, job.error_text) == (
        JobState.FAILED,
        1,
        "no_such_round",
        "Round 7 does not exist.",
    )


def test_a_kind_of_another_version_fails_at_once(station):
    number = station.background.order(Order("of_tomorrow"), officer=station.administrator)
    assert run_job(station.background.desk, number, "w") is JobState.FAILED
    assert station.job(number).error_code == "kind_unknown"
    assert run_job(station.background.desk, number, "w") is None


def test_a_job_is_left_where_it_was_cancelled(station, try_kind):
    def work(_desk, _arguments, progress):
        progress(1, 3, "counting")
        cancel_job(station.transaction, station.jobs("trial")[0].id, officer=station.administrator, at=station.now())
        try:
            progress(2, 3, "counting")
        except Exception:  # noqa: BLE001 - a job that catches everything it knows
            pytest.fail("being cancelled is nothing to catch")

    job = try_kind(work)
    assert (job.state, job.done) == (JobState.CANCELLED, 2)


def test_a_job_that_became_anothers_is_left_alone(station, try_kind):
    def work(_desk, _arguments, progress):
        with station.transaction() as session:
            session.connection().exec_driver_sql("UPDATE jobs SET worker = 'x', attempts = 2")
        progress(1, 3, "counting")

    job = try_kind(work)
    assert (job.state, job.done, job.attempts) == (JobState.RUNNING, 0, 2)


def test_a_job_that_ends_after_it_became_anothers_changes_nothing(station, try_kind):
    def work(*_given):
        with station.transaction() as session:
            session.connection().exec_driver_sql("UPDATE jobs SET worker = 'x', attempts = 2")

    assert try_kind(work).state is JobState.RUNNING


def test_an_interruption_gives_the_job_back(try_kind, station):
    def work(*_given):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_kind(work)
    (job,) = station.jobs("trial")
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_without_a_queue_the_order_stands_and_nothing_personal_is_logged(station, caplog):
    settings = replace(station.background.desk.settings, background=Wishes(queue="postgresql://nobody:hidden@127.0.0.1:1/x"))
    background = Background(replace(station.background.desk, settings=settings))
    number = background.order(Order("try_out"), officer=station.administrator)
    assert station.job(number).state is JobState.QUEUED
    assert "no worker was woken" in caplog.text
    assert "hidden" not in caplog.text


def test_a_worker_that_watches_finds_what_lost_its_own(station):
    number = station.background.order(Order("try_out"), officer=station.administrator)
    desk = station.background.desk
    begin_job(desk.transaction, number, "dead", at=desk.clock.now())
    with station.transaction() as session:
        session.connection().exec_driver_sql("UPDATE jobs SET heartbeat_at = '2026-03-01 00:00:00+00:00'")
    station.background.watch()
    assert (station.job(number).state, station.job(number).error_code) == (JobState.QUEUED, "worker_lost")
    station.background.run(number)
    assert station.job(number).state is JobState.DONE


def test_a_failed_job_is_tried_again(station):
    number = station.background.order(Order("of_tomorrow"), officer=station.administrator)
    station.background.run(number)
    station.background.retry(number, officer=station.administrator)
    assert station.background.queue.storage.queue_size() == 2


def test_what_comes_round_is_done(station):
    station.background.come_round()
    for schedule in kinds.SCHEDULES:
        (job,) = station.jobs(schedule.kind)
        station.background.run(job.id)
        assert station.job(job.id).state is JobState.DONE
    assert set(kinds.KINDS) >= {schedule.kind for schedule in kinds.SCHEDULES}


def test_the_queue_may_be_on_postgresql(station, postgres):
    settings = replace(station.background.desk.settings, background=Wishes(queue=(postgres % "postgres").replace("+psycopg", "")))
    background = Background(replace(station.background.desk, settings=settings))
    number = background.order(Order("try_out", {"steps": 1, "pause": 0}), officer=station.administrator)
    background.queue.execute(background.queue.dequeue())
    assert station.job(number).state is JobState.DONE
    background.queue.storage.close()


def test_redis_without_its_library_is_said(station, monkeypatch):
    monkeypatch.setattr("huey.storage.Redis", None)
    monkeypatch.setattr("huey.storage.ConnectionPool", None)
    settings = replace(station.background.desk.settings, background=Wishes(queue="redis://127.0.0.1:1"))
    with pytest.raises(SettingsRefused, match="pip install"):
        open_queue(settings)


def test_readiness_warns_while_no_worker_was_seen_and_serves_all_the_same(client, services):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert "luohu worker" in answer.json["warnings"]["worker"]
    beat(services.transaction, "w", at=services.clock.now())
    assert "warnings" not in client.get("/readyz").json
