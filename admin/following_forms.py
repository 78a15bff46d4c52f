"""The forms of new versions of decided files: what is wrong in a decision, and why a version is given up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from admin.forms import MOST, ShownForm, at_most, needed


class CorrectForm(ShownForm):
    """Who asked that an error be put right, what is wrong, why, and what shows it."""

    asked_by = RadioField(
        _l("Who asked for the correction"),
        choices=[SelectChoice("applicant", _l("The applicant")), SelectChoice("office", _l("The office itself"))],
        default="applicant",
    )
    wrong = TextAreaField(
        _l("What is wrong, and what should stand there"),
        description=_l("The applicant reads it at once, in the history of the file."),
        validators=[needed(_l("Say what is wrong in the decision, and what should stand there.")), at_most(MOST)],
    )
    reason = TextAreaField(
        _l("How the error came about"),
        description=_l(
            "Such as a line that was misread: a clerical error, and no other view of the case. It stands in the new decision."
        ),
        validators=[needed(_l("Say how the error came about.")), at_most(MOST)],
    )
    proof = TextAreaField(
        _l("What shows what is right"),
        description=_l("A document, a page of the file, a record. It stands in the new decision."),
        validators=[needed(_l("Name what shows what is right.")), at_most(MOST)],
    )


class GiveUpForm(ShownForm):
    """A version is closed without a decision."""

    reason = TextAreaField(
        _l("Reasons"),
        description=_l("Why nothing is to be put right. The applicant reads them."),
        validators=[needed(_l("Give the reasons.")), at_most(MOST)],
    )
