"""Deadlines in words, for the pages of the console: what is due, by when, and by which rule. What is not known is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.application.clocks import ROUND, STAY, Pause
from scoring.application.due import CASE_ANSWER, EXTENDED, ORIGINALS, SERVICE, Due, counting, days_of
from scoring.application.originals import shown_until
from scoring.application.outside import CLOSING, first_answer_due
from scoring.application.procedure import Organ, Term
from scoring.casework.lateness import LateUnder, days_by_reference, late_under
from scoring.casework.lines import ApplicationLine, Page
from scoring.casework.pauses import pauses_by_reference
from scoring.casework.queries import ApplicationFile
from scoring.errors import PolicyUnknown
from scoring.pages.own.settling_words import say_stay
from scoring.pages.words import say_day
from scoring.policy.procedure import Duration, Procedure
from scoring.web.services import Services

Asked: TypeAlias = Literal["late", "week"]
"""What a list shows by its deadlines: what is overdue, or that and what must be done within a week."""
_AHEAD = {"late": timedelta(0), "week": timedelta(days=8)}  # what is due on the seventh day is overdue on the eighth


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of one term, as of a day; `pauses` are the days that did not count in it, or will not."""

    due: Due
    today: date
    pauses: tuple[Pause, ...] = ()

    @property
    def is_overdue(self) -> bool:
        """Whether it is over for certain."""
        return self.due.is_overdue(self.today)

    @property
    def what(self) -> str:
        """Name what is due."""
        if self.due.kind == "settle" and self.is_overdue:
            return _("The time to be registered is over: to lapse or not")
        names = {
            "accept": _("Acceptance"),
            "supplement": _("The applicant’s answer"),
            "verify": _("Recommendation"),
            "decide": _("Decision"),
            "settle": _("Registration of each person"),
            "correction": _("Decision on the correction"),
            "review": _("Decision on the review"),
            "originals": _("Showing the originals"),
            "case_answer": _("The office’s answer to an outside body"),
        }
        return names[self.due.kind]

    @property
    def end(self) -> str:
        """Say the last day, or why it cannot be told."""
        term, day = self.due.term, self.due.day
        if term is None:
            return _("no term is set, neither by the policy nor by the office")
        if self.due.unknown_year is not None:
            return _("the working days of %(year)d are not known", year=self.due.unknown_year)
        if self.due.is_paused and self.due.kind != "settle":
            return _("waits for its round: places are limited")
        if self.due.is_paused:
            return _("waits: an outside body suspended the decision")
        if day is None:
            return _("cannot be told: the term runs from an act that is not recorded")
        return _("not yet served: the time has not begun") if self.due.is_earliest else say_day(day)

    @property
    def left(self) -> str:
        """Say how many days are left, or how many it is overdue; empty where that is not certain."""
        left = self.due.days_left(self.today)
        if left is None:
            return ""
        if left < 0:
            return ngettext("overdue by %(num)d day", "overdue by %(num)d days", -left)
        return ngettext("%(num)d day left", "%(num)d days left", left) if left else _("today is the last day")

    @property
    def waited(self) -> tuple[str, ...]:
        """Say why the last day is later than the term is long: on which days the file waited for its applicant or for a body."""
        return tuple(self._say_pause(each) for each in self.pauses)

    def _say_pause(self, pause: Pause) -> str:
        if pause.reason == STAY:
            return say_stay(pause)
        if pause.reason == ROUND:
            return _say_round(pause)
        if pause.last is None or pause.last >= self.today:
            return _("The file’s terms wait until the answer, at most to %(last)s", last=say_day(pause.last or self.today))
        return _("The file’s terms waited from %(first)s to %(last)s", first=say_day(pause.first), last=say_day(pause.last))

    @property
    def term(self) -> str:
        """Say the length of the term and from which act it runs, with that act's day where it is recorded."""
        term = self.due.term
        if term is None:
            return ""
        is_notice = self.due.kind == "supplement" and term.duration.start == "service"
        start = _("service of the notice") if is_notice else say_start(term.duration.start)
        if self.due.start is not None and not self.due.is_earliest:
            start = _("%(act)s on %(day)s", act=start, day=say_day(self.due.start))
        return _("%(duration)s from %(start)s", duration=say_duration(term.duration), start=start)

    @property
    def basis(self) -> str:
        """Say what the term rests on."""
        return say_basis(self.due.term)


