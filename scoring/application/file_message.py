"""留言: what the office tells the applicant of a file in plain words, by the file itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scoring.policy.wording import Text


@dataclass(frozen=True, slots=True)
class FileMessage:
    """One message. It is no document: nothing is served by it and no term begins.

    `by` is who sent it, empty where the applicant reads it; `office` the one that the file lay with. `notice` is the notice that
    told of it, `read_at` when its holder said to have read that; None for either where the notice is gone.
    """

    number: int
    at: datetime
    by: str
    office: Text | None
    words: str = field(repr=False)
    notice: int | None = None
    read_at: datetime | None = None
