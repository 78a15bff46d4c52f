"""What keeps a draft from being submitted, each with where it is put right. The submission itself checks everything once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from scoring.application.holder import VerifiedIdentity
from scoring.application.points import come_first
from scoring.application.procedure import channels_of
from scoring.application.windows import open_round
from scoring.casework.submit_application import receiving_offices
from scoring.engine.assessment import Outcome
from scoring.errors import PolicyNotInForce, WindowClosed
from scoring.pages.applying.household import people_problems
from scoring.pages.applying.points_words import say_points_behind, say_record
from scoring.pages.applying.sheet import Sheet, principals
from scoring.pages.forms import FACT
from scoring.pages.steps import find, steps
from scoring.pages.values import say_refusal
from scoring.pages.words import say_moment
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.services import Services

MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that is in the way, and the page on which it is put right; empty where only time helps."""

    words: str
    href: str = ""


def hindrances(services: Services, sheet: Sheet) -> tuple[Hindrance, ...]:
    """Give everything that is in the way."""
    return (
        *_of_the_time(services, sheet),
        *_of_the_way(services, sheet),
        *_of_the_points(sheet),
        *_of_the_people(services, sheet),
        *_of_the_answers(sheet),
        *_of_the_office(services, sheet),
    )


def rules_in_the_way(services: Services, policy: Policy) -> str:
    """Say why nobody applies under the policy today; nothing where one may, and in a demonstration."""
    if services.settings.mode == "demonstration":
        return ""
    if policy.provenance == "illustrative":
        return _("These rules are made up to illustrate: nobody can apply under them.")
    try:
        services.library.in_force(policy.scheme, services.clock.today())
    except PolicyNotInForce:
        return _("No version of these rules is in force today, so that nobody can apply under them.")
    return ""


def other_ways(services: Services, policy: Policy) -> tuple[str, ...]:
    """Say how one applies where applicants hand nothing in online under the policy; nothing where they do."""
    channels = channels_of(policy.procedure, services.timing.defaults)
    if "online" in channels:
        return ()
    said = {
        "counter": _("Go to a counter of the office with your identity card: an officer fills the application in with you."),
        "employer": _("Your employer’s agent fills the application in; you confirm it in this account or on the printed form."),
        "proxy": _("Who has your authority, recorded at the counter, fills the application in; you confirm it."),
    }
    return tuple(said[channel] for channel in channels)


def _of_the_way(services: Services, sheet: Sheet) -> Iterator[Hindrance]:
    """Rules under which an own draft is not handed in online."""
    ways = other_ways(services, sheet.policy) if sheet.prepared is None else ()
    if ways:
        yield Hindrance(" ".join((_("Under these rules applicants do not submit online."), *ways)))


def _of_the_time(services: Services, sheet: Sheet) -> Iterator[Hindrance]:
    """Rules that decide nothing, that hold no more or not yet, and windows that are closed."""
    policy = sheet.policy
    if words := rules_in_the_way(services, policy):
        yield Hindrance(words)
    try:
        if sheet.draft.kind == "application":
            open_round(policy, services.clock.now())
    except WindowClosed as closed:
        yield Hindrance(_say_closed(closed))
    if sheet.is_outdated:
        words = _("Version %(version)s of the rules is in force now. Go on under that version.", version=policy.version)
        yield Hindrance(words, f"{sheet.address()}#rules")


def _say_closed(closed: WindowClosed) -> str:
    """Say that applications are not taken now, and from when they are."""
    if closed.opens is not None:
        return _(
            "Places are limited. The next round takes applications from %(moment)s; your draft is kept.",
            moment=say_moment(closed.opens),
        )
    return _("Places are limited, and no round takes applications now. The next one is not announced yet; your draft is kept.")


def _of_the_points(sheet: Sheet) -> Iterator[Hindrance]:
    """Points that are to be approved before, and are not, or were since the draft was saved."""
    record = sheet.record
    if sheet.draft.kind == "points" or not come_first(sheet.policy):
        return
    if record is None:
        words = _("Under these rules points are approved before one applies. Have yours approved first.")
        yield Hindrance(words, url_for("pages.apply", scheme=sheet.policy.scheme) if sheet.prepared is None else "")
    elif not record.is_approved:
        words = say_record(record)
        yield Hindrance(words, url_for("pages.own_file", reference=record.reference) if sheet.prepared is None else "")
    elif sheet.is_behind:
        yield Hindrance(say_points_behind(record.reference), f"{sheet.address()}#points")


def _of_the_people(services: Services, sheet: Sheet) -> Iterator[Hindrance]:
    identity = sheet.holder.identity
    if identity is None and sheet.prepared is None:
        words = _("Your identity is not verified yet. Go to a counter with your identity card and the code of your account.")
        yield Hindrance(words, url_for("pages.account", _anchor="identity"))
    problems = people_problems(sheet)
    for problem in problems:
        if problem.number:
            words = _("Family member %(number)d: %(problem)s", number=problem.number, problem=problem.words)
            yield Hindrance(words, sheet.address("draft_member", number=problem.number, change="1"))
        else:
            yield Hindrance(_("Your details: %(problem)s", problem=problem.words), sheet.address("draft_you", change="1"))
    if identity is None or problems or sheet.prepared is not None or _is_own(sheet, identity):
        return
    others = {number.reveal() for number in principals(services, sheet.holder, sheet.policy.scheme)}
    if sheet.content.people[0].identity_number in others:
        words = _("You may act for this person, who confirms it: begin the application under “Filing for others”.")
        yield Hindrance(words, url_for("pages.for_others"))
    else:
        words = _("Name and number are not those that were verified for your account. Write both as they were verified.")
        yield Hindrance(words, sheet.address("draft_you", change="1"))


def _is_own(sheet: Sheet, identity: VerifiedIdentity) -> bool:
    """Whether the applicant is the holder."""
    own = sheet.content.people[0]
    return (own.identity_number, " ".join(own.name.split())) == (identity.identity_number.reveal(), identity.name)


def _of_the_answers(sheet: Sheet) -> Iterator[Hindrance]:
    for problem in sheet.contradictions(sheet.answers):
        yield Hindrance(say_refusal(sheet.policy, problem), _question(sheet, problem.fact))
    assessment = sheet.assessment()
    if assessment is None or assessment.outcome != Outcome.PROVISIONAL:
        return
    missing = [fact for step in steps(sheet.policy) for fact in step.facts if fact.id in assessment.missing]
    for fact in missing[:MOST_QUESTIONS]:
        yield Hindrance(_("Not answered yet: %(question)s", question=fact.label.say(language())), _question(sheet, fact.id))


def _of_the_office(services: Services, sheet: Sheet) -> Iterator[Hindrance]:
    offices = {office.id for office in receiving_offices(services.transaction, sheet.policy)}
    if sheet.content.office not in offices and (len(offices) > 1 or sheet.content.office):
        yield Hindrance(_("Choose the office to which the application goes."), sheet.address("draft_office", change="1"))


def _question(sheet: Sheet, fact: str) -> str:
    """Give the address of a question; of the list of tasks where nobody is asked it."""
    ask = sheet.policy.facts[fact].ask if fact in sheet.policy.facts else None
    step = find(sheet.policy, ask.section) if ask else None
    return f"{sheet.step_address(step, change='1')}#{FACT}{fact}" if step else sheet.address()
