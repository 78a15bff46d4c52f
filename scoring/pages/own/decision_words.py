"""The words of a decision on the own application: what each entitlement of each person waits for, or since when it holds."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.application import EntitlementEntry, EntitlementState
from scoring.pages.applying.words import say_relation
from scoring.pages.words import say_day


def say_beneficiary_of(entry: EntitlementEntry) -> str:
    """Name the person, masked as on every list."""
    return _("%(relation)s %(name)s", relation=say_relation(entry.relation), name=entry.beneficiary)


def say_standing(entry: EntitlementEntry) -> str:
    """Say where an entitlement stands, and until when it holds or can be applied for."""
    match entry.state:
        case EntitlementState.PENDING:
            return _("begins with the registration of this person")
        case EntitlementState.LAPSED:
            return _("lapsed, since the registration was not done in time")
    since = _("in force since %(day)s", day=say_day(entry.since)) if entry.since else _("in force")
    until = _(", until %(day)s", day=say_day(entry.until)) if entry.until else ""
    apply = _(", to be applied for by %(day)s", day=say_day(entry.apply_until)) if entry.apply_until else ""
    return since + until + apply
