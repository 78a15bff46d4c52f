"""The box beside a sensitive question: whether the answer is kept in the browser."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request
from flask_babel import gettext as _

from scoring.pages.forms import FactsForm
from scoring.pages.values import typed
from scoring.policy.facts import Fact

KEEP = "keep-"


def is_to_be_kept(fact: Fact) -> bool:
    """Whether the browser may keep the answer to the question of *fact*: a sensitive one where that was ticked."""
    return not fact.sensitive or bool(request.form.get(KEEP + fact.id))


def kept_of(form: FactsForm) -> dict[str, object]:
    """Give the answers of *form* that are kept: of those to sensitive questions, the ticked ones.

    Beside an answer that is not ticked and says more than what holds without one the form is told what to do.
    """
    kept = {}
    for fact_id, value in form.answers().items():
        field = form.find(fact_id)
        if field is None or is_to_be_kept(field.fact):
            kept[fact_id] = value
        elif not _says_nothing(field.fact, value):
            form.refuse(fact_id, _say_what_to_do())
    return kept


def _says_nothing(fact: Fact, value: object) -> bool:
    """Whether the points are the same without the answer."""
    return not fact.required and typed(fact, value) == fact.default


def _say_what_to_do() -> str:
    return _("Tick below that this browser may keep this answer, or take it out. The short check counts it without keeping it.")


def ticked(kept: Mapping[str, object], fact: Fact) -> bool:
    """Whether the box is ticked when the page is shown: as it was sent, else where the answer is kept already."""
    return bool(request.form.get(KEEP + fact.id)) if request.method == "POST" else fact.id in kept


def say_stale() -> str:
    """Say that a form was open for too long, and that nothing is lost."""
    return _("This page was open for a long time. What you typed is still here: send it once more.")
