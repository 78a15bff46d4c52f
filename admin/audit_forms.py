"""The forms of auditors."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import TextInput

from admin.forms import MOST, DayField, ShownForm, at_most, needed


class SampleForm(ShownForm):
    """What a sample is drawn by."""

    seed = StringField(
        _l("Seed"),
        [needed(_l("Give a seed."))],
        description=_l("Such as a number that was drawn in public. The same seed gives the same sample for ever."),
    )
    size = IntegerField(
        _l("Size"), [needed(_l("Say how many decisions."))], widget=TextInput(), description=_l("How many decisions, at most 500.")
    )
    first = DayField(_l("First day of the period"), [needed(_l("Give the first day."))], description=_l("Such as 2026-03-02"))
    last = DayField(_l("Last day of the period"), [needed(_l("Give the last day."))], description=_l("A day that is over"))
    scheme = SelectField(_l("Scheme"))


class PeriodForm(ShownForm):
    """A period of the journal."""

    first = DayField(_l("First day of the period"), [needed(_l("Give the first day."))], description=_l("Such as 2026-03-02"))
    last = DayField(_l("Last day of the period"), [needed(_l("Give the last day."))], description=_l("This day included"))


class FindingForm(ShownForm):
    """What was found of one decision; `turn` is how many findings were shown."""

    turn = HiddenField()
    verdict = RadioField(
        _l("What did you find?"),
        [needed(_l("Choose one."))],
        choices=[SelectChoice("in_order", _l("In order")), SelectChoice("not_in_order", _l("Not in order"))],
    )
    words = TextAreaField(
        _l("In words"), [at_most(MOST)], description=_l("Needed where something is not in order: what, and how it was seen.")
    )
