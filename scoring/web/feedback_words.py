"""What pages and console say of feedback alike: its kinds, and that it was dealt with."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.feedback import FeedbackKind


def say_feedback_kind(kind: FeedbackKind | str) -> str:
    """Name what it is about."""
    names: dict[str, str] = {
        "praise": _("Something went well"),
        "unclear": _("Something is hard to understand"),
        "wrong": _("Points or a rule are wrong"),
        "phone": _("It does not work on my phone"),
        "access": _("It is not accessible to me"),
        "other": _("Something else"),
    }
    return names[str(kind)]


def words_of_feedback(_why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step to who deals with something that was dealt with."""
    return (
        _("This was dealt with already"),
        _("A colleague was quicker. Nothing of yours was kept."),
        _("Open it again from the list: there stands what was done."),
    )
