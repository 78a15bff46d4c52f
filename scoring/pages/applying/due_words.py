"""Terms that run for the office, as an applicant reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.pages.words import say_day

if TYPE_CHECKING:
    from scoring.application.due import Due
    from scoring.policy.procedure import Duration


def say_due(due: Due) -> str:
    """Say by when the office answers a submission, and what that rests on; what cannot be told is said."""
    if due.term is None:
        return _("No term is set in which the office answers.")
    if due.day is None:
        return _(
            "Within %(time)s of receipt the office tells you whether it takes the application, or what is missing.",
            time=say_time(due.term.duration),
        ) + _basis(due)
    return _(
        "By %(day)s the office tells you whether it takes the application, or everything that is missing.", day=say_day(due.day)
    ) + _basis(due)


def _basis(due: Due) -> str:
    if due.term is None or due.term.is_office_default:
        return _(" (The office's own term, not one of law.)")
    return _(" (%(reference)s)", reference=due.term.reference) if due.term.reference else ""


def say_time(duration: Duration) -> str:
    """Say so many days."""
    match duration.unit:
        case "working_days":
            return ngettext("%(num)d working day", "%(num)d working days", duration.n)
        case "days":
            return ngettext("%(num)d day", "%(num)d days", duration.n)
        case "months":
            return ngettext("%(num)d month", "%(num)d months", duration.n)
