"""What questions are about and what their answers changed, in words; the console says it likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from scoring.application.questions import EVIDENCE, FACTS
from scoring.pages.words import say_day
from scoring.web.language import language

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.questions import QuestionSet
    from scoring.policy.model import Policy


def say_asked_about(policy: Policy | None, about: str) -> str:
    """Name what a question is about; by its own name where the rules are not known here."""
    name = about.partition("/")[2]
    if policy is not None and about.startswith(FACTS) and name in policy.facts:
        return policy.facts[name].label.say(language())
    if policy is not None and about.startswith(EVIDENCE) and name in policy.evidence:
        return policy.evidence[name].label.say(language())
    return name


def say_asked(asked: QuestionSet, today: date) -> str:
    """Say to the applicant that an answer is waited for, until when, and that the office's own term waits where it does."""
    what = _("You answer questions of the office")
    said = _("%(what)s: %(until)s.", what=what, until=_("by %(day)s", day=say_day(asked.due)) if asked.due else _("no term is set"))
    return f"{said} {say_pause(asked)}" if asked.is_paused(today) else said


def say_pause(asked: QuestionSet) -> str:
    """Say for how long the office's own term waits at most; empty where it does not."""
    if asked.paused_to is None:
        return ""
    return _(
        "Until you answer, and until %(day)s at the longest, the office’s own term to decide waits.", day=say_day(asked.paused_to)
    )
