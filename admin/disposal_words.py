"""The words of the console for erasure by term."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(say_retention=say_retention, say_disposal=say_disposal)


def acts() -> dict[str, str]:
    """Name the acts, as the journal knows them."""
    return {
        "list_due": _("Files due for erasure put on a list"),
        "approve_disposal": _("List of files to be erased approved"),
        "dispose": _("File of an approved list dealt with"),
    }


def pages() -> dict[str, str]:
    """Name the pages, as the log of reads knows them."""
    return {
        "disposals.index": _("Files due for erasure"),
        "disposals.disposal": _("List of files to be erased"),
        "disposals.approve": _("List of files to be erased, to approve it"),
    }


def say_retention(retention: str) -> str:
    """Name a retention class."""
    return {"decided": _("Decided files"), "closed": _("Files closed without a decision")}.get(retention, retention)


def say_disposal(outcome: str) -> str:
    """Say what became of a file."""
    return {"erased": _("Erased"), "held": _("Held, and not erased"), "kept": _("Not due any more, or not allowed: kept")}[outcome]
