"""What the use cases of assisted filing refuse, in the reader's language."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from scoring.errors import InputRefused
from scoring.pages.applying.words import say_remedy


def say_refused(refused: InputRefused) -> str:
    """Say what was wrong."""
    known = (
        (r"This authority does not hold today\..*", _("This authority does not hold today. It is recorded anew at the counter.")),
        (r"This authority is for other rules\..*", _("This authority is for other rules. Choose those it was given for.")),
        (
            r"The policy of \S+ does not let an employer's agent apply\..*",
            _("These rules let no employer's agent apply. The person applies, or a proxy."),
        ),
        (
            r"The applicant is not the person for whom.*",
            _("The applicant in the draft is not the person for whom you fill it in. Write that person's name and number."),
        ),
        (r"Write what is to be changed\.", _("Write what is to be changed.")),
        (r"Shorten it to (\d+) characters; it has (\d+)\.", _("Shorten what you wrote.")),
    )
    return next((words for pattern, words in known if re.fullmatch(pattern, refused.remedy)), say_remedy(refused))
