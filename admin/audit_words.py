"""The words of the console for what auditors do."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.application.audit import Again


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(say_again=say_again)


def acts() -> dict[str, str]:
    """Name the acts of auditors, as the journal knows them."""
    return {
        "order_recompute": _("Recomputation ordered"),
        "recompute": _("Decisions computed again"),
    }


def pages() -> dict[str, str]:
    """Name the pages of auditors, as the log of reads knows them."""
    return {
        "decisions.recompute": _("Decision, computed again"),
        "audit.index": _("Decisions, searched by an auditor"),
        "audit.sheet": _("Decisions, fetched as a sheet by an auditor"),
        "audit.recomputations": _("What was computed again, the list"),
        "audit.recomputation": _("What was computed again"),
    }


def say_again(again: Again) -> str:
    """Say what came of computing a decision again."""
    return {
        "equal": _("Equal"),
        "unequal": _("Not equal"),
        "erased": _("Erased"),
        "refused": _("Refused"),
        "unreadable": _("Unreadable"),
    }[again]
