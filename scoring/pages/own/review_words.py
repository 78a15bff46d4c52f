"""Where a review stands, as who asked for it reads it."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.review import OwnReview, StepKind
from scoring.application.status import Act


def steps_of_reviews() -> dict[Act, str]:
    """Say the acts of the history that are about reviews."""
    return {
        Act.ASK_REVIEW: _("You asked for a review."),
        Act.RECORD_REVIEW: _("At the counter a review was asked for."),
        Act.WITHDRAW_REVIEW: _("You took back that you asked for a review."),
        Act.RECORD_WITHDRAWN_REVIEW: _("At the counter it was taken back that a review was asked for."),
        Act.ADMIT_REVIEW: _("The office admitted the review although it was asked for late."),
        Act.TURN_DOWN_REVIEW: _("The office did not admit the review: it was asked for too late."),
        Act.KEEP_DECISION: _("After the review, what was decided stands."),
        Act.REVISE: _("After the review the application is handled anew, in a new file."),
    }


def say_review(review: OwnReview) -> str:
    """Say what became of it."""
    if review.outcome is None:
        if review.version:
            return _("The application is handled anew, in a new file. Until that is decided, the decision there is holds.")
        if review.is_admitted:
            return _("The office looks at it anew.")
        return _("You asked late: the office looks whether what kept you counts.")
    return {
        StepKind.WITHDRAWN: _("You took it back."),
        StepKind.TURNED_DOWN: _("It was not admitted, since it came too late."),
        StepKind.CHANGED: _("After the review another decision took its place."),
        StepKind.OVERTAKEN: _("What it was about was corrected meanwhile; the new decision can be contested by itself."),
        StepKind.KEPT: _("After the review, what was decided stands."),
    }[review.outcome]
