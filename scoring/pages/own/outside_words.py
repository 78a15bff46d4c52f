"""The words of cases before outside bodies, for both skins: what they are, what happened, and until when one can be brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _

from scoring.application.outside import (
    CONTESTABLE,
    CaseClock,
    CaseKind,
    CaseStep,
    CaseStepKind,
    OutsideCase,
    case_clocks,
    contested_days,
)
from scoring.application.procedure import ways_of
from scoring.application.status import Status
from scoring.pages.own.words import say_time
from scoring.pages.words import say_day
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.services import Services


def clocks_for(
    services: Services, policy: Policy | None, status: Status, days: Mapping[str, date], cases: Sequence[OutsideCase]
) -> tuple[CaseClock, ...]:
    """Give until when what was decided under these rules can be brought before whom; nothing before it is, or without the rules."""
    if policy is None or status not in CONTESTABLE:
        return ()
    ways = ways_of(policy.procedure, services.timing.defaults)
    return case_clocks(ways, policy.procedure, contested_days(status, days), cases, services.timing, services.clock.today())


def say_case_kind(kind: CaseKind) -> str:
    """Name a kind of case."""
    return {CaseKind.RECONSIDERATION: _("Administrative reconsideration"), CaseKind.LITIGATION: _("Administrative litigation")}[
        kind
    ]


def say_case_step(step: CaseStep) -> str:
    """Name a step."""
    return {
        CaseStepKind.ORDER: _("The body sent something or ordered it"),
        CaseStepKind.STAYED: _("The body suspended what the decision does"),
        CaseStepKind.UNSTAYED: _("The decision has effect again"),
        CaseStepKind.ANSWERED: _("The office answered in writing"),
        CaseStepKind.EXPORTED: _("The proof of the decision was taken away for the body"),
        CaseStepKind.UPHELD: _("The decision was upheld"),
        CaseStepKind.ANEW: _("A new decision was ordered"),
        CaseStepKind.ANNULLED: _("The decision was annulled"),
        CaseStepKind.WITHDRAWN: _("The case was withdrawn"),
    }[step.kind]


def say_case_state(case: OutsideCase) -> tuple[str, str]:
    """Say where a case stands, and in which colour."""
    if case.outcome is not None:
        return say_case_step(case.outcome), "grey"
    return (_("Open, execution suspended"), "red") if case.is_stayed else (_("Open"), "blue")


def say_next_act(case: OutsideCase) -> str:
    """Say which act of the office follows an outcome; empty where none does."""
    match case.outcome:
        case CaseStep(kind=CaseStepKind.ANEW):
            return _("The decision must be made anew, by a new version of it that two people sign. Until then it stands as it was.")
        case CaseStep(kind=CaseStepKind.ANNULLED):
            return _("The decision must be revoked, with what follows from it for each person. Until then it stands as it was.")
        case _:
            return ""


def say_case_clock(clock: CaseClock) -> str:
    """Say one way: before whom, and whether the time to go there runs, is over, or has not begun."""
    what = say_case_kind(clock.kind)
    if clock.is_after:
        what = _("%(what)s after reconsideration", what=what)
    return _("%(what)s (%(organ)s): %(until)s", what=what, organ=clock.organ.name.say(language()), until=_until(clock)) + _basis(
        clock
    )


def _until(clock: CaseClock) -> str:
    due = clock.due
    if clock.state == "no_term" or due.term is None:
        return _("no term is set")
    if clock.state == "unserved":
        return _("not known: the decision is not served, and the time of %(time)s has not begun", time=say_time(due.term.duration))
    if due.day is None:
        return _("the last day cannot be told")
    day = say_day(due.day)
    return _("over since %(day)s", day=day) if clock.state == "over" else _("runs until %(day)s", day=day)


def _basis(clock: CaseClock) -> str:
    term = clock.due.term
    if term is None:
        return ""
    return (
        _(" (a term of the office; the law prevails)")
        if term.is_office_default
        else f" ({term.reference})"
        if term.reference
        else ""
    )


OUTSIDE_WORDS = {
    "say_case_kind": say_case_kind,
    "say_case_step": say_case_step,
    "say_case_state": say_case_state,
    "say_case_clock": say_case_clock,
    "say_next_act": say_next_act,
}
"""What the templates of both skins say of cases."""
