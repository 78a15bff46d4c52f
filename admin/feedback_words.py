"""The words of the console for what is said about the service."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.web.feedback_words import say_feedback_kind


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(say_feedback_kind=say_feedback_kind, say_feedback_state=say_feedback_state)


def acts() -> dict[str, str]:
    """Name the acts on feedback, for the journal."""
    return {
        "close_feedback": _("Feedback dealt with"),
        "erase_feedback": _("Feedback erased, its term being over"),
    }


def say_feedback_state(state: str) -> str:
    """Name a state."""
    return {"open": _("To be dealt with"), "closed": _("Dealt with")}[state]
