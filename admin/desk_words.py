"""The words of the officers' desk: flags, why a file is not assigned, and what its use cases refuse."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from admin.department_words import say_department_obstacle
from scoring.application.desk import Flag
from scoring.casework.assign_files import Why
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.refusal_words import Remedies

FLAG_COLOURS = {
    Flag.DUPLICATE: "orange",
    Flag.CONFLICT: "purple",
    Flag.OVERDUE: "red",
    Flag.AWAITING: "light-blue",
    Flag.PAUSED: "turquoise",
    Flag.POINTS: "orange",
    Flag.OBJECTION: "pink",
    Flag.LETTER: "yellow",
    Flag.REVIEW: "pink",
    Flag.ORIGINALS: "yellow",
    Flag.REVOKING: "red",
    Flag.RECONSIDERATION: "purple",
    Flag.LITIGATION: "purple",
}


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_flag=say_flag, flag_colour=FLAG_COLOURS.get, say_why=say_why, say_obstacle=say_obstacle, say_verdict=say_verdict
    )


def say_flag(flag: Flag) -> str:
    """Name a flag."""
    return {
        Flag.DUPLICATE: _("Possible duplicate"),
        Flag.CONFLICT: _("Interest declared"),
        Flag.OVERDUE: _("Overdue, or not known"),
        Flag.AWAITING: _("With a department"),
        Flag.PAUSED: _("Clock paused: question"),
        Flag.POINTS: _("Approved points changed"),
        Flag.OBJECTION: _("Objection open"),
        Flag.REVOKING: _("Revoking proposed"),
        Flag.LETTER: _("Reminder to be posted"),
        Flag.REVIEW: _("Review open"),
        Flag.ORIGINALS: _("Originals to be shown"),
        Flag.RECONSIDERATION: _("Reconsideration open"),
        Flag.LITIGATION: _("Litigation open"),
    }[flag]


def desk_acts() -> dict[str, str]:
    """Name the acts of the desk as the journal has them."""
    return {
        "claim": _("Taken"),
        "give_back": _("Given back"),
        "release": _("Taken from who held it"),
        "assign": _("Assigned"),
        "declare": _("Interest declared"),
        "close_flag": _("Flag closed"),
        "note": _("Internal note written"),
        "send_message": _("Message sent to the applicant"),
        "verify": _("Facts verified"),
    }


def say_why(why: Why) -> str:
    """Say why a file is not assigned; empty where it is."""
    return {
        "": "",
        "stale": _("changed since it was shown"),
        "not_found": _("does not exist, or you may not open it"),
        "not_possible": _("its status does not allow it"),
        "held": _("somebody holds it: release it first"),
        "out_of_scope": _("it belongs to an office whose files this officer does not see"),
        "barred": _("the officer declared an interest in it"),
        "checker": _("the officer has checked it"),
    }[why]


def say_obstacle(policy: Policy, obstacle: tuple[str, str]) -> str:
    """Say what stands in the way of a recommendation."""
    kind, about = obstacle
    match kind:
        case "unverified":
            return _("%(fact)s: not checked yet", fact=policy.facts[about].label.say(language()))
        case "awaiting" | "differ" | "incomplete" | "contradiction":
            return say_department_obstacle(policy.facts[about].label.say(language()), kind)
        case "asked":
            return _("The applicant was asked and may still answer")
        case "flag":
            return _("%(flag)s: the flag stands open", flag=say_flag(Flag(about)))
        case _:
            return _("Facts are missing, so that the outcome is open: amend them")


def say_verdict(kind: str) -> str:
    """Name a verdict on a fact."""
    return {"accept": _("Accepted"), "adjust": _("Adjusted"), "reject": _("Rejected")}[kind]


REMEDIES: Remedies = (
    (r"Say why the file is taken from.*", lambda: _("Say why the file is taken from who holds it.")),
    (r"Say in which way you are concerned.*", lambda: _("Say in which way you are concerned.")),
    (r"Say what you looked into.*", lambda: _("Say what you looked into and what you found.")),
    (r"Write what the applicant should know\.", lambda: _("Write what the applicant should know.")),
    (r"Write what your colleagues.*", lambda: _("Write what your colleagues should know.")),
    (
        r"Choose an officer of your office.*",
        lambda: _("Choose an officer of your office, or of one below it, whose account is open."),
    ),
    (
        r"What can be proposed of this file is the approval.*",
        lambda: _("Of a points record only the approval of the points is proposed."),
    ),
    (
        r"What can be proposed of this file is to grant.*",
        lambda: _("Of an application only granting or refusing is proposed."),
    ),
    (
        r"(\S+) was approved in (\S+)\. Have it adjusted there\.",
        lambda fact, record: _("%(fact)s was approved in %(record)s. Have it adjusted there.", fact=fact, record=record),
    ),
    (
        r"(\S+) was approved before the application\..*",
        lambda fact: _("%(fact)s was approved before the application. Have it adjusted in the points record.", fact=fact),
    ),
    (
        r"The application goes by the approved points of the person in (\S+): .*",
        lambda record: _(
            "The application goes by the approved points of the person in %(record)s: write the number that stands there. "
            "Where that one is wrong, have those points adjusted and put it right there.",
            record=record,
        ),
    ),
    (r"Say why you approve the points.*", lambda: _("Say why you approve the points: the applicant reads it.")),
    (r"Say what is looked into anew.*", lambda: _("Say what is looked into anew, and why: the applicant reads it.")),
    (r"Say of at least one fact.*", lambda: _("Say of at least one fact what was found.")),
    (r"(\S+) is not to be checked.*", lambda fact: _("%(fact)s is not to be checked on this file.", fact=fact)),
    (r"Say what was found, in words.*", lambda: _("Say what was found, in words that the applicant will understand.")),
    (r"Name the article.*", lambda: _("Name the article that the rejection rests on.")),
    (
        r"Nothing is declared that could be.*",
        lambda: _("Nothing is declared that could be accepted: adjust it to what was found."),
    ),
    (r"Give the value that was found\.", lambda: _("Give the value that was found.")),
    (
        r"This is the value that was declared.*",
        lambda: _("This is the value that was declared: accept it, or give another one."),
    ),
    (r"Nothing follows from a rejection.*", lambda: _("Nothing follows from a rejection here: adjust it to what was found.")),
    (r"Choose at least one file\.", lambda: _("Choose at least one file.")),
    (
        r"Choose at most (\d+) files at once; these are (\d+)\.",
        lambda most, has: _("Choose at most %(most)s files at once; these are %(has)s.", most=most, has=has),
    ),
)
