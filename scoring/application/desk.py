"""The officers' desk: who holds a file, what stands on it as a flag, and what is noted about it within the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Flag(StrEnum):
    """What an officer is to see at once. A flag is worked out from what is recorded; the first two stay until they are closed."""

    DUPLICATE = "duplicate-suspected"  # 疑似重复: somebody of the file stands in another open one
    CONFLICT = "conflict-declared"  # 已申报利害关系
    OVERDUE = "overdue"  # 已逾期
    PAUSED = "clock-paused"  # 暂停计时: the applicant was asked, and the file's own terms wait for the answer
    AWAITING = "awaiting-agency"  # 待部门答复: a department was asked and has not answered
    OBJECTION = "objection-open"  # 异议处理中: somebody objects to the file on its public list
    REVOKING = "revocation-proposed"  # 拟撤销: it is proposed to revoke the decision
    LETTER = "reminder-to-post"  # 待邮寄提醒: a reminder to be registered waits to be sent by post
    REVIEW = "review-open"  # 复核中: what was decided is reviewed
    ORIGINALS = "originals-due"  # 待查验原件: whoever is approved is summoned, and the originals were not seen
    RECONSIDERATION = "reconsideration"  # 行政复议中
    LITIGATION = "litigation-hold"  # 行政诉讼中
    POINTS = "points-under-adjustment"  # 积分调整中: the approval that the application cites does not stand any more


@dataclass(frozen=True, slots=True)
class Claim:
    """领取: the officer who works on a file, since when. `is_active` is false where the account was closed since."""

    account_id: int
    name: str
    since: datetime
    is_active: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """Who closed a flag, when and why."""

    by: str
    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Person `number` of the file stands as `relation` in another one too.

    `subject` names the pair when the flag is closed; `reference` is empty for a file that the reader may not see.
    """

    subject: int
    number: int
    relation: str
    reference: str
    scheme: str
    status: str
    closed: Closed | None


@dataclass(frozen=True, slots=True)
class Interest:
    """利害关系: somebody of the office declared an interest in the file and is barred from it. `subject` is their account."""

    subject: int
    name: str
    at: datetime
    closed: Closed | None


@dataclass(frozen=True, slots=True)
class Flagged:
    """One flag of a file: which, and what it is about (`subject` of Duplicate or Interest)."""

    flag: Flag
    subject: int


@dataclass(frozen=True, slots=True)
class Note:
    """内部备注: what officers tell each other of a file; the applicant is never sent it."""

    number: int
    by: str
    at: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows of one file, for one reader."""

    duplicates: tuple[Duplicate, ...]
    interests: tuple[Interest, ...]
    notes: tuple[Note, ...]
    points_stand: bool = True

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags that stand open and keep the file from being recommended."""
        fallen = () if self.points_stand else (Flag.POINTS,)
        return (*dict.fromkeys(one.flag for one in self.open), *fallen)

    @property
    def open(self) -> tuple[Flagged, ...]:
        """Every one that somebody can close, with what it is about."""
        duplicates = (Flagged(Flag.DUPLICATE, one.subject) for one in self.duplicates if one.closed is None)
        interests = (Flagged(Flag.CONFLICT, one.subject) for one in self.interests if one.closed is None)
        return tuple(dict.fromkeys((*duplicates, *interests)))
