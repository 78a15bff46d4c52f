"""Privacy and accessibility: what is kept where and how long, and how the pages can be used; read off what the service goes by."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from scoring.application.personal import BASES, PURPOSES, REGISTER, RETENTIONS, Personal
from scoring.casework.attempts import FORGOTTEN_AFTER
from scoring.pages.cookies import HOURS
from scoring.pages.feedback.giving import say_kept
from scoring.pages.own.words import say_time
from scoring.pages.view import Page
from scoring.policy.procedure import DRAFT
from scoring.web.display import DAYS
from scoring.web.language import language

_TERMS = ("decided", "closed")
"""The retention classes in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is kept: for what, on what basis, and how long, in the reader's words."""

    purpose: str
    basis: str
    retention: str


class Privacy(Page):
    """`/zh/privacy`."""

    def dispatch_request(self) -> str:
        """Say what becomes of the answers, and of what an application tells."""
        timing = self.services.timing
        terms = {name: say_time(timing.retention[name]) if name in timing.retention else "" for name in _TERMS}
        draft = timing.defaults.days.get(DRAFT)
        known = {"hours": HOURS, "days": DAYS, "attempts": int(FORGOTTEN_AFTER.total_seconds() // 60)}
        draft_term = say_time(draft) if draft else ""
        words = {"draft": draft_term, "feedback": say_kept(self.services)}
        return render_template("pages/privacy.html", lines=register_lines(), terms=terms, **words, **known)


class Accessibility(Page):
    """`/zh/accessibility`."""

    def dispatch_request(self) -> str:
        """Say how the pages can be used, and what is not known about them."""
        return render_template("pages/accessibility.html")


def register_lines() -> tuple[Line, ...]:
    """Give each way in which personal data are kept once, in the order of the register; who works in the office is left out."""
    ways = dict.fromkeys(_way(each) for each in REGISTER.values() if each.how != "clear")
    return tuple(ways)


def _way(kept: Personal) -> Line:
    words = (PURPOSES[kept.purpose], BASES[kept.basis], RETENTIONS[kept.retention])
    return Line(*(each.say(language()) for each in words))
