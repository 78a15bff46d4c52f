"""What became of an objection, as the applicant reads it."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.casework.objection_queries import OwnObjection


def say_outcome(objection: OwnObjection) -> str:
    """Say what became of it."""
    if objection.outcome is None:
        return _("The office looks into it.") if objection.answer else _("The office waits for your answer.")
    return {
        "dismissed": _("The objection was dismissed."),
        "in_part": _("The objection was upheld in part: the office looks at your application again."),
        "upheld": _("The objection was upheld, and your application refused."),
        "overtaken": _("The objection was closed with another one."),
    }[objection.outcome.value]
