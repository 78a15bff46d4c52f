"""The words of the second look: what can be chosen and why not, what differs, what came out or ran out since."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from admin.department_words import say_department
from scoring.application.assisted import FORM_NAME, SIGNED_FORM
from scoring.application.guards import Guard
from scoring.application.second_look import Choice, Difference, Ended, Published
from scoring.application.status import Act
from scoring.policy.model import Policy
from scoring.web.language import language

VALUES = {
    Act.APPROVE_GRANT: "approve",
    Act.APPROVE: "approve",
    Act.GRANT: "grant",
    Act.REFUSE: "refuse",
    Act.RETURN: "return",
}
"""What the form sends for each act."""

KEYS = {"approve": "a", "grant": "a", "refuse": "r", "return": "b"}
"""The access key of each choice."""


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_choice=say_choice,
        say_forbidden=say_forbidden,
        say_difference=say_difference,
        say_published=say_published,
        say_ended=say_ended,
    )


def say_choice(choice: Choice) -> str:
    """Name what can be chosen."""
    return {
        Act.APPROVE_GRANT: _("Approve the grant"),
        Act.APPROVE: _("Approve the points"),
        Act.GRANT: _("Grant"),
        Act.REFUSE: _("Refuse"),
        Act.RETURN: _("Return to the officer"),
    }[choice.act]


def say_forbidden(choice: Choice) -> str:
    """Say why something cannot be chosen; nothing where it can."""
    if choice.why is None:
        return ""
    return {
        Guard.PROPOSED: _("Not possible: the officer did not propose a grant."),
        Guard.SAME_AGAIN: _("Not possible: computed again, it is not what the officer proposed and signed. Return it."),
        Guard.PUBLISHED: _("Not possible yet: it must stand on a public list first, until the last day of that list is over."),
        Guard.ADMITTED: _("Not possible yet: places are limited, and no round has admitted it."),
        Guard.EFFECTIVE: _(
            "Not possible yet: an outside body keeps the decision suspended whose place it takes. Once it has effect again, record "
            "that with the case on the older file."
        ),
        Guard.SIGNED: _("Not possible: the officer's signature is missing, or does not hold. Return it."),
        Guard.POINTS_STAND: _("Not possible: the approved points that it goes by do not stand any more. Return it."),
    }.get(choice.why, _("Not possible: your part on this file, or your role, does not allow it."))


def say_difference(one: Difference) -> str:
    """Name what differs."""
    label = one.label.get(language(), "") or one.id
    return {
        "outcome": _("Outcome"),
        "total": _("Total"),
        "threshold": _("Threshold"),
        "award": label,
        "verdict": label,
        "part": _("Another part of the record: %(name)s", name=one.id),
    }[one.kind]


def say_published(scheme: str, one: Published) -> str:
    """Say what came out since, and whether it concerns the file."""
    version = f"{scheme}@{one.version}"
    what = _("Version %(name)s of the rules", name=version) if one.version else _("Figures of the rounds of %(name)s", name=scheme)
    concern = {
        "figures": _("it changes the figures of the round that this file is assessed for"),
        "day": _("it is in force on the day that this file is assessed for"),
        "today": _("it is in force today; this file keeps the version it was handed in under"),
        "later": _("it does not concern this file"),
        "unknown": _("whether it concerns this file could not be told here"),
    }[one.concerns]
    return f"{what}{_(': ')}{concern}"


def say_ended(policy: Policy | None, one: Ended) -> str:
    """Say what was valid when the officer signed and is not today."""
    if one.kind == "answer":
        who = say_department(policy, one.about) if policy else one.about
        return _("The answer of %(who)s to request %(number)d", who=who, number=one.number)
    kind = policy.evidence.get(one.about) if policy else None
    name = FORM_NAME if one.about == SIGNED_FORM else kind.label if kind else None
    return _("File %(number)d: %(name)s", number=one.number, name=name.say(language()) if name else one.about)
