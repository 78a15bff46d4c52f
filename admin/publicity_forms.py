"""The forms of public lists."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from admin.forms import DayField, ShownForm, needed


class ListForm(ShownForm):
    """Publishes, or proposes, the list that was displayed: `digest` says which."""

    digest = HiddenField()
    starts = DayField(
        _l("First day"),
        description=_l("Year, month and day, such as 2026-03-02. Nothing can be read before it."),
        validators=[needed(_l("Give a day."))],
    )
    looked = BooleanField(
        _l("I looked at every line, and at whom it gives away"),
        validators=[needed(_l("Look at the list, and confirm that you did."))],
    )
