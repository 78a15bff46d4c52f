"""The words of the console for statuses, acts, roles and states, and for what the use cases refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from scoring.application.application import EntitlementState
from scoring.application.officer import Role
from scoring.application.status import Act, Status
from scoring.engine.award import Outcome
from scoring.errors import InputRefused
from scoring.web.language import language


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_status=say_status,
        status_colour=STATUS_COLOURS.get,
        say_act=say_act,
        say_role=say_role,
        say_outcome=say_outcome,
        say_state=say_state,
        state_colour=STATE_COLOURS.get,
        say_relation=say_relation,
        say_confers=say_confers,
        say_kind=say_kind,
        say_at=say_at,
        in_language=in_language,
    )


STATUS_COLOURS = {
    Status.ACCEPTED: "blue",
    Status.RECOMMENDED: "purple",
    Status.GRANTED: "green",
    Status.REFUSED: "red",
    Status.SETTLED: "turquoise",
    Status.LAPSED: "grey",
}
STATE_COLOURS = {EntitlementState.PENDING: "yellow", EntitlementState.IN_FORCE: "green", EntitlementState.LAPSED: "grey"}


def say_status(status: Status | str) -> str:
    """Name a status."""
    return {
        "accepted": _("Accepted"),
        "recommended": _("Recommended"),
        "granted": _("Granted"),
        "refused": _("Refused"),
        "settled": _("Registered"),
        "lapsed": _("Lapsed"),
    }[str(status)]


def say_act(act: Act | str) -> str:
    """Name an act of the journal."""
    names = {
        "record": _("Recorded"),
        "amend": _("Facts amended"),
        "recommend": _("Recommended"),
        "return": _("Returned"),
        "grant": _("Granted"),
        "refuse": _("Refused"),
        "register": _("Registration recorded"),
        "lapse": _("Lapsed"),
        "publish": _("Policy published"),
        "publish_rounds": _("Rounds published"),
        "open": _("Account opened"),
    }
    return names.get(str(act), str(act))


def say_role(role: Role | str) -> str:
    """Name a role."""
    return {
        "officer": _("Officer"),
        "supervisor": _("Supervisor"),
        "policy_staff": _("Policy staff"),
        "auditor": _("Auditor"),
        "administrator": _("Administrator"),
    }[str(role)]


def say_outcome(outcome: Outcome | str) -> str:
    """Name the outcome of an assessment."""
    return {
        "vetoed": _("Vetoed"),
        "requirements_not_met": _("Requirements not met"),
        "below_threshold": _("Below the threshold"),
        "eligible": _("Eligible"),
        "provisional": _("Provisional"),
    }[str(outcome)]


def say_state(state: EntitlementState | str) -> str:
    """Name the state of an entitlement."""
    return {"pending": _("Pending registration"), "in_force": _("In force"), "lapsed": _("Lapsed")}[str(state)]


def say_relation(relation: str) -> str:
    """Name the part of a person in an application."""
    return {"applicant": _("Applicant"), "spouse": _("Spouse"), "child": _("Child")}[relation]


def say_confers(confers: str) -> str:
    """Say what an entitlement gives; never “you will get” for a right to apply."""
    return {"treatment": _("Received"), "right_to_apply": _("May be applied for"), "enrolment": _("May be joined")}[confers]


def say_kind(kind: str) -> str:
    """Name a decision."""
    return {"granted": _("Granted"), "refused": _("Refused"), "grant": _("Grant"), "refuse": _("Refuse")}[kind]


def say_at(moment: Any) -> str:
    """Write a moment in the hours of the offices."""
    from scoring.clock import SHANGHAI  # noqa: PLC0415 - used here alone

    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def in_language(texts: dict[str, str] | None) -> str:
    """Give a stored text in the reader's language."""
    return (texts or {}).get(language(), "")


def say_refusal(refused: InputRefused) -> str:
    """Say in the reader's language what a use case found wrong with an input."""
    if language() == "en":
        return refused.remedy
    for pattern, words in _REMEDIES:
        if (match := re.fullmatch(pattern, refused.remedy)) is not None:
            return words(*match.groups())
    return _("This cannot be accepted: %(remedy)s", remedy=refused.remedy)


_REMEDIES: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"Type the 18 characters.*", lambda: _("Type the 18 characters of the identity number: 17 digits, then a digit or X.")),
    (r"The last character does not fit.*", lambda: _("The last character does not fit the others. Compare it with the card.")),
    (
        r"Characters 7 to 14 are not a date.*",
        lambda: _("Characters 7 to 14 are not a date that exists. Compare them with the card."),
    ),
    (
        r"The birth date in the number lies.*",
        lambda: _("The birth date in the number lies in the future. Compare it with the card."),
    ),
    (r"The first six digits are no area.*", lambda: _("The first six digits are no area code. Compare them with the card.")),
    (r"Type the name as it stands.*", lambda: _("Type the name as it stands on the identity card.")),
    (
        r"Shorten (?:it|the name) to (\d+) characters; it has (\d+)\.",
        lambda most, has: _("Shorten it to %(most)s characters; it has %(has)s.", most=most, has=has),
    ),
    (
        r"Under (\S+) only .*",
        lambda name: _("Under %(name)s this person cannot be registered along with the applicant.", name=name),
    ),
    (r"Only one person can be the spouse\.", lambda: _("Only one person can be the spouse.")),
    (
        r"A child must be under (\d+) on (\S+);.*",
        lambda age, on: _(
            "A child must be under %(age)s on %(on)s; this one is not. An older child applies on its own.", age=age, on=on
        ),
    ),
    (r"This number is already that of another.*", lambda: _("This number is already that of another person of the application.")),
    (
        r"The identity number says (\S+), the facts say (\S+)\..*",
        lambda a, b: _("The identity number says %(a)s, the facts say %(b)s. Correct the wrong one.", a=a, b=b),
    ),
    (r"The outcome is still open.*", lambda: _("The outcome is still open: amend the application with the missing facts first.")),
    (r"The assessment says .*", lambda: _("The assessment does not say eligible, so only a refusal can be proposed.")),
    (
        r"Under this policy places are limited.*",
        lambda: _("Under this policy places are limited: name the published list on which the applicant stands, with its date."),
    ),
    (r"The registration lies between.*", lambda: _("The registration lies between the decision and today.")),
)
