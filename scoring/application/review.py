"""复核: a decision is looked at anew, by people who never did anything on the file, and what came of it.

It never pauses the terms of reconsideration and litigation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.application.status import Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.serving import RemedyClock


class StepKind(StrEnum):
    """What was done about a review. Those of `CLOSING` close it."""

    ADMITTED = "admitted"  # asked late, and admitted since there was a cause
    TURNED_DOWN = "turned_down"  # asked late, and not looked at
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"  # to keep the decision
    RETURNED = "returned"
    KEPT = "kept"  # 维持原决定
    OPENED = "opened"  # 立新卷: the outcome would change, and a new version of the file is worked on
    GIVEN_UP = "given_up"  # the new version came to no decision, and the review goes on
    CHANGED = "changed"  # 变更原决定: the new version was decided
    OVERTAKEN = "overtaken"  # 原决定已被更正: a correction took the place of what it is about


CLOSING = (StepKind.TURNED_DOWN, StepKind.WITHDRAWN, StepKind.KEPT, StepKind.CHANGED, StepKind.OVERTAKEN)

ANSWERED = (StepKind.KEPT, StepKind.CHANGED)
"""What answers it in the matter: no decision is reviewed twice."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A review as it is asked for. `items` are the numbers of contested items of the pre-flight, `cause` says why it is late.

    `key` makes one of however many clicks.
    """

    grounds: str = field(repr=False)
    items: tuple[int, ...]
    key: str
    cause: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `version` is the new version of the file that it opened, empty for every other."""

    number: int
    kind: StepKind
    at: datetime
    by_id: int
    by: str
    words: str = field(repr=False)
    version: str = ""


@dataclass(frozen=True, slots=True)
class DecisionReview:
    """One review: of what (the state of the file, and its document where one was issued), why, and its steps, oldest first.

    `last` is the last day to ask as it stood then, None where none could be told; `due` the last day to answer, None where no term
    is set. `contested` are the facts of the contested items. `recorded_by` is empty where it was asked for by the account.
    """

    number: int
    receipt: str
    at: datetime
    recorded_by: str
    contests: Status
    document: int | None
    last: date | None
    is_late: bool
    due: date | None
    grounds: str = field(repr=False)
    cause: str = field(repr=False)
    contested: tuple[str, ...]
    steps: tuple[Step, ...] = ()

    @property
    def closing(self) -> Step | None:
        """The step that closed it; None while it is open."""
        return next((step for step in self.steps if step.kind in CLOSING), None)

    @property
    def is_admitted(self) -> bool:
        """Whether it is looked into: asked in time, or late with a cause that was accepted."""
        return not self.is_late or any(step.kind is StepKind.ADMITTED for step in self.steps)

    @property
    def waits_for_admission(self) -> bool:
        """Whether it came late, and nothing was said to that."""
        return self.closing is None and not self.is_admitted

    @property
    def proposal(self) -> Step | None:
        """The proposal to keep the decision that stands; None where there is none, or it was returned."""
        last = self.steps[-1] if self.steps else None
        return last if last and last.kind is StepKind.PROPOSED else None

    @property
    def version(self) -> str:
        """The new version of the file that was opened last; empty where none was, or it was given up."""
        opened = [step for step in self.steps if step.kind in {StepKind.OPENED, StepKind.GIVEN_UP}]
        return opened[-1].version if opened else ""

    @property
    def is_free(self) -> bool:
        """Whether it is looked into, nothing is proposed, and no new version of the file is worked on."""
        return self.closing is None and self.is_admitted and self.proposal is None and not self.version

    def is_overdue(self, today: date) -> bool:
        """Whether it should be answered by now."""
        return self.closing is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Contesting:
    """How what was decided on a file can be contested now: its document, None where none was issued, and the clock of each way."""

    document: int | None
    clocks: tuple[RemedyClock, ...]

    @property
    def review(self) -> RemedyClock | None:
        """The clock of a review; None where neither rules nor office offer one."""
        return next((clock for clock in self.clocks if clock.kind == "review"), None)

    @property
    def others(self) -> tuple[RemedyClock, ...]:
        """Those of the other ways: a review pauses none of them."""
        return tuple(clock for clock in self.clocks if clock.kind != "review")

    @property
    def last(self) -> date | None:
        """The last day to ask for a review; None where the term has not begun, or its end cannot be told."""
        clock = self.review
        return None if clock is None or clock.due.is_earliest else clock.due.day

    def is_late(self, today: date) -> bool:
        """Whether the term to ask for a review is over."""
        return self.last is not None and self.last < today


@dataclass(frozen=True, slots=True)
class OwnReview:
    """A review as who asked for it reads it; who looks into it is named to nobody outside."""

    number: int
    receipt: str
    at: datetime
    due: date | None
    grounds: str = field(repr=False)
    contested: tuple[str, ...]
    is_late: bool
    is_admitted: bool
    outcome: StepKind | None
    findings: str = field(repr=False)
    version: str = ""
