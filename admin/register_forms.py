"""Forms of the register of entitlements."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from admin.forms import MOST, ShownForm, at_most, needed


class TurnForm(ShownForm):
    """One entitlement of one person is suspended, resumed or ended."""

    reason = TextAreaField(
        _l("Reasons"), description=_l("The person reads them."), validators=[needed(_l("Give the reasons.")), at_most(MOST)]
    )
