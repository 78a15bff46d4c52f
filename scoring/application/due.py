"""What an application waits for, and by when: the terms of its procedure, counted from the acts that are recorded."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scoring.application.clocks import STAY, days_left, due_day, is_overdue
from scoring.application.deadlines import local_day
from scoring.application.document import Issuing
from scoring.application.procedure import Term, term_of
from scoring.application.status import CAUSES, Status
from scoring.errors import CalendarUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from scoring.application.clocks import Pause
    from scoring.application.procedure import Way
    from scoring.application.working_days import WorkingDays
    from scoring.policy.procedure import Duration, Kind, Procedure
    from scoring.policy.wording import Text

WAITS: Mapping[Status, tuple[Kind, ...]] = {
    Status.SUBMITTED: ("accept",),
    Status.SUPPLEMENT: ("supplement",),
    Status.ACCEPTED: ("verify", "decide"),
    Status.RECOMMENDED: ("decide",),
    Status.APPROVED_PENDING: ("decide",),  # the same term: it ends with the decision, not with the approval
    Status.GRANTED: ("settle",),
}
"""What an open application waits for, the next first. What comes after the next has a clock only if its term runs already."""

STARTS = ("receipt", "acceptance", "recommendation", "decision")
"""The acts that are recorded; a term that runs from another one cannot be counted yet."""

SERVICE = "service"
"""The service of the decision: the day from which it has effect."""

NOTICE = "notice"
"""The act of asking for a supplement. The applicant's account is served with it at once: terms from its service run from it."""

EXTENDED = "extended"
"""Not an act but a day that stands among theirs: the last one to answer a supplement, where it was moved."""

REQUEST = "request"
"""The act from which the term of a new file version runs. Its day stands among those of a file under the cause (of CAUSES) for
which the version was opened."""

_OF_VERSIONS = (Status.ACCEPTED, Status.RECOMMENDED, Status.APPROVED_PENDING)
"""Where a new version waits for its decision: by the one term of its cause, in place of those of a first decision."""
ORIGINALS = "originals"
"""Likewise the last day to show originals, where somebody was summoned and has not come."""

CASE_ANSWER = "case_answer"
"""And the last day to answer an outside body in writing, before which the decision is contested."""

_DONE: Mapping[Status, tuple[str, ...]] = {
    Status.SUBMITTED: STARTS[:1],
    Status.SUPPLEMENT: ("receipt", NOTICE),
    Status.ACCEPTED: STARTS[:2],  # a recommendation that was returned is none
    Status.RECOMMENDED: STARTS[:3],
    Status.APPROVED_PENDING: STARTS[:3],
    Status.GRANTED: (*STARTS, SERVICE),
}

_LONGEST = {"days": 1, "working_days": 4, "months": 31}
"""How many days of the calendar one of each can take; more than there are days off in a row is never needed at the end."""
_DAYS_OFF = 60


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a term, for an act (`kind` of `Kind`) or a remedy.

    `term` is None where none is set, `start` where the act it runs from is not recorded, `day` where it cannot be told; then
    `unknown_year` says whether a year's working days are missing. `is_earliest`: the term runs from the service of the
    decision, which is not recorded, so that `day` is counted from the decision and the term ends then or later. `is_paused`: its
    last day cannot be told since a pause of it lasts.
    """

    kind: str
    term: Term | None
    start: date | None = None
    day: date | None = None
    unknown_year: int | None = None
    is_earliest: bool = False
    is_paused: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether the term is over for certain."""
        return not self.is_earliest and is_overdue(self.day, today)

    def days_left(self, today: date) -> int | None:
        """Count the days until the term is over, below 0 afterwards; None where that is not certain."""
        return None if self.day is None or self.is_earliest else days_left(self.day, today)


@dataclass(frozen=True, slots=True)
class Late:
    """Applications in *status* whose act *start* (of STARTS, NOTICE, SERVICE, ORIGINALS) was done by *last* are overdue, or may be.

    Where *start* is one of CAUSES, these are new file versions opened for it, and no others; elsewhere no new version is.

    They may be where the working days of a year that is past or running are not known: silence must not hide them.
    """

    status: Status
    start: str
    last: date


def days_of(
    recorded_at: datetime,
    recommended_at: datetime | None = None,
    decided_at: datetime | None = None,
    *,
    received_at: datetime | None = None,
    accepted_at: datetime | None = None,
    notice_at: datetime | None = None,
) -> dict[str, date]:
    """Give the days from which terms run, by the names of STARTS and NOTICE.

    Recorded at the counter, an application is received and accepted when it is recorded.
    """
    moments = (received_at or recorded_at, accepted_at or recorded_at, recommended_at, decided_at, notice_at)
    return {name: local_day(at) for name, at in zip((*STARTS, NOTICE), moments, strict=True) if at is not None}


