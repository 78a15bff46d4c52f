"""What the use cases of assisted filing refuse, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.errors import InputRefused
from scoring.pages.applying.words import say_remedy
from scoring.web.refusal_words import Remedies, say_known


def say_refused(refused: InputRefused) -> str:
    """Say what was wrong."""
    return say_known(refused, _REMEDIES) or say_remedy(refused)


_REMEDIES: Remedies = (
    (
        r"This authority does not hold today\..*",
        lambda: _("This authority does not hold today. It is recorded anew at the counter."),
    ),
    (r"This authority is for other rules\..*", lambda: _("This authority is for other rules. Choose those it was given for.")),
    (
        r"The policy of \S+ does not let an employer's agent apply\..*",
        lambda: _("These rules let no employer's agent apply. The person applies, or a proxy."),
    ),
    (
        r"The applicant is not the person for whom.*",
        lambda: _("The applicant in the draft is not the person for whom you fill it in. Write that person's name and number."),
    ),
    (r"Write what is to be changed\.", lambda: _("Write what is to be changed.")),
)
