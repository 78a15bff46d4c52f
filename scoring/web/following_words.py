"""What is said to who acts on new versions of decided files, and may not."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_versions(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "unfollowed":
            return (
                _("A new version of this file is open"),
                _("It decides what becomes of this file. Nothing was changed here."),
                _("Open the file: it leads to the new version. Decide that, or give it up."),
            )
        case "original":
            return (
                _("This is a new version of a decided file"),
                _("The office opened it, and only the office closes it. Nothing was changed."),
                _("Write to the office, or contest the decision that follows."),
            )
        case _:
            return (
                _("This is no new version of a file"),
                _("Only a new version of a decided file is given up so. Nothing was changed."),
                _("Open the file and see what can be done with it."),
            )
