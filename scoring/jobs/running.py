"""Running one job: begun, done, and ended in the way it ended. Neither log nor row holds the words of an unexpected error."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from scoring.application.background import Failure, JobState, Run, Standing
from scoring.casework.run_job import begin_job, end_job, fail_job, give_back, report_progress
from scoring.errors import ScoringError
from scoring.jobs.desk import Desk, JobFailed
from scoring.jobs.kinds import KINDS

log = logging.getLogger(__name__)


class _StopWork(BaseException):  # no Exception: a job that catches its own failures must not catch this
    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


def run_job(desk: Desk, job_id: int, worker: str) -> JobState | None:
    """Run a job if it waits. Gives its state after this try, None where it was not ours, or is no longer."""
    run = begin_job(desk.transaction, job_id, worker, at=desk.clock.now())
    if run is None:
        return None
    try:
        _work(desk, run)
    except _StopWork as stop:
        return _end(desk, run, JobState.CANCELLED) if stop.standing is Standing.CANCELLED else None
    except KeyboardInterrupt:  # the worker is told to end at once
        give_back(desk.transaction, run, at=desk.clock.now())
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the row must tell
        failure = failure_of(error)
        log.error("job %d (%s) failed: %s: %s", run.job_id, run.kind, failure.code, failure.text)  # noqa: TRY400 - no words of the error
        return fail_job(desk.transaction, run, failure, at=desk.clock.now(), most=desk.settings.background.attempts)
    return _end(desk, run, JobState.DONE)


def failure_of(error: Exception) -> Failure:
    """Give what may be kept of an error: what a job said itself, else what it was and where it was raised."""
    if isinstance(error, JobFailed):
        return Failure(error.code, error.text, error.is_final)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    code = error.code if isinstance(error, ScoringError) else "fault"
    return Failure(code, f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}")


def _work(desk: Desk, run: Run) -> None:
    work = KINDS.get(run.kind)
    if work is None:
        raise JobFailed("kind_unknown", run.kind, is_final=True)

    def progress(done: int, total: int, step: str) -> None:
        standing = report_progress(desk.transaction, run, done, total, step, at=desk.clock.now())
        if standing is not Standing.GO_ON:
            raise _StopWork(standing)

    work(desk, run.arguments, progress)


def _end(desk: Desk, run: Run, state: JobState) -> JobState | None:
    return state if end_job(desk.transaction, run, state, at=desk.clock.now()) else None
