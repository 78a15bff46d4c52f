"""The forms by which a draft is filled in, besides the questions, which the policy makes."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField

from scoring.pages.applying.draft_page import DraftForm

_OFF = {"autocomplete": "off", "spellcheck": "false"}


class PersonForm(DraftForm):
    """Name and identity number, as they stand on the card. Either may be filled in later."""

    name = StringField(_l("Name"), description=_l("As it stands on the identity card."), render_kw=_OFF)
    identity_number = StringField(
        _l("Identity number"),
        description=_l("18 characters: 17 digits, then a digit or X."),
        render_kw=_OFF | {"autocapitalize": "characters"},
    )


class MemberForm(PersonForm):
    """A family member: also what the person is to the applicant."""

    relation = RadioField(_l("Relation to you"), validate_choice=False)


class OfficeForm(DraftForm):
    """The office to which the application goes."""

    office = RadioField(_l("Receiving office"), validate_choice=False)


class StatisticsForm(DraftForm):
    """What is asked for statistics; every item may be left out."""

    district = SelectField(_l("District where you live"), validate_choice=False)
    street = StringField(_l("Street or town where you live"), render_kw=_OFF)
    sector = SelectField(_l("Sector in which you work"), validate_choice=False)
    province = SelectField(_l("Province you come from"), validate_choice=False)
    employer_class = SelectField(_l("Kind of employer"), validate_choice=False)


class FileForm(DraftForm):
    """A file of one kind of evidence, what of it is proved, and the days that stand in it."""

    file = FileField(_l("File"))
    item = RadioField(_l("What it proves"), validate_choice=False, default="")
    valid_from = StringField(
        _l("Valid from (optional)"), description=_l("As it stands in the document, such as 2026-03-02."), render_kw=_OFF
    )
    valid_to = StringField(_l("Valid to (optional)"), description=_l("The last day on which the document counts."), render_kw=_OFF)


class EarlierForm(DraftForm):
    """Which facts of earlier files are taken over; each is named as `Offer.key` does."""

    taken = SelectMultipleField(_l("Take over"), validate_choice=False)


class BeginForm(DraftForm):
    """Beginning a draft; the box is asked for only where the text is a newer one than was agreed to."""

    consent = BooleanField(_l("I have read what the account keeps and for what, and agree"))
    agreed = HiddenField()  # the version that was shown
    take = HiddenField()  # whether the answers of the self-check replace those of the draft there is


class DeclarationForm(DraftForm):
    """The declaration; `key` makes one submission of however many clicks."""

    declaration = BooleanField(_l("I declare this"))
    declared = HiddenField()  # the version that was shown
    key = HiddenField()
