"""Answering one thing that is asked for: in words, by amended answers to the questions it rests on, by further evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as NoSuchPage
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from scoring.application.answering import Preparing
from scoring.application.application import Shown
from scoring.application.filing import Item, ItemAnswer
from scoring.casework.prepare_answer import prepare_answer
from scoring.errors import FactsRefused, InputRefused, MoveRefused, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.forms import FactsForm, as_form_data, received
from scoring.pages.own.answer_sheet import AnswerPage, AnswerSheet
from scoring.pages.own.files import file_address
from scoring.pages.own.forms import counted, fault
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.own.words import say_refused
from scoring.pages.questions import merged, questions_form
from scoring.pages.values import say_refusal
from scoring.pages.view import Answer
from scoring.policy.facts import Fact


class AnswerItem(AnswerPage):
    """`/zh/account/applications/<reference>/supplement/<number>`: saved, it can be changed until everything is sent."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Ask, or keep what was typed."""
        item = sheet.item(where["number"])
        if item is None:
            raise NoSuchPage
        if request.method == "POST":
            return self._take(sheet, item)
        given = sheet.prepared.items.get(item.number)
        known = as_form_data(sheet.answers) | ({"kind": given.kind, "words": given.words} if given else {})
        form = _form(sheet, sheet.questions(item))(formdata=None, data=known)
        opened = form.find(request.args.get("more", ""))
        if opened is not None:
            opened.autofocus = True
        return self._page(sheet, item, form), 200

    def _take(self, sheet: AnswerSheet, item: Item) -> Answer:
        asked = set(request.form.get("shown", "").split())
        shown = [fact for fact in sheet.policy.facts.values() if fact.id in asked and fact.ask]
        form, press = received(_form(sheet, shown), request.form)
        if press is not None:
            return self._page(sheet, item, form), 200
        is_right = form.validate()
        answers = merged(sheet.answers, shown, form.answers())
        for problem in sheet.contradictions(answers) if is_right else ():
            form.refuse(problem.fact, say_refusal(sheet.policy, problem))
        given = _said(form)
        if given is None or not is_right or form.problems():
            return self._page(sheet, item, form), UNPROCESSABLE
        return self._keep(sheet, item, form, (given, answers, shown))

    def _keep(
        self, sheet: AnswerSheet, item: Item, form: FactsForm, said: tuple[ItemAnswer, Mapping[str, object], list[Fact]]
    ) -> Answer:
        given, answers, shown = said
        items = {**sheet.prepared.items, item.number: given}
        content = replace(sheet.prepared.content, facts=answers)
        preparing = Preparing(Shown(sheet.file.reference, counted(request.form.get("version"))), items, content)
        services, at = self.services, self.services.clock.now()
        try:
            prepare_answer(services.transaction, services.library, preparing, holder=sheet.holder, at=at)
        except (Stale, MoveRefused):
            return self._page(self.again(sheet), item, form, is_conflict=True), CONFLICT
        except InputRefused as refused:
            fault(form["words"], say_refused(refused))
            return self._page(sheet, item, form), UNPROCESSABLE
        except FactsRefused as refused:
            for problem in refused.problems:
                form.refuse(problem.fact, say_refusal(sheet.policy, problem))
            return self._page(sheet, item, form), UNPROCESSABLE
        opened = [fact for fact in sheet.questions(item, answers) if fact not in shown]
        return redirect(_onward(sheet, item, opened))

    def _page(self, sheet: AnswerSheet, item: Item, form: FactsForm, *, is_conflict: bool = False) -> str:
        errors = [{"text": error.text, "href": f"#{error.focus_id}"} for error in form.problems()]
        own = [{"text": str(text), "href": f"#{form[name].id}"} for name in ("kind", "words") for text in form[name].errors]
        has_opened = request.method == "GET" and form.find(request.args.get("more", "")) is not None
        known = {**self.shown(sheet), "item": item, "form": form, "errors": [*own, *errors], "has_opened": has_opened}
        return render_template("pages/own/answer_item.html", is_conflict=is_conflict, **known)


def _form(sheet: AnswerSheet, facts: tuple[Fact, ...] | list[Fact]) -> type[FactsForm]:
    """Make the form of an item: how it is met, in words, and the questions it rests on."""
    choices = [SelectChoice("answered", _("I hand it in, or put it right")), SelectChoice("declined", _("I do not hand it in"))]
    words = _("What you hand in or put right; or why you do not.")
    fields = {
        "kind": RadioField(_("Your answer"), choices=choices, validate_choice=False),
        "words": TextAreaField(_("In words"), description=words),
    }
    return type("ItemForm", (questions_form(sheet.policy, facts),), fields)


def _said(form: FactsForm) -> ItemAnswer | None:
    """Read how the item is met; None where something is wrong with it, which then stands beside its input."""
    kind, words = form["kind"].data, (form["words"].data or "").strip()
    if kind not in {"answered", "declined"}:
        fault(form["kind"], _("Answer it, or say that you do not hand it in."))
    if not words:
        fault(form["words"], _("Say in words how you meet it, or why you do not hand it in."))
    return ItemAnswer(kind, words) if words and kind in {"answered", "declined"} else None


def _onward(sheet: AnswerSheet, item: Item, opened: list[Fact]) -> str:
    """Give where one goes on: to a question that was opened, to handing in a file, or back to the list."""
    if opened:
        return url_for("pages.own_supplement_item", reference=sheet.file.reference, number=item.number, more=opened[0].id)
    if request.form.get("then") == "family" and item.number in sheet.asks_about_family:
        return url_for("pages.own_supplement_family", reference=sheet.file.reference, number=item.number)
    if request.form.get("then") == "file":
        return url_for("pages.own_supplement_file", reference=sheet.file.reference, number=item.number)
    return f"{file_address(sheet.file.reference)}/supplement"
