"""Giving feedback: of which kind, in own words, without a name; a number to quote, by which one reads what was done."""

from __future__ import annotations

import secrets
from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField

from scoring.application.code import spaced
from scoring.application.feedback import CLASS, TEXT_MAX, FeedbackKind, Opened
from scoring.casework.feedback_queries import read_given
from scoring.casework.give_feedback import Said, faults, give_feedback
from scoring.errors import InputRefused
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.keeping import say_stale
from scoring.pages.own.words import say_time
from scoring.pages.public.lists import unkept
from scoring.pages.view import Answer, Page
from scoring.policy.procedure import Office
from scoring.web.feedback_words import say_feedback_kind
from scoring.web.opened import is_whole, opened, versions_of
from scoring.web.services import Services

KINDS = frozenset(str(kind) for kind in FeedbackKind)


class FeedbackForm(AccountForm):
    """What is said; `key` makes one feedback of however many clicks."""

    kind = RadioField(_l("What is it about?"), validate_choice=False)
    words = TextAreaField(
        _l("What went well, or what was hard?"),
        description=_l(
            "Do not enter names, identity numbers or telephone numbers. If it is about points or a rule, say which line and, "
            "if you can, which article."
        ),
    )
    key = HiddenField()

    def offer(self) -> None:
        """Let the person choose of which kind it is."""
        self.kind.choices = [SelectChoice(kind.value, say_feedback_kind(kind)) for kind in FeedbackKind]

    def look_at_token(self) -> None:
        """Say what to do where the token is too old or of another session: what was typed stands there, with a new token."""
        if not self.validate() and self.csrf_token.errors:
            self.csrf_token.errors = []
            self.fault("words", say_stale())


class GiveFeedback(Page):
    """`/zh/feedback?page=/zh/cities`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token = True

    def dispatch_request(self) -> Answer:
        """Ask, or take what is said."""
        found = opened(request.args.get("page", ""), self.services)
        if request.method == "GET":
            return self._page(FeedbackForm(formdata=None, key=secrets.token_urlsafe(16)), found)
        form, at = FeedbackForm(), self.services.clock.now()
        form.look_at_token()
        if form.kind.data not in KINDS:
            form.fault("kind", _("Choose what it is about."))
        for each in faults(form.words.data or "", on=self.services.clock.today()):
            form.refuse(each)
        if form.errors:
            return self._page(form, found), UNPROCESSABLE
        said = Said(FeedbackKind(form.kind.data), form.words.data or "", found, form.key.data or "")
        try:
            number = give_feedback(self.services.transaction, said, at=at)
        except InputRefused:  # a form without its key, which no page of this service sends
            form.key.data = secrets.token_urlsafe(16)
            form.fault("words", say_stale())
            return self._page(form, found), UNPROCESSABLE
        return redirect(url_for("pages.feedback_given", number=spaced(number)))

    def _page(self, form: FeedbackForm, found: Opened) -> str:
        form.offer()
        known = {"kept": say_kept(self.services), "complaints": self._complaints(found), "most": TEXT_MAX}
        return render_template("pages/feedback/give.html", form=form, opened=found, **known)

    def _complaints(self, found: Opened) -> tuple[Office, ...]:
        """Give where complaints are taken: under the rules of the page, else in this office."""
        newest = versions_of(self.services, found.scheme)[-1:]
        stated = (policy.procedure.complaints for policy in newest if policy.procedure.complaints)
        return next(stated, self.services.timing.defaults.complaints)


class FeedbackGiven(Page):
    """`/zh/feedback/7K4-QWM-3XY`: for whoever has the number."""

    def dispatch_request(self, number: str) -> Answer:
        """Thank, or say what was done. Raises NotFound, also once it was erased."""
        found = read_given(self.services.transaction, number)
        back = found.opened.path if is_whole(found.opened) else ""
        return unkept(render_template("pages/feedback/given.html", found=found, kept=say_kept(self.services), back=back))


def say_kept(services: Services) -> str:
    """Say for how long it is kept; nothing where the office sets no term."""
    term = services.timing.retention.get(CLASS)
    return say_time(term) if term else ""
