"""What background work is: a job with its state, how long it waits after a failure, and work that comes round by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from scoring.errors import InputRefused

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
_PLAIN = re.compile(r"[A-Za-z0-9_.:\-]{1,80}")
_NUMBER_OF_A_PERSON = re.compile(r"\d{11}")
_NO_PERSON = "Arguments are ids, numbers and words of the program. Name the record, and let the job read what is in it."


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"  # waits, for the first time or again
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # tried as often as it may be
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class Standing(StrEnum):
    """What a worker is told when it reports progress."""

    GO_ON = "go_on"
    CANCELLED = "cancelled"  # somebody asked for the end
    LOST = "lost"  # it was thought dead, and the job is another's now


@dataclass(frozen=True, slots=True)
class Order:
    """A job that is wanted. While there is a job with the same `key`, no second one is made."""

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None

    def __post_init__(self) -> None:
        for name, value in self.arguments.items():
            if not is_impersonal(value):
                raise InputRefused(name, _NO_PERSON)


@dataclass(frozen=True, slots=True)
class Run:
    """One try at a job by one worker. `attempt` tells it from earlier tries that may still be going on unseen."""

    job_id: int
    kind: str
    arguments: Mapping[str, Any]
    attempt: int
    worker: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a try failed: a code, and words without anything personal."""

    code: str
    text: str
    is_final: bool = False  # trying again would change nothing


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work that comes round every so often."""

    kind: str
    every: timedelta


def is_impersonal(value: object) -> bool:
    """Whether an argument may be kept in the open: a number, yes or no, or a short word of the program."""
    if isinstance(value, str):
        return _PLAIN.fullmatch(value) is not None and _NUMBER_OF_A_PERSON.search(value) is None
    return value is None or isinstance(value, int)


def wait_after(attempts: int) -> timedelta:
    """Give how long a job waits after a failed try: 1 min, 2 min, 4 min … 1 h."""
    return min(FIRST_WAIT * (1 << min(max(attempts - 1, 0), 9)), LONGEST_WAIT)


def is_due(last: datetime | None, every: timedelta, at: datetime) -> bool:
    """Whether work that last came round at *last* comes round again: once in each span of *every*, counted from the epoch.

    A moment ahead of *at* was written before the clock was set back.
    """
    return last is None or last > at or _span(last, every) < _span(at, every)


def _span(at: datetime, every: timedelta) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // every
