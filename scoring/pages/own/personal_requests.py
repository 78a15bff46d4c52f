"""Asking that something kept about oneself be corrected or completed, and reading what the office answers."""

from __future__ import annotations

import secrets
from datetime import date
from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from scoring.application.holder import Holder
from scoring.application.personal_request import AnswerKind, PersonalRequest, Wanted
from scoring.application.status import PRIVATE
from scoring.casework.ask_personal_correction import ask_personal_correction
from scoring.casework.own_queries import list_own
from scoring.casework.personal_requests import own_requests
from scoring.errors import InputRefused
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.pages.words import say_day
from scoring.web.person import signed_in_holder
from scoring.web.services import Services


class CorrectionForm(AccountForm):
    """What is wrong, and what is right."""

    reference = SelectField(_l("Where it stands"), validate_choice=False)
    datum = StringField(_l("Which datum"), description=_l("Such as the name, the number of a certificate, a date."))
    wrong = TextAreaField(
        _l("What is wrong (optional)"), description=_l("As it stands there. Leave it empty where something is missing.")
    )
    right = TextAreaField(_l("What is right"))
    proof = TextAreaField(
        _l("How that is proved (optional)"), description=_l("Which paper says so. The office asks to see it where it needs it.")
    )
    key = HiddenField()

    def offer(self, services: Services, holder: Holder) -> None:
        """Name the account and the holder's own files."""
        own = [line.reference for line in list_own(services.transaction, holder=holder) if line.status not in PRIVATE]
        files = [(reference, _("Application %(reference)s", reference=reference)) for reference in own]
        self.reference.choices = [("", _("My account")), *files]

    def wanted(self) -> Wanted:
        """Give what was typed."""
        texts = (self.datum.data or "", self.wrong.data or "", self.right.data or "", self.proof.data or "")
        return Wanted(self.reference.data or "", *texts)


class PersonalRequests(Page):
    """`/zh/account/corrections`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Show the own requests with their answers, and take another one."""
        form, holder, services = CorrectionForm(), signed_in_holder(), self.services
        form.offer(services, holder)
        if request.method == "GET":
            form.key.data = secrets.token_urlsafe(16)
            return self._page(form, holder)
        if not form.validate_on_submit():
            return self._page(form, holder), UNPROCESSABLE
        try:
            given = {"holder": holder, "at": services.clock.now()}
            receipt = ask_personal_correction(services.transaction, services.timing, form.wanted(), form.key.data or "", **given)  # type: ignore[arg-type] # each by its name
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(form, holder), UNPROCESSABLE
        flash(_("Your request is with the office. Number of the receipt: %(receipt)s", receipt=receipt), "account")
        return redirect(url_for("pages.personal_requests"))

    def _page(self, form: CorrectionForm, holder: Holder) -> str:
        found = own_requests(self.services.transaction, holder=holder)
        words = {"say_due": say_due, "say_answer": say_answer, "say_way": say_way}
        today = self.services.clock.today()
        return render_template("pages/own/personal_requests.html", form=form, found=found, today=today, **words)


def say_due(found: PersonalRequest) -> str:
    """Say by when the office answers, and that the term is its own."""
    if found.due is None:
        return _("No last day can be told by which the office answers.")
    return _("The office answers by %(day)s: a term of its own, none of law.", day=say_day(found.due))


def say_answer(kind: AnswerKind) -> str:
    """Name an answer."""
    return {
        AnswerKind.CORRECTED: _("It was corrected, or can be:"),
        AnswerKind.REFUSED: _("It is not corrected:"),
        AnswerKind.DECIDED_FILE: _("It belongs to a decided file: only a correction of the decision changes it."),
    }[kind]


def say_way(kind: str, organ: str, until: str | None) -> str:
    """Say one way to contest the answer."""
    name = {
        "review": _("Review by the authority"),
        "reconsideration": _("Administrative reconsideration"),
        "litigation": _("Administrative litigation"),
    }[kind]
    if until is None:
        return _("%(way)s, before: %(organ)s", way=name, organ=organ)
    return _("%(way)s, before: %(organ)s, by %(day)s", way=name, organ=organ, day=say_day(date.fromisoformat(until)))
