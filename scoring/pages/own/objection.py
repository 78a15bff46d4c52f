"""What somebody objects to the own application, in the office's words, and the own answer to it."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.status import Act
from scoring.casework.hear_objection import answer_objection
from scoring.casework.objection_queries import OwnObjection, own_objections
from scoring.casework.own_queries import read_own_file
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import file_address, policy_of, shown
from scoring.pages.own.forms import ActForm
from scoring.pages.own.objection_words import say_outcome
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder

CONFLICT = 409


class AnswerForm(ActForm):
    """The answer."""

    answer = TextAreaField(_l("What you say to it"), description=_l("The office weighs it before it decides about the objection."))


class OwnObjectionPage(Page):
    """`/zh/account/applications/<reference>/objections/<number>`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Show it, and take the answer as long as one is waited for."""
        holder, form = signed_in_holder(), AnswerForm()
        file, found = self._read(reference, number, holder)
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(file, found, form), UNPROCESSABLE if request.method == "POST" else 200
        services, seen = self.services, Shown(reference, form.shown_version)
        try:
            common = {"holder": holder, "at": services.clock.now(), "answer": form.answer.data or ""}
            answer_objection(services.transaction, seen, number, **common)  # type: ignore[arg-type] # each by its name
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(file, found, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed):
            file, found = self._read(reference, number, holder)
            return self._page(file, found, form, is_conflict=True), CONFLICT
        flash(_("Your answer is with the office."), "own")
        return redirect(file_address(reference))

    def _read(self, reference: str, number: int, holder: Holder) -> tuple[OwnFile, OwnObjection]:
        file = read_own_file(self.services.transaction, reference, holder=holder)
        told = own_objections(self.services.transaction, reference, holder=holder)
        found = next((each for each in told if each.number == number), None)
        if found is None:
            raise NotFound("objection", str(number))
        return file, found

    def _page(self, file: OwnFile, found: OwnObjection, form: AnswerForm, *, is_conflict: bool = False) -> str:
        form.version.data = str(file.version)
        is_possible = Act.ANSWER_OBJECTION in file.acts and found.answer is None and found.outcome is None
        known = {**shown(self.services, file), "is_conflict": is_conflict, "is_possible": is_possible, "objection": found}
        policy = policy_of(self.services, file.scheme, file.policy_version)
        return render_template("pages/own/objection.html", form=form, policy=policy, say_outcome=say_outcome, **known)
