"""The words of the console for what the use cases refuse."""

from __future__ import annotations

from flask_babel import gettext as _

from admin import (
    account_words,
    agency_words,
    announcing_words,
    counter_words,
    department_words,
    desk_words,
    following_words,
    intake_words,
    originals_words,
    outside_words,
    personal_words,
    publicity_words,
    question_words,
    review_words,
    revoking_words,
    round_refusal_words,
    serving_words,
    settling_words,
)
from scoring.errors import InputRefused
from scoring.web.language import language
from scoring.web.refusal_words import Remedies, say_known


def say_refusal(refused: InputRefused) -> str:
    """Say in the reader's language what a use case found wrong with an input."""
    if language() == "en":
        return refused.remedy
    tables = (
        _REMEDIES,
        account_words.REMEDIES,
        counter_words.REMEDIES,
        intake_words.REMEDIES,
        desk_words.REMEDIES,
        department_words.REMEDIES,
        question_words.REMEDIES,
        serving_words.REMEDIES,
        settling_words.REMEDIES,
        following_words.REMEDIES,
        revoking_words.REMEDIES,
        personal_words.REMEDIES,
        agency_words.REMEDIES,
        publicity_words.REMEDIES,
        review_words.REMEDIES,
        originals_words.REMEDIES,
        outside_words.REMEDIES,
        round_refusal_words.REMEDIES,
        announcing_words.REMEDIES,
    )
    known = say_known(refused, *tables)
    return known if known is not None else _("This cannot be accepted: %(remedy)s", remedy=refused.remedy)


_REMEDIES: Remedies = (
    (
        r"The fonts of documents lack (.+)\. Write it another way.*",
        lambda named: _(
            "The fonts of documents lack %(named)s. Write it another way; where it stands in a name, ask who runs this "
            "installation for a font that has it.",
            named=named,
        ),
    ),
    (
        r"Under (\S+) only .*",
        lambda name: _("Under %(name)s this person cannot be registered along with the applicant.", name=name),
    ),
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
    (r"Say why the file is taken out\.", lambda: _("Say why the file is taken out.")),
    (r"This is your own account.*", lambda: _("This is your own account. Ask another administrator.")),
    (r"The registration lies between.*", lambda: _("The registration lies between the decision and today.")),
)
