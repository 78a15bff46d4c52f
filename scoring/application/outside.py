"""行政复议、行政诉讼: a decision before an outside body, what comes of it, and until when it can be brought there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.document import DocumentKind
from scoring.application.due import SERVICE, Due, due
from scoring.application.procedure import Term, term_of
from scoring.application.status import DECIDED, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.application.due import Timing
    from scoring.application.endings import Ending
    from scoring.application.procedure import Organ, Way
    from scoring.policy.procedure import Procedure


class CaseKind(StrEnum):
    """Before whom a decision is contested outside the office."""

    RECONSIDERATION = "reconsideration"  # 行政复议
    LITIGATION = "litigation"  # 行政诉讼


class CaseStepKind(StrEnum):
    """What happened in a case. The last four close it."""

    ORDER = "order"  # whatever the body ordered or sent
    STAYED = "stayed"  # 停止执行
    UNSTAYED = "unstayed"  # 恢复执行
    ANSWERED = "answered"  # 书面答复、答辩
    EXPORTED = "exported"  # the proof of the decision was taken away for the body
    UPHELD = "upheld"  # 维持、驳回
    ANEW = "anew"  # 责令重作
    ANNULLED = "annulled"  # 撤销
    WITHDRAWN = "withdrawn"  # 撤回、终止


Outcome: TypeAlias = Literal[CaseStepKind.UPHELD, CaseStepKind.ANEW, CaseStepKind.ANNULLED, CaseStepKind.WITHDRAWN]
ORDERED: tuple[Outcome, ...] = (CaseStepKind.ANEW, CaseStepKind.ANNULLED)
"""By these what was contested does not stand, and another act follows."""

OUTCOMES: tuple[Outcome, ...] = (CaseStepKind.UPHELD, CaseStepKind.ANEW, CaseStepKind.ANNULLED, CaseStepKind.WITHDRAWN)

CONTESTABLE = (*DECIDED, Status.NOT_ACCEPTED, Status.FORFEITED, Status.NOT_SELECTED)
"""Where something was decided on a file that can be brought before an outside body."""

ENDED: Mapping[Status, DocumentKind] = MappingProxyType(
    {
        Status.REVOKED: DocumentKind.REVOKED,
        Status.LAPSED: DocumentKind.LAPSED,
        Status.NOT_ACCEPTED: DocumentKind.NOT_ACCEPTED,
        Status.FORFEITED: DocumentKind.FORFEITED,
        Status.NOT_SELECTED: DocumentKind.NOT_SELECTED,
    }
)
"""Where a file, or the grant on it, ended by another act of the office than a decision, and the document by which it did."""

ANSWER = "case_answer"
"""What the office has to answer a body in writing; also the day that stands for it among recorded days."""

CLOSING = "closing_service"
"""The day from which the service of the document has effect by which a file or a grant ended: it is what is contested then."""

AFTER = "litigation_after"
"""What somebody has to go to court once reconsideration is decided."""

CaseState: TypeAlias = Literal["runs", "over", "unserved", "no_term", "unknown"]
"""Whether the time to bring a case runs, is over, has not begun since nothing is served, or cannot be told."""


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step: on which day, by which document of the body or the office (empty: none), and what it says."""

    number: int
    kind: CaseStepKind
    at: datetime
    by: str
    on: date
    document: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutsideCase:
    """One case: filed on a day, of which the office learned on another, and to be answered in writing by `due` (None: no term).

    `contests` is the end of the grant that it is about, None where it is about the decision itself; `overtakes` the lapse that a
    suspension takes away which was recorded after it.
    """

    number: int
    kind: CaseKind
    at: datetime
    by: str
    filed_on: date
    learned_on: date
    due: date | None
    organ: str = field(repr=False)
    case_number: str = field(repr=False)
    asked: str = field(repr=False)
    steps: tuple[CaseStep, ...] = ()
    contests: Ending | None = None
    overtakes: Ending | None = None

    @property
    def is_ordered(self) -> bool:
        """Whether what it is about does not stand by what the body decided."""
        return self.outcome is not None and self.outcome.kind in ORDERED

    @property
    def ending(self) -> Ending | None:
        """The end of the grant that goes by what the body did, whether or not that was done yet; None where there is none."""
        return self.contests if self.contests and self.is_ordered else self.overtakes

    @property
    def may_restore(self) -> bool:
        """Whether the grant is still ended by an act that does not stand by what the body did."""
        return self.ending is not None and self.ending.undone_at is None

    @property
    def outcome(self) -> CaseStep | None:
        """What came of it; None while it is open."""
        return next((step for step in self.steps if step.kind in OUTCOMES), None)

    @property
    def is_answered(self) -> bool:
        """Whether the office answered in writing."""
        return any(step.kind is CaseStepKind.ANSWERED for step in self.steps)

    @property
    def is_stayed(self) -> bool:
        """Whether the body suspended what the decision does, and did not let it go on since."""
        turns = [step.kind for step in self.steps if step.kind in {CaseStepKind.STAYED, CaseStepKind.UNSTAYED}]
        return bool(turns) and turns[-1] is CaseStepKind.STAYED


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is typed of a case; `due` is a last day to answer that the body set itself, None where the office's own term counts."""

    kind: CaseKind
    organ: str = field(repr=False)
    case_number: str = field(repr=False)
    asked: str = field(repr=False)
    filed_on: date | None
    learned_on: date | None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """What is typed of a step: on which day, by which document, in which words."""

    on: date | None
    document: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """One way outside the office with the end of its time. `is_after`: to court, after reconsideration was decided."""

    kind: CaseKind
    organ: Organ
    due: Due
    state: CaseState
    is_after: bool = False


