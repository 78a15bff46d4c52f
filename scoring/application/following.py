"""A new version of a decided file: why it was opened, and what it says otherwise than the file before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.status import Status

AskedBy: TypeAlias = Literal["applicant", "office"]
ASKED_BY: tuple[AskedBy, ...] = ("applicant", "office")


@dataclass(frozen=True, slots=True)
class Error:
    """A clerical error of a decision: who asked that it be put right, what is wrong, why, and by what that is known."""

    asked_by: AskedBy
    wrong: str = field(repr=False)
    reason: str = field(repr=False)
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: the error for which a new version was opened, by whom and when."""

    error: Error
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Follower:
    """The new version that follows a file, which took its place once it is decided."""

    reference: str
    status: Status
