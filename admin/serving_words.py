"""The words of the console for service, and for what is refused of it."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts of service."""
    return {
        "seal_document": _("Document sealed"),
        "serve": _("Document served"),
        "correct_service": _("Record of service corrected"),
        "agree_to_service": _("Agreed to be served by the account"),
        "withdraw_service_consent": _("No longer to be served by the account"),
    }


REMEDIES: Remedies = (
    (
        r"Give a day from (\S+), on which the document was sealed, to today\.",
        lambda day: _("Give a day from %(day)s, on which the document was sealed, to today.", day=day),
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
