"""The words of the guides: what is shown of a paper, when it is checked, terms, channels, steps’ durations."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.inspection.materials import Need, Role
from scoring.policy.facts import Evidence
from scoring.policy.model import Policy
from scoring.policy.procedure import Duration
from scoring.web.language import language


def say_form(kind: Evidence) -> str:
    """Say what of a paper is shown; nothing where the rules do not say."""
    return {
        "": "",
        "original": _("Original"),
        "copy": _("Copy"),
        "original_and_copy": _("Original and copy"),
    }[kind.form]


def say_checked(kind: Evidence) -> str:
    """Say when evidence is checked."""
    if kind.checked == "after_application":
        return _("after the application; what proves wrong may change the points afterwards")
    return _("before the application is decided")


def say_need(need: Need) -> str:
    """Name a part of the list."""
    return {
        "everybody": _("Everybody hands in"),
        "some": _("Hand in what applies to you"),
        "declared": _("You declare"),
        "looked_up": _("The office looks up"),
        "afterwards": _("Only after the admission"),
    }[need]


def say_need_hint(need: Need) -> str:
    """Say what a part of the list asks for."""
    return {
        "everybody": _("These papers prove conditions that all must meet; who is spared one is named with it."),
        "some": _(
            "Each is needed only where one of its conditions holds: for points you claim, against a deduction, or for your family."
        ),
        "declared": _("No paper: you sign that it is so."),
        "looked_up": _("You bring nothing: the office asks the registers named. See that what they hold about you is right."),
        "afterwards": _("Not for the application: for what an admission opens."),
    }[need]


def say_role(role: Role) -> str:
    """Say what kind of thing evidence is for."""
    return {
        "requirement": _("Condition to apply"),
        "veto": _("Ground for exclusion"),
        "points": _("Points, if you claim them"),
        "deduction": _("Deduction, if it applies"),
        "family": _("Family that comes along"),
        "entitlement": _("What an admission opens"),
    }[role]


def say_time(duration: Duration) -> str:
    """Say so many days or months, and from which act."""
    start = _start(duration.start)
    match duration.unit:
        case "working_days":
            time = ngettext("%(num)d working day", "%(num)d working days", duration.n)
        case "days":
            time = ngettext("%(num)d day", "%(num)d days", duration.n)
        case "months":
            time = ngettext("%(num)d month", "%(num)d months", duration.n)
    return _("%(time)s from %(act)s", time=time, act=start) if start else time


def _start(act: str) -> str:
    return {
        "": "",
        "receipt": _("receipt of the application"),
        "acceptance": _("acceptance"),
        "recommendation": _("the officer’s recommendation"),
        "decision": _("the decision"),
        "service": _("service of the document"),
        "expiry": _("the end of the first term"),
        "publication": _("publication"),
        "objection": _("the objection"),
        "request": _("the request"),
        "summons": _("the summons"),
        "issue": _("issue of the document"),
        "notice": _("the notice"),
    }.get(act, act)


def say_term(kind: str) -> str:
    """Name what a term is for."""
    return {
        "accept": _("The office takes the application, or tells you once all that is missing"),
        "supplement": _("You hand in what is missing"),
        "supplement_extension": _("Longer, once, if you ask within that time"),
        "verify": _("Officers check the answers"),
        "decide": _("The office decides"),
        "originals": _("You show the originals"),
        "publicity": _("The list is public"),
        "objection": _("The office looks into an objection"),
        "serve": _("The decision is served"),
        "settle": _("You have the registration made"),
        "review": _("The office answers who asks for a review"),
    }[kind]


def say_channel(channel: str) -> str:
    """Say a way on which one may apply."""
    return {
        "counter": _("At a counter of the office, with the identity card"),
        "online": _("Online, by yourself"),
        "proxy": _("Through somebody who has your authority"),
        "employer": _("Through your employer"),
    }[channel]


def say_remedy(kind: str) -> str:
    """Name a way to contest a decision."""
    return {
        "review": _("Review by the authority"),
        "reconsideration": _("Administrative reconsideration"),
        "litigation": _("Administrative litigation"),
    }[kind]


def say_fee(policy: Policy) -> str:
    """Say what it costs; nothing where the rules do not say."""
    fee = policy.procedure.fee.say(language())
    return _("Free of charge") if fee == "none" else fee


def say_organ(words: str) -> str:
    """Name whom to ask: who is named, else the authority of the place."""
    return words or _("the authority in charge")
