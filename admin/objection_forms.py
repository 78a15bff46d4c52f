"""The forms of objections."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from admin.forms import MOST, ShownForm, at_most
from admin.proving_forms import ProvingForm


class ObjectionActForm(ProvingForm):
    """What is done about an objection, with its words; a refusal is signed."""

    act = RadioField(_l("What you do"), validate_choice=False)
    reason = TextAreaField(
        _l("Words"),
        description=_l("The applicant reads what is told and the reasons of an outcome; the objector reads the latter too."),
        validators=[at_most(MOST)],
    )

    @property
    def is_signed(self) -> bool:
        """Upholding it whole refuses the application."""
        return bool(self.act.data == "uphold")


class CounterObjectionForm(ShownForm):
    """An objection that is handed in at the counter, on paper or by word of mouth."""

    words = TextAreaField(_l("What is objected"), description=_l("As the person says it."), validators=[at_most(MOST)])
    name = StringField(_l("Name of who objects"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    contact = StringField(_l("Mail address or mobile number"))
    files = MultipleFileField(_l("What proves it (optional)"), description=_l("Up to 5 files: PDF, JPEG, PNG or WebP."))
    is_to_be_told = BooleanField(_l("The person wishes to be told at this contact once it is closed"))
    signed = BooleanField(_l("The person signed it before me, and I saw the card"))
    key = HiddenField()
