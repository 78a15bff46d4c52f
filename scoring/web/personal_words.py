"""What is said to who answers a request about personal data that is answered already."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_personal(_why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    return (
        _("This request is answered already"),
        _("A colleague was quicker. Nothing of yours was sent."),
        _("Open the list of requests: the answer stands among those that are answered."),
    )
