"""The form by which something is done about originals."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from admin.forms import MOST, DayField, ShownForm, at_most


class OriginalsForm(ShownForm):
    """What is done, on which day where something was shown, and its words."""

    act = RadioField(_l("What you do"), validate_choice=False)
    on = DayField(
        _l("Day on which they were shown"),
        description=_l("Only where originals were shown, such as 2026-03-02."),
        validators=[Optional()],
    )
    reason = TextAreaField(
        _l("Words"),
        description=_l(
            "Of a summons: office, address and hours. Of what was shown: where which documents were seen, or what did not match. "
            "The applicant reads everything but a proposal to take it as forfeited and its return."
        ),
        validators=[at_most(MOST)],
    )

    def refuse(self, name: str, words: str) -> None:
        """Put what a use case found wrong beside its input: whatever the use case calls its words, here they are one field."""
        super().refuse(name if name in {"act", "on"} else "reason", words)
