"""Forms of agencies."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField

from admin.forms import ShownForm, needed


class ReachedForm(ShownForm):
    """Whom to call at an agency, and the address that it is told at."""

    contact = StringField(_l("Whom to call"), description=_l("An office and its telephone number."))
    webhook_url = StringField(
        _l("Address for messages"),
        description=_l("Where begins and ends are told, https://…; leave it empty where the agency only looks up."),
    )


class AgencyForm(ReachedForm):
    """A new agency."""

    name = StringField(_l("Name"), description=_l("As it stands in the log of reads."))
    kind = RadioField(_l("Kind"), description=_l("Decides what the agency sees."), validators=[needed(_l("Choose a kind."))])
    office = SelectField(_l("District"), description=_l("Only what is of this office and those below it concerns the agency."))


class TokenForm(ShownForm):
    """A new token."""

    days = IntegerField(_l("Number of days"), description=_l("For how many days it holds, 366 at most."), default=180)
