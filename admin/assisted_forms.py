"""The forms of assisted filing at the counter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import Optional

from admin.forms import ShownForm


class PrepareForm(ShownForm):
    """For whom an officer fills an application in, by the card."""

    name = StringField(_l("Name"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    scheme = SelectField(_l("Scheme"), validators=[Optional()], validate_choice=False)
    saw_card = BooleanField(_l("I saw the card, and it is this person's"))
    consent = BooleanField(_l("The person has read what is kept and for what, and agrees"))
    agreed = HiddenField()  # the version that was shown


class FormNumberForm(ShownForm):
    """What stands on a signed form."""

    reference = StringField(_l("Number on the form"))
    code = StringField(_l("Code on the form"), description=_l("12 letters and digits."))


class TakeFormForm(ShownForm):
    """Taking it: the scan, and that the officer compared; `key` makes one submission of however many clicks."""

    reference = HiddenField()
    code = HiddenField()
    key = HiddenField()
    file = FileField(_l("Signed form, scanned in"))
    compared = BooleanField(_l("I compared the form with the identity card, and the applicant signed it"))
