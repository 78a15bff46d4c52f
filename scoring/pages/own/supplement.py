"""Answering everything that the office found missing: the list with how far each thing is, then the check, and sending it once."""

from __future__ import annotations

import secrets
from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.application import declaration
from scoring.application.application import Shown
from scoring.application.filing import Signature, SupplementAnswer
from scoring.casework.answer_supplement import answer_supplement
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.pages.applying.household import number_of
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.answer_sheet import AnswerPage, AnswerSheet
from scoring.pages.own.changes import ChangeWords
from scoring.pages.own.files import file_address
from scoring.pages.own.forms import SendForm, counted
from scoring.pages.own.household import say_person
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.own.words import say_refused, say_unverified
from scoring.pages.values import say_refusal
from scoring.pages.view import Answer

KEY_BYTES = 24


class AnswerSupplement(AnswerPage):
    """`/zh/account/applications/<reference>/supplement`: everything that is asked for, and how far the answer is."""

    methods: ClassVar[list[str]] = ["GET"]

    def answer(self, sheet: AnswerSheet, **_where: int) -> Answer:
        """Show the list."""
        return render_template("pages/own/supplement.html", is_late=_is_late(self, sheet), **self.shown(sheet))


class SendSupplement(AnswerPage):
    """`/zh/account/applications/<reference>/supplement/send`: what will be sent, and the declaration."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **_where: int) -> Answer:
        """Ask, or send: once, however often the form is sent."""
        form = SendForm()
        if request.method == "POST" and form.validate_on_submit():
            return self._send(sheet, form)
        if sheet.is_possible and not sheet.is_complete:
            return redirect(url_for("pages.own_supplement", reference=sheet.file.reference))
        return self._page(sheet, form), UNPROCESSABLE if request.method == "POST" else 200

    def _send(self, sheet: AnswerSheet, form: SendForm) -> Answer:
        declared = (form.declared.data or "") if form.declaration.data else ""
        signature = Signature(Shown(sheet.file.reference, form.shown_version), declared, form.key.data or "")
        prepared, services = sheet.prepared, self.services
        answer = SupplementAnswer(signature, prepared.items, prepared.content, counted(form.revision.data))
        given = {"holder": sheet.holder, "at": services.clock.now(), "mode": services.settings.mode}
        try:
            answer_supplement(services.transaction, services.library, answer, **given)
        except (Stale, MoveRefused):
            return self._page(self.again(sheet), form, is_conflict=True), CONFLICT
        except (InputRefused, FactsRefused, NotAllowed) as refused:
            _refuse(form, sheet, refused)
            return self._page(sheet, form), UNPROCESSABLE
        flash(_("Your answer is with the office, and the receipt stands below."), "own")
        return redirect(file_address(sheet.file.reference))

    def _page(self, sheet: AnswerSheet, form: SendForm, *, is_conflict: bool = False) -> str:
        form.version.data, form.revision.data = str(sheet.file.version), str(sheet.prepared.revision)
        form.key.data = form.key.data or secrets.token_urlsafe(KEY_BYTES)
        form.declared.data = declaration.CURRENT
        say = ChangeWords(sheet.policy)
        changes = [(say.place(each), say.value(each, each.before), say.value(each, each.after)) for each in sheet.changes()]
        known = {**self.shown(sheet), "form": form, "changes": changes, "is_late": _is_late(self, sheet)}
        paragraphs = declaration.TEXTS[declaration.CURRENT]
        return render_template("pages/own/answer_send.html", declaration=paragraphs, is_conflict=is_conflict, **known)


def _refuse(form: SendForm, sheet: AnswerSheet, refused: InputRefused | FactsRefused | NotAllowed) -> None:
    """Say what keeps the answer from being sent."""
    match refused:
        case InputRefused() if number_of(refused):
            form.form_errors = [*form.form_errors, say_person(number_of(refused), say_refused(refused))]
        case InputRefused():
            form.refuse(refused)
        case FactsRefused():
            form.form_errors = [*form.form_errors, *(say_refusal(sheet.policy, problem) for problem in refused.problems)]
        case NotAllowed():
            form.form_errors = [*form.form_errors, say_unverified()]


def _is_late(page: AnswerPage, sheet: AnswerSheet) -> bool:
    due = sheet.supplement.due
    return due is not None and due < page.services.clock.today()
