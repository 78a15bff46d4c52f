"""What use cases refuse, in the reader's language: how a skin finds its words, and those that every skin says alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from flask_babel import gettext as _

from scoring.engine.saying import day_words
from scoring.errors import InputRefused
from scoring.web.language import language

Remedies: TypeAlias = tuple[tuple[str, Callable[..., str]], ...]
"""Patterns of remedies as use cases write them, each with what says it; groups of the pattern are its arguments."""


def say_known(refused: InputRefused, *own: Remedies) -> str | None:
    """Say what a use case found wrong with an input: by a skin's *own* words, else by those of all; None where nobody knows it."""
    for pattern, words in (row for table in (*own, _SHARED) for row in table):
        if (match := re.fullmatch(pattern, refused.remedy)) is not None:
            return words(*match.groups())
    return None


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text), language())


_OF_PERSONS: Remedies = (
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
        r"Shorten the name to (\d+) characters; it has (\d+)\.",
        lambda most, has: _("Shorten the name to %(most)s characters; it has %(has)s.", most=most, has=has),
    ),
    (r"Only one person can be the spouse\.", lambda: _("Only one person can be the spouse.")),
    (
        r"A child must be under (\d+) on (\S+);.*",
        lambda age, on: _(
            "A child must be under %(age)s on %(on)s; this one is not. An older child applies on its own.", age=age, on=_day(on)
        ),
    ),
    (
        r"Under .+ nobody is added to the family after the submission\..*",
        lambda: _(
            "Under these rules nobody is added to the family after the submission. People can be taken out, and either the name "
            "or the number of who was named can be put right, the other staying as submitted. To apply together with somebody "
            "else, the application must be withdrawn and a new one submitted."
        ),
    ),
    (r"This number is already that of another.*", lambda: _("This number is already that of another person of the application.")),
)

_OF_FILES: Remedies = (
    (r"Choose which kind of evidence.*", lambda: _("Choose which kind of document the file is.")),
    (r"Choose what the file is to prove\.", lambda: _("Choose what the file is to prove.")),
    (r"Hand in up to (\d+) files\.", lambda most: _("Hand in up to %(most)s files.", most=most)),
    (r"Choose the file\.", lambda: _("Choose the file.")),
    (r"Write the day as it stands.*", lambda: _("Write the day as it stands in the document, such as 2026-03-02.")),
    (r"This day is still to come\..*", lambda: _("This day is still to come. Give the day that stands in the document.")),
    (
        r"The last day lies before the first\. Give.*",
        lambda: _("The last day lies before the first. Give both as they stand in the document."),
    ),
)

_OF_FEEDBACK: Remedies = (
    (r"Write what you want to say\.", lambda: _("Write what you want to say.")),
    (
        r"The text holds an identity number\..*",
        lambda: _("The text holds an identity number. Take it out: nobody is to be named here."),
    ),
    (
        r"The text holds a mobile number\..*",
        lambda: _("The text holds a mobile number. Take it out: nobody is called back from here."),
    ),
    (
        r"The text holds a mail address\..*",
        lambda: _("The text holds a mail address. Take it out: nobody is written to from here."),
    ),
)

_SHARED: Remedies = (
    *_OF_PERSONS,
    *_OF_FILES,
    *_OF_FEEDBACK,
    (
        r"Shorten it to (\d+) characters; it has (\d+)\.",
        lambda most, has: _("Shorten it to %(most)s characters; it has %(has)s.", most=most, has=has),
    ),
    (r"Shorten it to (\d+) characters\.", lambda most: _("Shorten it to %(most)s characters.", most=most)),
    (r"Type the (\d+) letters and digits.*", lambda count: _("Type the %(count)s letters and digits of the code.", count=count)),
    (r"Load the page anew.*", lambda: _("Load the page anew and send the form again.")),
    (r"Read the declaration.*", lambda: _("Read the declaration and tick the box: without it nothing can be submitted.")),
    (r"Choose the office.*", lambda: _("Choose the office to which the application goes.")),
)
"""What applicants and officers are told alike."""
