"""The questions of a draft, a section a page: the same as those of the self-check, kept in the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, render_template, request
from werkzeug.exceptions import NotFound as NoSuchPage

from scoring.errors import FactsRefused, Stale
from scoring.pages.applying.draft_page import CONFLICT, DraftPage, is_behind, way_back
from scoring.pages.applying.sheet import Sheet
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.forms import FactsForm, as_form_data, received
from scoring.pages.questions import merged, questions_form
from scoring.pages.steps import Step, find
from scoring.pages.values import say_refusal
from scoring.pages.view import Answer


class DraftAnswers(DraftPage):
    """`/zh/draft/<reference>/answers/<section>`."""

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Ask, or take what was answered."""
        step = find(sheet.policy, str(where["section"]))
        if step is None:
            raise NoSuchPage
        if request.method == "POST":
            return self._take(sheet, step)
        form = questions_form(sheet.policy, step.questions(sheet.asked() - sheet.settled))(
            formdata=None, data=as_form_data(sheet.answers)
        )
        opened = form.find(request.args.get("more", ""))
        if opened is not None:
            opened.autofocus = True
        return _page(sheet, step, form), 200

    def _take(self, sheet: Sheet, step: Step) -> Answer:
        shown = step.questions(request.form.get("shown", "").split())
        form, press = received(questions_form(sheet.policy, shown), request.form)
        if press is not None:
            return _page(sheet, step, form), 200
        if not form.validate():
            return _page(sheet, step, form, is_conflict=is_behind(sheet)), UNPROCESSABLE
        answers = merged(sheet.answers, shown, form.answers())
        for problem in sheet.contradictions(answers):
            form.refuse(problem.fact, say_refusal(sheet.policy, problem))
        if form.problems():
            return _page(sheet, step, form), UNPROCESSABLE
        return self._keep(sheet, step, form, answers)

    def _keep(self, sheet: Sheet, step: Step, form: FactsForm, answers: Mapping[str, object]) -> Answer:
        try:
            self.save(sheet, replace(sheet.content, facts=answers))
        except Stale:
            return _page(self.again(sheet), step, form, is_conflict=True), CONFLICT
        except FactsRefused as refused:
            for problem in refused.problems:
                form.refuse(problem.fact, say_refusal(sheet.policy, problem))
            return _page(sheet, step, form), UNPROCESSABLE
        shown = [field.fact for field in form.questions()]
        opened = [fact for fact in step.questions(sheet.asked(answers) - sheet.settled) if fact not in shown]
        if opened:
            return redirect(sheet.step_address(step, more=opened[0].id, change=request.args.get("change")))
        return redirect(way_back(sheet))


def _page(sheet: Sheet, step: Step, form: FactsForm, *, is_conflict: bool = False) -> str:
    errors = [{"text": error.text, "href": f"#{error.focus_id}"} for error in form.problems()]
    return render_template(
        "pages/applying/answers.html",
        sheet=sheet,
        step=step,
        form=form,
        back=way_back(sheet),
        errors=errors,
        has_errors=bool(errors),
        is_conflict=is_conflict,
        has_opened=request.method == "GET" and form.find(request.args.get("more", "")) is not None,
    )
