"""The two tasks that Huey knows: run a job, and look what comes round. They are defined on a queue, with what they call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huey import crontab


def define_tasks(queue: Any, run: Callable[[int], object], look: Callable[[], object]) -> None:
    """Put the tasks on *queue*: the process that orders and the worker that obeys must know them by the same names."""

    def run_job(job_id: int) -> None:
        run(job_id)

    def come_round() -> None:
        look()

    queue.run_job = queue.task(name="run_job")(run_job)
    queue.periodic_task(crontab(), name="come_round")(come_round)
