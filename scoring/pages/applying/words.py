"""What the use cases of filing refuse, in the reader's language, and the names of relations."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from scoring.errors import InputRefused
from scoring.pages.words import say_day


def say_relation(relation: str) -> str:
    """Name what a person is to the applicant."""
    return {"applicant": _("Applicant"), "spouse": _("Spouse"), "child": _("Child")}[relation]


def say_remedy(refused: InputRefused) -> str:
    """Say what a use case found wrong with an input."""
    for pattern, words in _REMEDIES:
        if (match := re.fullmatch(pattern, refused.remedy)) is not None:
            return words(*match.groups())
    return refused.remedy


def _day(text: str) -> str:
    return say_day(date.fromisoformat(text))


_PERSONS: tuple[tuple[str, Callable[..., str]], ...] = (
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
    (r"Choose which kind of evidence.*", lambda: _("Choose which kind of document the file is.")),
    (r"Type the name as it stands.*", lambda: _("Type the name as it stands on the identity card.")),
    (
        r"Shorten the name to (\d+) characters; it has (\d+)\.",
        lambda most, has: _("Shorten the name to %(most)s characters; it has %(has)s.", most=most, has=has),
    ),
    (
        r"Under .+ only .+ can be registered along.*",
        lambda: _("Under these rules this person cannot be registered along with you."),
    ),
    (r"Only one person can be the spouse\.", lambda: _("Only one person can be the spouse.")),
    (
        r"A child must be under (\d+) on (\S+);.*",
        lambda age, on: _(
            "A child must be under %(age)s on %(on)s; this one is not. An older child applies on its own.", age=age, on=_day(on)
        ),
    ),
    (r"This number is already that of another.*", lambda: _("This number is already that of another person of the application.")),
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

_REMEDIES: tuple[tuple[str, Callable[..., str]], ...] = (
    *_PERSONS,
    (r"Shorten it to (\d+) characters\.", lambda most: _("Shorten it to %(most)s characters.", most=most)),
    (r"Choose the (?:district|sector|province|kind).*", lambda: _("Choose one of the answers listed.")),
    (r"Choose the office.*", lambda: _("Choose the office to which the application goes.")),
    (r"Choose the file\.", lambda: _("Choose the file.")),
    (r"Write the day as it stands.*", lambda: _("Write the day as it stands in the document, such as 2026-03-02.")),
    (r"This day is still to come\..*", lambda: _("This day is still to come. Give the day that stands in the document.")),
    (
        r"The last day lies before the first\..*",
        lambda: _("The last day lies before the first. Give both as they stand in the document."),
    ),
    (r"Choose what the file is to prove\.", lambda: _("Choose one of the answers listed.")),
    (r"Load the page anew.*", lambda: _("Load the page anew and send the form again.")),
    (r"Read the declaration.*", lambda: _("Read the declaration and tick the box: without it nothing can be submitted.")),
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
