"""The words of the console for requests to correct personal data."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.personal_request import AnswerKind, PersonalRequest
from scoring.pages.words import say_day
from scoring.web.refusal_words import Remedies


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "personal.index": _("Requests to correct personal data, the list"),
        "personal.answer": _("Request to correct personal data"),
    }


def say_kind_of_answer(kind: AnswerKind) -> str:
    """Name an answer."""
    return {
        AnswerKind.CORRECTED: _("It was corrected, or the person can do so: say how"),
        AnswerKind.REFUSED: _("It is not corrected: say why"),
        AnswerKind.DECIDED_FILE: _("It belongs to a decided file: only a correction of the decision changes it"),
    }[kind]


def say_last_day(found: PersonalRequest) -> str:
    """Say by when it is to be answered."""
    if found.due is None:
        return _("no term is set, or its end cannot be told")
    return _("%(day)s (office default, not law)", day=say_day(found.due))


REMEDIES: Remedies = (
    (r"Say what was done, or why .*", lambda: _("Say what was done, or why nothing is.")),
    (r"It is about no decided file: .*", lambda: _("It is about no decided file: correct it, or refuse with reasons.")),
)
