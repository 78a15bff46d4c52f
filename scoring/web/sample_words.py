"""What is said to an auditor who closes or changes a sample, and may not."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_samples(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    if why == "all_found":
        return (
            _("The sample cannot be closed yet"),
            _("Not every decision of it was looked at. Nothing was changed."),
            _("Write down what you found of each, then close it."),
        )
    return (
        _("This sample cannot be changed"),
        _("It is closed, or another auditor drew it. Nothing was changed."),
        _("Draw a sample of your own."),
    )
