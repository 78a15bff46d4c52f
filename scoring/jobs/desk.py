"""What a job is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from sqlalchemy.orm import Session

from scoring.application.due import Timing
from scoring.clock import Clock
from scoring.policy.library import Library
from scoring.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """The settings, the clock, transactions, the published policies as they are now, and what terms are counted by."""

    settings: Settings
    clock: Clock
    transaction: Callable[[], AbstractContextManager[Session]]
    library: Callable[[], Library]
    timing: Timing


class Progress(Protocol):
    """Keeps how far a job is; does not come back to a job that was cancelled, or that is another worker's now."""

    def __call__(self, done: int, total: int, step: str) -> None:
        """Say that *done* of *total* is done, and at what the job is, in a word of the program."""


Work: TypeAlias = Callable[[Desk, Mapping[str, Any], Progress], None]


class JobFailed(Exception):
    """A job says itself why it failed, without anything personal. `is_final`: trying again would change nothing."""

    def __init__(self, code: str, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.code, self.text, self.is_final = code, text, is_final
