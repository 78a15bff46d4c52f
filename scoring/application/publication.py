"""公示 as it was published: a list with its days, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.application.publicity import Measure
    from scoring.policy.procedure import ListField


class Stage(StrEnum):
    """Where a list stands on a day."""

    AHEAD = "ahead"  # 尚未开始
    OPEN = "open"  # 公示中
    OVER = "over"  # 已结束


@dataclass(frozen=True, slots=True)
class Publication:
    """A list. It is open on `starts` and on `ends`, and on the days between; `proposed_by` is empty where one person sufficed."""

    number: int
    scheme: str
    version: str
    round: str | None
    fields: tuple[ListField, ...]
    article: str
    measured: Measure
    lines: int
    starts: date
    ends: date
    published_at: datetime
    published_by: str
    proposed_by: str
    digest: str = field(repr=False)

    def stage(self, today: date) -> Stage:
        """Say where it stands on a day."""
        if today < self.starts:
            return Stage.AHEAD
        return Stage.OPEN if today <= self.ends else Stage.OVER


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands on a list: which one, on which line, until which day."""

    number: int
    line: int
    starts: date
    ends: date
