"""The forms of accounts of the office: opened, changed, closed, a new start of the second factor, and who somebody is."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

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


class _NamedForm(ShownForm):
    """Who gets an account."""

    username = StringField(_l("User name"), description=_l("To sign in with, such as he.ming. It cannot be changed later."))
    name = StringField(_l("Name"), description=_l("As it stands under decisions."))
    email = StringField(_l("Mail address"), description=_l("Of the office. It signs in as well."))


class DutiesForm(ShownForm):
    """What somebody of the office may do, and where."""

    roles = SelectMultipleField(_l("Roles"), validators=[needed(_l("Choose at least one role."))])
    office = SelectField(_l("Office"), description=_l("Its files, and those of the offices below it, are all this person sees."))
    department = SelectField(
        _l("Department"), description=_l("For the role of a department alone: whose requests this person answers.")
    )


class NewAccountForm(_NamedForm, DutiesForm):
    """A new account of the office."""


class CloseStaffForm(ShownForm):
    """The end of an account."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("It is kept in the journal: write nothing personal."),
        validators=[needed(_l("Say why the account is closed.")), at_most(MOST)],
    )
    sure = BooleanField(
        _l("This person is to do nothing more in the office’s name"),
        validators=[needed(_l("Say that this person is to do nothing more in the office’s name."))],
    )