def first_answer_due(cases: Sequence[OutsideCase]) -> date | None:
    """Give the first last day to answer an open case that is not answered; None without."""
    waiting = (case.due for case in cases if case.due and case.outcome is None and not case.is_answered)
    return min(waiting, default=None)


def as_own(case: OutsideCase) -> OutsideCase:
    """Give a case as the applicant reads it: nobody of the office by name, and not what was taken away for the body."""
    steps = tuple(_nameless(step) for step in case.steps if step.kind is not CaseStepKind.EXPORTED)
    return replace(case, by="", steps=steps)


def _nameless(step: CaseStep) -> CaseStep:
    return CaseStep(step.number, step.kind, step.at, "", step.on, step.document, step.words)


def contested_days(status: Status, days: Mapping[str, date]) -> Mapping[str, date]:
    """Give the recorded days from which the times run to contest what holds: where something ended, how it ended."""
    if status not in ENDED:
        return days
    others = {name: day for name, day in days.items() if name not in {"decision", SERVICE}}
    return others | ({SERVICE: days[CLOSING]} if CLOSING in days else {})


def case_clocks(
    ways: Sequence[Way],
    procedure: Procedure,
    days: Mapping[str, date],
    cases: Sequence[OutsideCase],
    timing: Timing,
    today: date,
) -> tuple[CaseClock, ...]:
    """Give until when a decision can be brought before whom outside the office.

    Args:
        ways: those of the decision (`procedure.ways_of`), with organ and term.
        procedure: of the file's policy.
        days: the recorded ones, `service` among them once the decision was served.
        cases: those there were. Where reconsideration is decided, the time to go to court runs once more, from that day.
        timing: of the office.
        today: the day.
    """
    outside = [way for way in ways if way.kind != "review"]
    plain = [_clock(CaseKind(way.kind), way.organ, due(way.kind, way.within, days, timing.working_days), today) for way in outside]
    court = next((way for way in outside if way.kind == "litigation"), None)
    decided = [case.outcome for case in cases if case.kind is CaseKind.RECONSIDERATION and case.outcome is not None]
    after = [step for step in decided if step.kind is not CaseStepKind.WITHDRAWN]
    if court is None or not after:
        return tuple(plain)
    counted = due(AFTER, term_of(procedure, "litigation_after", timing.defaults), _since(after[-1].on), timing.working_days)
    again = _clock(CaseKind.LITIGATION, court.organ, counted, today)
    return (*plain, CaseClock(again.kind, again.organ, again.due, again.state, is_after=True))


def _since(day: date) -> Mapping[str, date]:
    """Give the day from which the time after reconsideration runs, by the names that a policy or the office may give it."""
    return {"reconsideration": day, "service": day}


def _clock(kind: CaseKind, organ: Organ, counted: Due, today: date) -> CaseClock:
    return CaseClock(kind, organ, counted, _state(counted.term, counted, today))


def _state(term: Term | None, counted: Due, today: date) -> CaseState:
    if term is None:
        return "no_term"
    if counted.is_earliest or (counted.start is None and term.duration.start == "service"):
        return "unserved"
    if counted.day is None:
        return "unknown"
    return "over" if counted.is_overdue(today) else "runs"
