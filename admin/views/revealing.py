"""Showing names and numbers in full: for one answer, after the reason is in the log of reads."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from werkzeug.wrappers import Response

from admin.forms import RevealForm
from admin.refusal_words import say_refusal
from admin.view import ConsoleView
from scoring.casework.viewing import reveal
from scoring.errors import InputRefused
from scoring.web.viewing import already_told

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


def show_whole(view: ConsoleView, reference: str, page: Callable[..., str]) -> Answer:
    """Write the reason down and give the page with everything in full; without a reason the masked page again."""
    form = RevealForm()
    if form.validate_on_submit():
        given = {"officer": view.officer, "at": view.services.clock.now(), "page": request.endpoint or ""}
        try:
            reveal(view.services.transaction, reference, reason=form.reason.data or "", **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
        else:
            already_told()
            return page(RevealForm(formdata=None), whole=True)
    return page(form, whole=False), UNPROCESSABLE
