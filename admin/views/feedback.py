"""意见反馈: what people say about the service, searched and filtered; one of it, and that it was dealt with."""

from __future__ import annotations

from typing import cast, get_args

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from admin.conflicts import conflict
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.search import moved
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.feedback import TEXT_MAX, Feedback, FeedbackKind
from scoring.casework.close_feedback import close_feedback
from scoring.casework.feedback_queries import FeedbackSearch, State, count_open, list_feedback, read_feedback, schemes_named
from scoring.casework.lines import Wanted
from scoring.errors import InputRefused, NotAllowed

STATES = tuple(state for state in get_args(State) if state)


class CloseFeedbackForm(ShownForm):
    """What was done."""

    note = TextAreaField(
        _l("What was done about it"),
        description=_l("Whoever has the number reads it. Name no person; where nothing is done, say why."),
    )


class FeedbackView(ConsoleView):
    """`/admin/feedback/`."""

    @expose("/")
    def index(self) -> Answer:
        """List what people said, the newest first."""
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
        search, services = search_wanted(), self.services
        return self.render(
            "console/feedback.html",
            page=list_feedback(services.transaction, search, Wanted(*page_wanted()), officer=self.officer),
            waiting=count_open(services.transaction, officer=self.officer),
            search=search,
            kinds=list(FeedbackKind),
            states=STATES,
            schemes=schemes_named(services.transaction, officer=self.officer),
            sizes=PAGE_SIZES,
        )

    @expose("/<number>", methods=["GET", "POST"])
    def given(self, number: str) -> Answer:
        """Show one, and keep that it was dealt with."""
        found, form = read_feedback(self.services.transaction, number, officer=self.officer), CloseFeedbackForm()
        if request.method == "GET":
            return self._page(found, form)
        if not form.validate_on_submit():
            return self._page(found, form), UNPROCESSABLE
        try:
            given = {"officer": self.officer, "at": self.services.clock.now()}
            close_feedback(self.services.transaction, number, form.note.data or "", **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._page(found, form), UNPROCESSABLE
        except NotAllowed as error:
            return conflict(self.render, error, form)
        flash(_("Kept. Whoever has the number reads what was done."), "success")
        return redirect(url_for("feedback.index", state="open"))

    def _page(self, found: Feedback, form: CloseFeedbackForm) -> str:
        return self.render("console/feedback_given.html", found=found, form=form, most=TEXT_MAX)


def search_wanted() -> FeedbackSearch:
    """Give the search that the address asks for; what does not exist filters nothing."""
    asked = request.args
    kind, state = asked.get("kind", ""), asked.get("state", "")
    return FeedbackSearch(
        text=asked.get("q", ""),
        state=cast("State", state) if state in STATES else "",
        kind=FeedbackKind(kind) if kind in set(FeedbackKind) else None,
        scheme=asked.get("scheme", ""),
    )
