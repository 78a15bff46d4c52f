"""Commands in processes of their own, and waiting for what they do."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from scoring.application.background import JobState
from tests.conftest import ROOT


@contextmanager
def working(environment, *arguments):
    """Run `luohu worker`, or another command, until the block ends; gives the process."""
    command = [sys.executable, "-c", "from scoring.app import main; main()", *(arguments or ("worker",))]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=30)


def wait_until(true, seconds=120):
    """Wait for something to become true; gives it."""
    for _try in range(seconds * 20):
        found = true()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(f"did not become true within {seconds} s")


def is_running_at(station, number, done):
    return lambda: (job := station.job(number)).state is JobState.RUNNING and job.done >= done