def _say_round(pause: Pause) -> str:
    if pause.last is None:
        return _("The days since %(first)s do not count: the file waits for its round.", first=say_day(pause.first))
    first, last = say_day(pause.first), say_day(pause.last)
    return _("The days from %(first)s to %(last)s did not count: the file waited for its round.", first=first, last=last)


def deadlines_of(services: Services, file: ApplicationFile) -> list[Deadline]:
    """Give what an application waits for, what is due first first."""
    application = file.application
    procedure = procedure_in(services, application.pin.scheme, application.pin.version)
    if procedure is None:
        return []
    waiting = services.timing.waiting(application.status, procedure, recorded_days_of(file), file.pauses)
    return [Deadline(due, services.clock.today()) for due in waiting]


def recorded_days_of(file: ApplicationFile) -> dict[str, date]:
    """Give the days from which terms of a file run."""
    application, recommendation, decision = file.application, file.recommendation, file.decision
    asked = file.supplements[-1] if file.supplements else None
    days = days_of(
        application.recorded_at,
        recommendation.at if recommendation else None,
        decision.at if decision else None,
        received_at=application.received_at,
        accepted_at=application.accepted_at,
        notice_at=asked.asked_at if asked else None,
    )
    if asked and asked.extension and asked.due:
        days[EXTENDED] = asked.due
    if application.replaces:
        days[application.replaces.cause] = days["receipt"]
    shown = shown_until(file.originals, recommendation.number) if recommendation else None
    told = {ORIGINALS: shown, CASE_ANSWER: first_answer_due(file.cases), SERVICE: file.served_on, CLOSING: file.closing_served_on}
    return days | {name: day for name, day in told.items() if day is not None}


def next_deadlines(services: Services, page: Page[ApplicationLine]) -> dict[str, Deadline]:
    """Give what each application of a list waits for next, by reference."""
    days: Mapping[str, Mapping[str, date]] = days_by_reference(services.transaction, [line.reference for line in page.items])
    pauses = pauses_by_reference(services.transaction, [line.reference for line in page.items])
    today = services.clock.today()
    found = {}
    for line in page.items:
        procedure = procedure_in(services, line.scheme, line.policy_version)
        recorded, paused = days[line.reference], pauses.get(line.reference, ())
        waiting = services.timing.waiting(line.status, procedure, recorded, paused) if procedure else ()
        if waiting:
            waits = waiting[0].kind not in {ORIGINALS, CASE_ANSWER} and (waiting[0].day or waiting[0].is_paused)
            found[line.reference] = Deadline(waiting[0], today, counting(line.status, paused) if waits else ())
    return found


def late_by(services: Services, due: Asked) -> tuple[LateUnder, ...]:
    """Give since when applications are overdue today (`late`), or will be unless something is done within a week (`week`)."""
    return late_under(services.library, services.timing, services.clock.today() + _AHEAD[due])


def say_basis(stated: Term | Organ | None) -> str:
    """Say the article something rests on, or that it is the office's own."""
    if stated is None:
        return ""
    if stated.is_office_default:
        return _("office default, not law")
    return stated.reference or _("the policy, which names no article")


def say_duration(duration: Duration) -> str:
    """Say so many days."""
    match duration.unit:
        case "working_days":
            return ngettext("%(num)d working day", "%(num)d working days", duration.n)
        case "days":
            return ngettext("%(num)d day", "%(num)d days", duration.n)
        case "months":
            return ngettext("%(num)d month", "%(num)d months", duration.n)


def say_start(act: str) -> str:
    """Name the act a term runs from; one that only the policy knows by its own name."""
    names = {
        "": _("an act that the policy does not name"),
        "receipt": _("receipt"),
        "acceptance": _("acceptance"),
        "recommendation": _("the recommendation"),
        "decision": _("the decision"),
        "service": _("service of the decision"),
    }
    return names.get(act, act)


def procedure_in(services: Services, scheme: str, version: str) -> Procedure | None:
    """Give the procedure of a version; None where this service does not know it any more."""
    try:
        return services.library.find(scheme, version).procedure
    except PolicyUnknown:
        return None
