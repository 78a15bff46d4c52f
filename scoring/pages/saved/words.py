"""What is said of a file of answers that cannot be taken, and of answers that were left out."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.pages.saved.answer_file import MOST_BYTES, Reason, Unreadable


def say_fault(error: Unreadable) -> str:
    """Say what is wrong with a file, and what to do."""
    about = error.about
    return {
        "empty": _("Choose the file that you saved here: nothing was sent, or the file is empty."),
        "too_large": _("The file is larger than %(most)s KB; a file saved here is not. Choose that one.", most=MOST_BYTES // 1024),
        "not_text": _("This is not a file of answers: it is no text. Choose the file ending in .json that you saved here."),
        "not_json": _not_json(about),
        "twice": _(
            "“%(key)s” stands twice in the file, so that nobody knows which holds. Remove one, or save the answers anew.", key=about
        ),
        "too_deep": _("This is not a file of answers: it is nested too deeply. Choose the file that you saved here."),
        "other_kind": _("This is not a file of answers. Choose the file ending in .json that you saved here."),
        "other_format": _(
            "The file has the format %(format)s, which this service does not read. Save the answers anew.", format=about
        ),
        "other_scheme": _("The file holds answers for another scheme: %(scheme)s. Load it there.", scheme=about),
    }[error.fault]


def _not_json(line: str) -> str:
    if line:
        return _(
            "The file cannot be read from line %(line)s on: it was changed or is not whole. Choose the file as it was saved.",
            line=line,
        )
    return _("The file cannot be read: it was changed or is not whole. Choose the file as it was saved.")


def say_left(reason: Reason) -> str:
    """Say why one answer was not taken."""
    return {
        "unknown": _("not asked under these rules"),
        "not_asked": _("entered by an office, not by you"),
        "not_allowed": _("these rules do not allow this answer; please answer it again"),
        "sensitive": _("sensitive, and keeping it in this browser was not ticked"),
    }[reason]
