"""Ordering background work from a view: the job's row is written, then a worker is woken."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any

from scoring.application.background import Order
from scoring.application.officer import Officer
from scoring.casework import queue_job
from scoring.casework.watch_jobs import hand_over, queue_scheduled, requeue_stale
from scoring.jobs.desk import Desk
from scoring.jobs.kinds import SCHEDULES
from scoring.jobs.queue import open_queue
from scoring.jobs.running import run_job
from scoring.jobs.tasks import define_tasks

log = logging.getLogger(__name__)


class Background:
    """The way to background work, for views and for the worker itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.worker = "here"  # the name of the process, where it is a worker's

    @cached_property
    def queue(self) -> Any:
        """The Huey that wakes workers; opened when it is first needed."""
        queue = open_queue(self.desk.settings)
        define_tasks(queue, self.run, self.come_round)
        return queue

    def run(self, job_id: int) -> None:
        """Run a job in this process, if it waits."""
        run_job(self.desk, job_id, self.worker)

    def order(self, order: Order, *, officer: Officer) -> int:
        """Order a job for an administrator; gives its number. Raises as `queue_job`."""
        number = queue_job.queue_job(self.desk.transaction, order, officer=officer, at=self.desk.clock.now())
        self.wake()
        return number

    def retry(self, job_id: int, *, officer: Officer) -> None:
        """Have a failed job tried again. Raises as `retry_job`."""
        queue_job.retry_job(self.desk.transaction, job_id, officer=officer, at=self.desk.clock.now())
        self.wake()

    def wake(self) -> int:
        """Wake workers for what waits; gives for how many. What cannot be handed over now is found by the workers themselves."""
        jobs = hand_over(self.desk.transaction, at=self.desk.clock.now())
        for number in jobs:
            try:
                self.queue.run_job(number)
            except Exception as error:  # noqa: BLE001 - the order stands in its row: no fault of the queue may undo the act
                log.warning("no worker was woken for job %d: %s", number, type(error).__name__)
        return len(jobs)

    def watch(self) -> None:
        """Find jobs that lost their worker, and wake workers for all that waits."""
        settings = self.desk.settings.background
        found = requeue_stale(self.desk.transaction, at=self.desk.clock.now(), stale=settings.silence, most=settings.attempts)
        if found:
            log.warning("%d jobs had lost their worker", found)
        self.wake()

    def come_round(self) -> None:
        """Order what comes round now, and wake workers for it."""
        queue_scheduled(self.desk.transaction, SCHEDULES, at=self.desk.clock.now())
        self.wake()
