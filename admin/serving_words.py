"""The words of the console for service, and for what is refused of it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from admin.deadlines import say_basis, say_duration
from scoring.application.deadlines import local_day
from scoring.application.due import Due
from scoring.casework.unserved import Unserved
from scoring.pages.words import say_day
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts of service."""
    return {
        "seal_document": _("Document sealed"),
        "serve": _("Document served"),
        "correct_service": _("Record of service corrected"),
        "add_receipt": _("Signed proof of service added"),
        "agree_to_service": _("Agreed to be served by the account"),
        "withdraw_service_consent": _("No longer to be served by the account"),
    }


def say_wait(line: Unserved, today: date) -> str:
    """Say how long a document has waited."""
    days = (today - local_day(line.at)).days
    return ngettext("waits for %(num)d day", "waits for %(num)d days", days) if days else _("issued today")


def say_end(due: Due) -> str:
    """Say by when a document is to be served, or why that cannot be told."""
    if due.term is None:
        return _("no term is set")
    if due.unknown_year is not None:
        return _("the working days of %(year)d are not known", year=due.unknown_year)
    return say_day(due.day) if due.day is not None else _("cannot be told: the term runs from an act that is not recorded")


def say_term_basis(due: Due) -> str:
    """Say how long the term is, and what it rests on."""
    if due.term is None:
        return ""
    return f"{say_duration(due.term.duration)}{_(' · ')}{say_basis(due.term)}"


REMEDIES: Remedies = (
    (r"Choose the scan of the signed proof\.", lambda: _("Choose the scan of the signed proof.")),
    (
        r"Give a day from (\S+), on which the document was sealed, to today\.",
        lambda day: _("Give a day from %(day)s, on which the document was sealed, to today.", day=day),
    ),
    (
        r"Served by the account nothing is signed: leave the file out\.",
        lambda: _("Served by the account nothing is signed: leave the file out."),
    ),
    (
        r"Say in up to (\d+) characters what proves the service\.",
        lambda most: _("Say in up to %(most)s characters what proves the service.", most=most),
    ),
    (
        r"Give the day until which the notice hung, from (\S+), the end of its term, to today\.",
        lambda day: _("Give the day until which the notice hung, from %(day)s, the end of its term, to today.", day=day),
    ),
    (
        r"The working days of (\d+) are not known, and they are not guessed\.",
        lambda year: _("The working days of %(year)s are not known, and they are not guessed.", year=year),
    ),
    (r"Say what was recorded wrong, and how you know\.", lambda: _("Say what was recorded wrong, and how you know.")),
)
