"""办理流程: the steps from the first answer to the registration, as far as the policy has them, and how long each takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from scoring.application.procedure import channels_of, publishes, term_of
from scoring.pages.guides.selection import say_selection
from scoring.pages.guides.words import say_channel, say_time
from scoring.pages.words import say_moment
from scoring.policy.model import Policy
from scoring.policy.procedure import Kind, Procedure
from scoring.policy.rounds import Round
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, what happens in sentences, and the article, empty where none is named."""

    name: str
    lines: tuple[str, ...]
    reference: str = ""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One time limit: `stated` by the rules, else the `own` of the office; exactly one of them is said."""

    kind: str
    stated: str
    own: str
    reference: str
    note: str


def steps(policy: Policy, defaults: Procedure, window: str) -> tuple[Step, ...]:
    """Give the steps in their order; *defaults* hold where the policy is silent, *window* says when applications are taken."""
    return tuple(_steps(policy, defaults, window))


def _steps(policy: Policy, defaults: Procedure, window: str) -> Iterator[Step]:
    procedure = policy.procedure
    is_before = procedure.verification == "before_application"
    if is_before:
        words = _(
            "Declare your answers and prove them. Officers check them, a second one approves; while points are changed none hold."
        )
        yield Step(_("Have your points approved"), (words, *_departments(policy)), procedure.references.get("verification", ""))
    yield Step(_("Apply"), (*filter(None, [window]), *map(say_channel, channels_of(procedure, defaults))))
    yield Step(_("Acceptance"), (_("The office takes the application, or tells you once all that is missing."),))
    if not is_before:
        words = _("Officers check your answers against the papers and the registers.")
        yield Step(_("Verification"), (words, *_departments(policy)))
    yield Step(_("Selection"), say_selection(policy), procedure.references.get("mode", ""))
    if procedure.originals_check:
        words = _("Whoever is to be admitted shows the originals at the window in the time set. Who does not come loses the place.")
        yield Step(_("Showing the originals"), (words,), procedure.references.get("originals_check", ""))
    if publishes(procedure):
        yield Step(_("Public list"), _listed(procedure), procedure.publication.reference)
    yield Step(_("Decision"), (_("The office decides in writing, with reasons, and serves the document on you."),))
    if procedure.registrar:
        words = _("The registration is made by: %(registrar)s.", registrar=procedure.registrar.say(language()))
        yield Step(_("Having the registration made"), (words,), procedure.references.get("registrar", ""))


def say_window(policy: Policy, round_: Round | None, on: date) -> str:
    """Say when applications are taken, as seen on a day; nothing where they are at any time."""
    if policy.selection.ranking is None:
        return ""
    if round_ is None or not round_.window_from or not round_.window_until:
        return _("Applications are taken in the time that the notice of each round sets.")
    first, last = say_moment(round_.window_from), say_moment(round_.window_until)
    said = _("Round %(round)s: applications from %(first)s to %(last)s.", round=round_.id, first=first, last=last)
    is_over = round_.window_until.date() < on
    return said + _(" This time is over; the notice of the next round sets the next.") if is_over else said


def _departments(policy: Policy) -> tuple[str, ...]:
    if not policy.departments:
        return ()
    named = _(", ").join(department.say(language()) for department in policy.departments.values())
    return (_("Departments that confirm: %(departments)s.", departments=named),)


def _listed(procedure: Procedure) -> tuple[str, ...]:
    where = procedure.publication.where.say(language())
    words = _("Who is to be admitted is made public, and anybody may object in that time.")
    return (words, _("Where: %(where)s.", where=where)) if where else (words,)


def terms(policy: Policy, defaults: Procedure) -> tuple[TermRow, ...]:
    """Give every time limit that concerns an applicant, as far as the policy or the office sets one."""
    found = ((kind, term_of(policy.procedure, kind, defaults)) for kind in _kinds(policy.procedure))
    return tuple(
        TermRow(
            kind,
            "" if term.is_office_default else say_time(term.duration),
            say_time(term.duration) if term.is_office_default else "",
            term.reference,
            term.duration.note.say(language()),
        )
        for kind, term in found
        if term is not None
    )


def _kinds(procedure: Procedure) -> Iterator[Kind]:
    yield from ("accept", "supplement", "supplement_extension", "verify", "decide")
    if procedure.originals_check:
        yield "originals"
    if publishes(procedure):
        yield from ("publicity", "objection")
    yield from ("serve", "settle", "review")
