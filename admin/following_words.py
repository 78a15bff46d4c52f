"""The words of the console for new versions of decided files: their acts, their pages, why each was opened."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.following import AskedBy
from scoring.application.status import Cause
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts on a file and on its new version."""
    return {
        "correct": _("Correction begun"),
        "follow": _("New file version opened"),
        "give_up": _("New version given up"),
        "supersede": _("Superseded by a new version"),
    }


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "applications.correct": _("File, to correct its decision"),
        "applications.names": _("File, to put names and numbers right"),
        "applications.give_up": _("New file version, to give it up"),
    }


def say_cause(cause: Cause) -> str:
    """Say why a version was opened."""
    return {"correction": _("Correction"), "review": _("Review")}[cause]


def say_asked_by(asked_by: AskedBy) -> str:
    """Say who asked for a correction."""
    return {"applicant": _("The applicant"), "office": _("The office itself")}[asked_by]


REMEDIES: Remedies = (
    (
        r"Say what is wrong in the decision, .*",
        lambda: _("Say what is wrong in the decision, and what should stand there."),
    ),
    (
        r"Say how the error came about, .*",
        lambda: _("Say how the error came about, so that it is plain that it is a clerical one."),
    ),
    (
        r"Name the document, the page .*",
        lambda: _("Name the document, the page of the file or the record that shows what is right."),
    ),
    (r"Say why nothing is to be put right.*", lambda: _("Say why nothing is to be put right: the applicant reads it.")),
)
