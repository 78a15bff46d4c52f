"""The worker: Huey's consumer with processes of their own, each with a pulse.

A process that is killed is replaced within seconds. One whose parent is gone ends with it, so that none is left behind.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from huey.consumer import Consumer, ConsumerStopped

from scoring.casework.watch_jobs import beat
from scoring.jobs.background import Background

log = logging.getLogger(__name__)
BEATS = 4  # in the time after which a worker is thought dead
GRACE = 20  # seconds that a job has to end when its worker is told to


class Pulse:
    """Keeps a worker's heart beating beside its jobs, and looks for jobs that lost theirs."""

    def __init__(self, background: Background, end_all: Callable[[], None]) -> None:
        self._background, self._end_all = background, end_all
        self._parent = os.getppid()
        self._ended = threading.Event()
        self._pause = background.desk.settings.background.stale / BEATS

    def start(self) -> None:
        """Begin, in the process that does the work."""
        threading.Thread(target=self._go_on, name="pulse", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._ended.set()

    def _go_on(self) -> None:
        while not self._ended.is_set():
            try:
                self.beat()
            except Exception as error:  # noqa: BLE001 - a database that is away for a moment comes back
                log.warning("a heartbeat was missed: %s", type(error).__name__)
            if os.getppid() != self._parent:
                self._end_all()
                return
            self._ended.wait(self._pause)

    def beat(self) -> None:
        """Beat once, and watch."""
        desk = self._background.desk
        beat(desk.transaction, self._background.worker, at=desk.clock.now())
        self._background.watch()


class Workers(Consumer):  # type: ignore[misc]  # Huey has no types
    """Huey's consumer: ends in order on SIGTERM, SIGINT and SIGHUP, and, where it is told to, with the process that started it."""

    def __init__(self, background: Background, *, follow: bool) -> None:
        settings = background.desk.settings.background
        super().__init__(
            background.queue,
            workers=settings.workers,
            worker_type="process",
            max_delay=1,
            health_check_interval=1,
            shutdown_timeout=GRACE,
        )
        self._signal_actions = dict.fromkeys((signal.SIGTERM, signal.SIGINT, signal.SIGHUP), (False, True))
        self._followed = os.getppid() if follow else None

        def begin() -> None:
            background.worker = secrets.token_hex(8)
            pulse = Pulse(background, self.stop_flag.set)
            background.queue.on_shutdown("pulse")(pulse.stop)
            pulse.start()

        background.queue.on_startup("pulse")(begin)

    def loop(self, health_check_ts: Any = None) -> Any:
        """Look whether the process that started this one still lives, then do what Huey does."""
        if self._followed is not None and os.getppid() != self._followed:
            self.stop(graceful=True)
            raise ConsumerStopped
        return super().loop(health_check_ts)


def work(background: Background, *, follow: bool = False) -> None:
    """Do background work until told to end. No connection to the database may be open: processes are forked."""
    Workers(background, follow=follow).run()


@contextmanager
def working_beside(background: Background) -> Iterator[None]:
    """Do background work in a process of its own for the length of the block, which ends it, as does the end of this process."""
    own = os.getpid()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(background, follow=True)
            code = 0
        finally:
            os._exit(code)
    try:
        yield
    finally:
        if os.getpid() == own:  # and not a process that was forked within the block
            _end(child)


def _end(child: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):  # whoever waited for it in the block has seen its end
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
