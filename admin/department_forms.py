"""The forms of requests to departments: asking, answering, declining."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from admin.forms import MOST, DayField, ShownForm, at_most, needed


class AskForm(ShownForm):
    """Whom to ask about what. `ask` are pairs `department:fact` that the policy names; `department` is asked `fact` freely."""

    purpose = TextAreaField(
        _l("Purpose"),
        description=_l("The departments read it. It is kept encrypted."),
        validators=[needed(_l("Say for what the departments are asked.")), at_most(MOST)],
    )
    ask = SelectMultipleField(
        _l("Whom the policy names"), widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False
    )
    department = SelectField(_l("Department"), validators=[Optional()], validate_choice=False)
    fact = SelectMultipleField(
        _l("What the department is asked"), widget=ListWidget(), option_widget=CheckboxInput(), validate_choice=False
    )


class ContestForm(ShownForm):
    """What an officer says against an answer."""

    reason = TextAreaField(
        _l("What you contest"),
        description=_l("The department reads it: say what does not fit, and with which document."),
        validators=[
            needed(_l("Say what you contest, and on what: the department reads it.")),
            at_most(MOST),
        ],
    )


class WithdrawRequestForm(ShownForm):
    """Why a request is taken back."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("It stands in the history of the file."),
        validators=[needed(_l("Say why the request is taken back.")), at_most(MOST)],
    )


class ValidityForm(ShownForm):
    """From when to when an answer holds; the values stand in a form of the policy's facts beside it."""

    valid_from = DayField(
        _l("Holds from"),
        description=_l("The day as of which your records say so, such as 2026-03-02."),
        validators=[needed(_l("Give the day from which the answer holds."))],
    )
    valid_until = DayField(
        _l("Holds until (optional)"),
        description=_l("After this day the office asks anew. Leave it out if the answer does not expire."),
        validators=[Optional()],
    )


class DeclineForm(ShownForm):
    """Why a department cannot answer."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("Why your department cannot answer, and who could. The office reads it; it is kept encrypted."),
        validators=[
            needed(_l("Say why your department cannot answer, and who could.")),
            at_most(MOST),
        ],
    )


class SheetForm(ShownForm):
    """A sheet of answers that comes in."""

    file = FileField(_l("The filled sheet"), validators=[FileRequired(message=_l("Choose the file."))])


class CarriedSheetForm(ShownForm):
    """A sheet that was looked through, as `admin.carried` packs it; nothing of it is kept until it is imported."""

    sheet = HiddenField(validators=[needed(_l("Choose the file again."))])
