"""The words of cases before outside bodies, for both skins: what they are, what happened, and until when one can be brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _

from scoring.application.deadlines import local_day
from scoring.application.endings import ENDING, Ending
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
from scoring.application.status import Act, Status
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


def say_next_act(case: OutsideCase, status: Status) -> str:
    """Say which act of the office follows what the body did, where the file stands so; empty where none does."""
    if case.ending is not None:
        return _of_an_ending(case, case.ending)
    if not case.is_ordered:
        return ""
    if status in ENDING.values():
        return _(
            "The grant that it is about has lapsed or was revoked since: there is nothing to revoke or to decide anew. Who is "
            "registered keeps what is in force in the register, unless it is ended there."
        )
    if case.outcome and case.outcome.kind is CaseStepKind.ANNULLED and status in {Status.GRANTED, Status.SETTLED}:
        return _("The decision must be revoked, with what follows from it for each person. Until then it stands as it was.")
    return _("The decision must be made anew, by a new version of it that two people sign. Until then it stands as it was.")


def _of_an_ending(case: OutsideCase, ending: Ending) -> str:
    if ending.undone_at is not None:
        return _("The grant holds again since %(day)s, as if it had never ended.", day=say_day(local_day(ending.undone_at)))
    if ending is not case.contests:
        return _(
            "The grant was suspended when it lapsed, and its time was counted without that. A supervisor or the head, other "
            "than who recorded the suspension, lets it hold again; the days between are given back."
        )
    again = (
        _("Then the office decides once more whether it ends, as for the first time.")
        if case.outcome and case.outcome.kind is CaseStepKind.ANEW
        else ""
    )
    how = (
        _(
            "The revocation does not stand: the grant must hold again, and what it unlocked goes on without a gap. A supervisor or "
            "the head, other than who recorded the outcome, records that."
        )
        if ending.act is Act.REVOKE
        else _(
            "The lapse does not stand: the grant must hold again, and the days between are given back. A supervisor or the head, "
            "other than who recorded the outcome, records that."
        )
    )
    return f"{how} {again}".strip()


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
