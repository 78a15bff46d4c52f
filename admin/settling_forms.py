"""The forms of the time to be registered: a letter that was sent, and letting a grant lapse."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from admin.forms import MOST, DayField, ShownForm, at_most, needed
from scoring.application.settling import PROOF_MAX


class ReminderForm(ShownForm):
    """A reminder by post."""

    on = DayField(_l("Day on which it was sent"), description=_l("Such as 2026-03-02."))
    proof = StringField(
        _l("What proves it"),
        description=_l("The tracking number of the registered letter. It is kept encrypted."),
        validators=[at_most(PROOF_MAX)],
    )


class LapseForm(ShownForm):
    """What is pending is cancelled."""

    reason = TextAreaField(
        _l("Reasons"),
        description=_l("Which period ran out, and how the person was reminded. They stand in the notice to the applicant."),
        validators=[needed(_l("Give the reasons.")), at_most(MOST)],
    )
