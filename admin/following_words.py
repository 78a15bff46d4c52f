"""The words of the console for new versions of decided files."""

from __future__ import annotations

from flask_babel import gettext as _


def acts() -> dict[str, str]:
    """Name the acts on a file and on its new version."""
    return {
        "correct": _("Correction begun"),
        "follow": _("New file version opened"),
        "give_up": _("New version given up"),
        "supersede": _("Superseded by a new version"),
    }
