"""Approved points in the applicant's words: where they stand, and what the submission refuses of them."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.points import PointsRecord
from scoring.web.refusal_words import Remedies


def say_record(record: PointsRecord) -> str:
    """Say of a points record that is not approved now what is waited for."""
    if record.is_adjusted:
        return _(
            "Your approved points are being adjusted (%(number)s). Apply once they are approved again.", number=record.reference
        )
    return _("Your points are not approved yet (%(number)s). Apply once they are.", number=record.reference)


def say_points_behind(number: str) -> str:
    """Say that points were approved since a draft was saved."""
    return _("Your points (%(number)s) were approved since the draft was saved. Take them over.", number=number)


REMEDIES: Remedies = (
    (
        r"Under these rules points are approved before one applies: (\S+) is not approved yet\..*",
        lambda number: _("Your points are not approved yet (%(number)s). Apply once they are.", number=number),
    ),
    (
        r"Under these rules points are approved before one applies\..*",
        lambda: _("Under these rules points are approved before one applies. Have yours approved first."),
    ),
    (
        r"The points of (\S+) are being adjusted\..*",
        lambda number: _(
            "Your approved points are being adjusted (%(number)s). Apply once they are approved again.", number=number
        ),
    ),
    (r"(\S+) was approved since the draft was saved\..*", say_points_behind),
    (r"Under these rules points are verified with.*", lambda: _("Under these rules points are verified with the application.")),
)
