"""What is said to who lets a grant lapse, or records a reminder, and may not."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_settling(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "term_over":
            return (
                _("The time is not over"),
                _("Before the last day nothing is lost by waiting; where the rules set none, never. Nothing was changed."),
                _("Open the file: it says until when, or that no term is set."),
            )
        case "reminded":
            return (
                _("The person was not reminded three times"),
                _("It lapses only after three proven reminders, and the time that the last of them leaves. Nothing was changed."),
                _("Open the file, see which reminder is missing, and send and record it."),
            )
        case _:
            return (
                _("No letter waits to be sent"),
                _("The reminder was recorded meanwhile, or none is due. Nothing of yours was recorded."),
                _("Open the file and see which reminders were given."),
            )
