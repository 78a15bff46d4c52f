"""The forms of accounts of the office: a new start of the second factor, and who somebody is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from admin.forms import MOST, ShownForm, at_most, needed


class ResetFactorForm(ShownForm):
    """A new start of an account's second factor."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("Why, and how you made sure who asked."),
        validators=[needed(_l("Say why, and how you made sure who asked.")), at_most(MOST)],
    )


class StaffIdentityForm(ShownForm):
    """The identity number of somebody of the office."""

    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))


class DepartmentForm(ShownForm):
    """For which department somebody answers."""

    department = RadioField(_l("Department"), validators=[needed(_l("Choose a department."))], validate_choice=False)
