"""An application as its holder sees it: in the list, by itself, and what happened with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

from scoring.application.application import Facts, Replaces
from scoring.application.clocks import Pause, in_order
from scoring.application.file_message import FileMessage
from scoring.application.filing import Content, Receipt, Supplement
from scoring.application.following import Follower
from scoring.application.originals import Summons
from scoring.application.outside import OutsideCase
from scoring.application.points import Approval
from scoring.application.publication import Standing
from scoring.application.questions import QuestionSet
from scoring.application.rounds import Awaited, AwaitedRound, Counted
from scoring.application.status import Act, FileKind, Status
from scoring.application.stays import stays_in
from scoring.policy.wording import Text

By: TypeAlias = Literal["you", "office", "installation"]


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the own file's history. `by` says who, never by name; `words` are what was said to the applicant, or by them."""

    act: Act
    at: datetime
    by: By
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One of the holder's drafts or applications, in their list."""

    reference: str
    version: int
    status: Status
    scheme: str
    policy_version: str
    began_at: datetime
    changed_at: datetime
    kind: FileKind = "application"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """我的申请: a file as its holder sees it. `acts` is what they may do now, `days` and `pauses` are for `Timing.waiting`.

    `questions` are those asked while it was verified, oldest first; `declared` are the facts as they stand, with what
    answers to questions and the office changed since. `approvals` are those of a points record, oldest first; `cited` the one
    that an application goes by. `listed` is
    the public list on which it stood last. `messages` are those of the office, the newest first, without who sent them.
    `replaces` is the decided file that it is a new version of, `followed_by` its own new version, open or decided.
    `originals` are the summonses to show them, the oldest first, as the applicant reads them;
    `cases` those about its decision before outside bodies, likewise. `counted` is the round that counts it, without rank and place;
    `awaited` what it waits for before one does, `waits` are the days on which it waited for one; `awaits` the round that an
    approved one waits for which none counts.
    """

    reference: str
    version: int
    status: Status
    scheme: str
    policy_version: str
    round: str | None
    on: date
    office: Text | None
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    content: Content
    receipts: tuple[Receipt, ...]
    supplements: tuple[Supplement, ...]
    steps: tuple[Step, ...]
    days: Mapping[str, date]
    acts: tuple[Act, ...]
    questions: tuple[QuestionSet, ...] = ()
    declared: Facts = field(default_factory=dict, repr=False)
    kind: FileKind = "application"
    approvals: tuple[Approval, ...] = ()
    cited: Approval | None = None
    listed: Standing | None = None
    messages: tuple[FileMessage, ...] = ()
    replaces: Replaces | None = None
    followed_by: Follower | None = None
    originals: tuple[Summons, ...] = ()
    cases: tuple[OutsideCase, ...] = ()
    counted: Counted | None = None
    awaited: Awaited | None = None
    waits: tuple[Pause, ...] = ()
    awaits: AwaitedRound | None = None

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The days on which its terms waited for answers or a round, or its decision was suspended, for `Timing.waiting`."""
        asked = (each.pause for each in self.questions if each.pause is not None)
        return (*in_order((*asked, *self.waits)), *stays_in(self.cases))
