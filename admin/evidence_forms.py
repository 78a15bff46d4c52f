"""The forms of evidence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, TextAreaField
from wtforms.validators import Optional

from admin.forms import MOST, DayField, ShownForm, at_most, needed


class AddEvidenceForm(ShownForm):
    """A file, what it proves, and the days that stand in it. A purpose is a kind of evidence, or `kind:item`."""

    purpose = SelectField(
        _l("What it is"),
        description=_l("What is demanded for this application comes first."),
        validators=[needed(_l("Choose which kind of evidence the file is."))],
    )
    file = FileField(
        _l("The file"), validators=[FileRequired(message=_l("Choose the file. Files are not kept when a form comes back."))]
    )
    valid_from = DayField(
        _l("Valid from (optional)"), description=_l("As it stands in the document, such as 2026-03-02."), validators=[Optional()]
    )
    valid_to = DayField(
        _l("Valid to (optional)"), description=_l("The last day on which the document counts."), validators=[Optional()]
    )


class RemoveEvidenceForm(ShownForm):
    """Why a file is taken out."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("It stands in the history of the application."),
        validators=[needed(_l("Say why the file is taken out.")), at_most(MOST)],
    )
