"""Reading a file that anybody may have made, in a process of its own: no secrets, little memory, little time, no files to write.

The process is `python -m scoring.evidence.images` or `….pdfs` with a few words; the content goes in, a line of JSON and a new
content come out. Whatever breaks there is an answer: the file cannot be read.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from scoring.errors import EvidenceRefused

SECONDS = 30
CPU_SECONDS = 20
MEMORY = 2 * 1024**3
_AT_ONCE = BoundedSemaphore(2)  # of each process of the service
_ROOT = Path(__file__).parents[2]

Work = Callable[[bytes, list[str]], tuple[Mapping[str, Any], bytes]]


class Unfit(Exception):
    """The file is refused, for one word of `EvidenceRefused.why`."""

    def __init__(self, why: str, limit: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.limit = limit


def confined(module: str, content: bytes, *words: str) -> tuple[Mapping[str, Any], bytes]:
    """Let *module* of this package work on *content*; give what it says and the content it made.

    Raises:
        EvidenceRefused: as the module says; `unreadable` where it broke, `too_heavy` where it took too long.
    """
    command = [sys.executable, "-P", "-m", f"{__package__}.{module}", *words]
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, with words of our own
                command, input=content, capture_output=True, timeout=SECONDS, env=_environment(), cwd="/", check=False
            )
        except subprocess.TimeoutExpired:
            raise EvidenceRefused("too_heavy") from None
    if done.returncode:
        raise EvidenceRefused("too_heavy" if done.returncode < 0 else "unreadable")
    line, _, made = done.stdout.partition(b"\n")
    said: Mapping[str, Any] = json.loads(line)
    if "refused" in said:
        raise EvidenceRefused(said["refused"], said["limit"])
    return said, made


def serve(work: Work) -> None:
    """Do one piece of work as the confined process: from the standard input to the standard output."""
    _confine()
    try:
        said, made = work(sys.stdin.buffer.read(), sys.argv[1:])
    except Unfit as unfit:
        said, made = {"refused": unfit.why, "limit": unfit.limit}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


def _confine() -> None:
    for which, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(which, (most, most))


def _environment() -> dict[str, str]:
    """Give only what finds Python's modules: the service's own variables hold its keys."""
    return {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
