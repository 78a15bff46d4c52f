"""What the use cases of filing refuse, in the reader's language, and the names of relations."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from scoring.errors import InputRefused
from scoring.pages.applying import points_words
from scoring.pages.words import say_day
from scoring.web.refusal_words import Remedies, say_known


def say_relation(relation: str) -> str:
    """Name what a person is to the applicant."""
    return {"applicant": _("Applicant"), "spouse": _("Spouse"), "child": _("Child")}[relation]


def say_remedy(refused: InputRefused) -> str:
    """Say what a use case found wrong with an input."""
    return say_known(refused, _REMEDIES, points_words.REMEDIES) or refused.remedy


def _day(text: str) -> str:
    return say_day(date.fromisoformat(text))


_PERSONS: Remedies = (
    (
        r"Under .+ only .+ can be registered along.*",
        lambda: _("Under these rules this person cannot be registered along with you."),
    ),
    (
        r"The identity number says (\S+), the facts say (\S+)\..*",
        lambda number, answer: _(
            "By your identity number you were born on %(number)s, by your answers on %(answer)s. Correct the wrong one.",
            number=_day(number),
            answer=_day(answer),
        ),
    ),
    (
        r"Applicant and account are not the same person\..*",
        lambda: _("Name and number are not those that were verified for your account. Write both as they were verified."),
    ),
    (
        r"This person has an open application under this scheme: (\S+)\. .*",
        lambda found: _(
            "You have an application under this scheme already: %(found)s. Only one can be open at a time.", found=found
        ),
    ),
    (
        r"This person has an open application under this scheme at another office.*",
        lambda: _("The office has an open application of yours under this scheme already. Ask there before you submit another."),
    ),
    (
        r"These rules take nobody who stands .*, and this person stands in one that you do not see\..*",
        lambda: _(
            "These rules take nobody who stands in another open application, and this person stands in one. "
            "It must be withdrawn or decided first; or take the person out of this application."
        ),
    ),
    (
        r"These rules take nobody who stands .*, and this person stands in (\S+)\. .*",
        lambda found: _(
            "These rules take nobody who stands in another open application, and this person stands in %(found)s. "
            "Withdraw that one or wait until it is decided; or take the person out of this application.",
            found=found,
        ),
    ),
    (
        r"Name the applicant first, and no more than (\d+).*",
        lambda most: _("No more than %(most)s people can be named.", most=most),
    ),
)

_REMEDIES: Remedies = (
    *_PERSONS,
    (r"Tick what is to be taken over\..*", lambda: _("Tick what is to be taken over.")),
    (r"Choose the (?:district|sector|province|kind).*", lambda: _("Choose one of the answers listed.")),
    (r"Read what you agree to.*", lambda: _("Read what you agree to, and tick the box: without it nothing can be kept.")),
    (
        r"Version (\S+) of the rules is in force now\..*",
        lambda version: _(
            "Version %(version)s of the rules is in force now. Look through your answers and save them.", version=version
        ),
    ),
    (r"Under \S+ applicants do not submit online\..*", lambda: _("Under these rules applicants do not submit online.")),
    (r"Answer what is still open.*", lambda: _("Answer what is still open: it can change the outcome.")),
)
