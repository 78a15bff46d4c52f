"""The forms of cases before outside bodies."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from admin.forms import MOST, DayField, ShownForm, at_most, needed

SHORT = 200


class RecordCaseForm(ShownForm):
    """A case that the office learned of."""

    kind = RadioField(
        _l("Kind"),
        choices=[
            SelectChoice("reconsideration", _l("Administrative reconsideration")),
            SelectChoice("litigation", _l("Administrative litigation")),
        ],
        validators=[needed(_l("Choose the kind."))],
    )
    organ = StringField(_l("Body"), description=_l("Which reconsideration authority or court."), validators=[at_most(SHORT)])
    case_number = StringField(_l("Number of the case"), validators=[at_most(SHORT)])
    filed_on = DayField(_l("Day on which it was filed"), description=_l("Such as 2026-03-02."), validators=[Optional()])
    learned_on = DayField(
        _l("Day on which the office learned of it"), description=_l("Such as 2026-03-02."), validators=[Optional()]
    )
    due = DayField(
        _l("Last day for the office to answer in writing"),
        description=_l("As the body set it. Without it the term of the rules counts, else that of the office."),
        validators=[Optional()],
    )
    asked = TextAreaField(
        _l("What is asked of the body"), description=_l("It is kept encrypted; the applicant reads it."), validators=[at_most(MOST)]
    )


class CaseActForm(ShownForm):
    """What happened in a case: what, on which day, by which document, in which words."""

    act = RadioField(_l("What happened"), validate_choice=False)
    on = DayField(_l("Day"), description=_l("Of the document, or of the act, such as 2026-03-02."), validators=[Optional()])
    document = StringField(
        _l("Number of the document"),
        description=_l("Needed for a suspension, the office’s answer and an outcome."),
        validators=[at_most(SHORT)],
    )
    words = TextAreaField(
        _l("What it says"),
        description=_l("The applicant reads it, and it stands as the reason in the register where entitlements are turned."),
        validators=[at_most(MOST)],
    )