def due(kind: str, term: Term | None, days: Mapping[str, date], working_days: WorkingDays, pauses: Sequence[Pause] = ()) -> Due:
    """Count one term from the recorded *days*, without those of *pauses*. Never fails: what cannot be told is None."""
    if term is None:
        return Due(kind, None)
    start = days.get(term.duration.start)
    is_earliest = start is None and term.duration.start == SERVICE and "decision" in days
    if is_earliest:
        start = days["decision"]  # nothing is served before it is decided
    if start is None:
        return Due(kind, term)
    try:
        day = due_day(start, term.duration, working_days, pauses)
        return Due(kind, term, start, day, None, is_earliest, is_paused=day is None)
    except CalendarUnknown as unknown:
        return Due(kind, term, start, None, unknown.year, is_earliest)


@dataclass(frozen=True, slots=True)
class Timing:
    """What the office goes by: its defaults, known working days, what it keeps how long, whom it asks, how it issues documents."""

    defaults: Procedure
    working_days: WorkingDays
    retention: Mapping[str, Duration] = field(default_factory=dict)  # of closed files, by class (`application.retention`)
    departments: Mapping[str, Text] = field(default_factory=dict)  # that are asked where a policy names none
    issuing: Issuing = field(default_factory=Issuing)

    def waiting(
        self, status: Status, procedure: Procedure, days: Mapping[str, date], pauses: Sequence[Pause] = ()
    ) -> tuple[Due, ...]:
        """Give what an application waits for, what is due first first; nothing where it is closed.

        *pauses* are the days on which its terms waited for answers, and will at most where one is awaited still; after the
        decision, those on which a body kept it suspended.
        """
        done = {name: days[name] for name in _DONE.get(status, ()) if name in days}
        kinds = WAITS.get(status, ())
        if NOTICE in done:
            done[SERVICE] = done[NOTICE]
        for cause in CAUSES:
            if cause in days and status in _OF_VERSIONS:
                kinds, done = (cause,), {REQUEST: days[cause]}
        terms = ((kind, term_of(procedure, kind, self.defaults)) for kind in kinds)
        counted = counting(status, pauses)
        found = [due(kind, term, done, self.working_days, counted) for kind, term in terms]
        if status is Status.SUPPLEMENT and EXTENDED in days:
            found = [replace(each, day=days[EXTENDED], unknown_year=None) for each in found]
        running = [*found[:1], *(each for each in found[1:] if each.start is not None)]
        if status is Status.APPROVED_PENDING and ORIGINALS in days:
            running.append(Due(ORIGINALS, term_of(procedure, "originals", self.defaults), day=days[ORIGINALS]))
        if CASE_ANSWER in days:
            running.append(Due(CASE_ANSWER, term_of(procedure, "case_answer", self.defaults), day=days[CASE_ANSWER]))
        return tuple(sorted(running, key=lambda each: each.day or date.max))

    def remedies(self, ways: Sequence[Way], days: Mapping[str, date]) -> tuple[tuple[Way, Due], ...]:
        """Give every way to contest a decision with the end of its term."""
        return tuple((way, due(way.kind, way.within, days, self.working_days)) for way in ways)

    def late(self, procedure: Procedure, today: date) -> tuple[Late, ...]:
        """Give since when applications under one policy are overdue today, for every status and act they wait for."""
        terms = [(status, term_of(procedure, kind, self.defaults)) for status, kinds in WAITS.items() for kind in kinds]
        started = [(status, term, _recorded(status, term.duration.start)) for status, term in terms if term is not None]
        first = (
            Late(status, start, last_late(term.duration, self.working_days, today))
            for status, term, start in started
            if start in _DONE[status]
        )
        return (*first, *self._late_versions(procedure, today))

    @staticmethod
    def late_by_day(procedure: Procedure, today: date) -> tuple[Late, ...]:
        """Give what is overdue today by a day that was told once, whatever the terms say: originals, and answers to outside bodies.

        The status of the latter stands for any.
        """
        answers, yesterday = Late(Status.GRANTED, CASE_ANSWER, today - timedelta(days=1)), today - timedelta(days=1)
        return (Late(Status.APPROVED_PENDING, ORIGINALS, yesterday), answers) if procedure.originals_check else (answers,)

    def _late_versions(self, procedure: Procedure, today: date) -> Iterator[Late]:
        for cause in CAUSES:
            term = term_of(procedure, cause, self.defaults)
            if term is not None and term.duration.start == REQUEST:
                last = last_late(term.duration, self.working_days, today)
                yield from (Late(status, cause, last) for status in _OF_VERSIONS)


def counting(status: Status, pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """Give those of a file's pauses on which what it waits for there waits: for a body once it is decided, for answers before."""
    return tuple(each for each in pauses if (each.reason == STAY) == (status is Status.GRANTED))


def _recorded(status: Status, start: str) -> str:
    """Give the recorded act that stands for the one from which a term runs."""
    return NOTICE if status is Status.SUPPLEMENT and start == SERVICE else start


def last_late(duration: Duration, working_days: WorkingDays, today: date) -> date:
    """Give the last day from which a term is over today, or from which that cannot be told. An earlier day's term ends no later."""

    def is_late(back: int) -> bool:
        try:
            return is_overdue(due_day(today - timedelta(days=back), duration, working_days), today)
        except CalendarUnknown as unknown:
            return unknown.year <= today.year

    most = duration.n * _LONGEST[duration.unit] + _DAYS_OFF
    return today - timedelta(days=bisect_left(range(most), True, key=is_late))  # noqa: FBT003 - the first that is late
