"""The words of the console for what the use cases refuse."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask_babel import gettext as _

from admin import counter_words, department_words, desk_words, intake_words
from scoring.errors import InputRefused
from scoring.web.language import language


def say_refusal(refused: InputRefused) -> str:
    """Say in the reader's language what a use case found wrong with an input."""
    if language() == "en":
        return refused.remedy
    for pattern, words in (
        *_REMEDIES,
        *counter_words.REMEDIES,
        *intake_words.REMEDIES,
        *desk_words.REMEDIES,
        *department_words.REMEDIES,
    ):
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
    (r"The assessment says .*", lambda: _("The assessment does not say eligible, so only a refusal can be proposed.")),
    (
        r"Under this policy places are limited.*",
        lambda: _("Under this policy places are limited: name the published list on which the applicant stands, with its date."),
    ),
    (
        r"This person has an open application under this scheme: (\S+)\. .*",
        lambda found: _("This person has an open application under this scheme: %(found)s. Work on that one.", found=found),
    ),
    (
        r"This person has an open application under this scheme at another office.*",
        lambda: _("This person has an open application under this scheme at another office. Ask where it was handed in."),
    ),
    (
        r"These rules take nobody who stands .*, and this person stands in one that you do not see\..*",
        lambda: _(
            "These rules take nobody who stands in another open application, and this person stands in one that you do not see. "
            "Ask the person where it was handed in: it must be withdrawn or decided first."
        ),
    ),
    (
        r"These rules take nobody who stands .*, and this person stands in (\S+)\. .*",
        lambda found: _(
            "These rules take nobody who stands in another open application, and this person stands in %(found)s. "
            "It must be withdrawn or decided first.",
            found=found,
        ),
    ),
    (r"Choose which kind of evidence.*", lambda: _("Choose which kind of evidence the file is.")),
    (r"Choose what the file is to prove\.", lambda: _("Choose what the file is to prove.")),
    (r"Say why the file is taken out\.", lambda: _("Say why the file is taken out.")),
    (r"This day is still to come.*", lambda: _("This day is still to come. Give the day that stands in the document.")),
    (
        r"The last day lies before the first.*",
        lambda: _("The last day lies before the first. Give both as they stand in the document."),
    ),
    (r"This is your own account.*", lambda: _("This is your own account. Ask another administrator.")),
    (r"The registration lies between.*", lambda: _("The registration lies between the decision and today.")),
)
