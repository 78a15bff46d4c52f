"""The questions of the self-check, a section a page. Answers go into sealed cookies, never to the server's disk or log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask import redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.cookies import TooMuch
from scoring.pages.forms import FactsForm, FormError, as_form_data, facts_form, received
from scoring.pages.keeping import kept_of, say_stale, ticked
from scoring.pages.steps import Step, after, before, find
from scoring.pages.values import say_default, say_refusal
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.web.language import language


class Questions(CheckPage):
    """`/zh/check/<scheme>/<version>/questions/<section>`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token = True

    def dispatch_request(self, scheme: str, version: str, section: str) -> Response:
        """Ask, or take what was answered."""
        check = self.check(scheme, version)
        step = find(check.policy, section)
        if step is None:
            raise NotFound
        if request.method == "POST":
            return self._take(check, step)
        form = questions_form(check.policy, step.questions(check.asked()))(formdata=None, data=as_form_data(check.answers))
        opened = form.find(request.args.get("more", ""))
        if opened is not None:
            opened.autofocus = True
        return self.answer(check, _page(check, step, form))

    def _take(self, check: Check, step: Step) -> Response:
        shown = step.questions(request.form.get("shown", "").split())
        form, press = received(questions_form(check.policy, shown), request.form)
        if press is not None:
            return self.answer(check, _page(check, step, form))
        if not form.validate():
            return self.answer(check, _page(check, step, form), UNPROCESSABLE)
        answers = merged(check.kept.answers, shown, kept_of(form))
        for problem in check.contradictions(answers):
            form.refuse(problem.fact, say_refusal(check.policy, problem))
        if form.problems():
            return self.answer(check, _page(check, step, form), UNPROCESSABLE)
        return self._keep(check, step, form, answers)

    def _keep(self, check: Check, step: Step, form: FactsForm, answers: Mapping[str, object]) -> Response:
        shown = [field.fact for field in form.questions()]
        response = redirect(_onward(check, step, shown, answers))
        try:
            self.cookies.write(request, response, check.policy, answers)
        except TooMuch:
            words = _("These are more answers than your browser can keep. Shorten a list, or delete your other answers.")
            return self.answer(check, _page(check, step, form, FormError(words, "main-content")), UNPROCESSABLE)
        return response


def merged(kept: Mapping[str, object], shown: Sequence[Fact], given: Mapping[str, object]) -> dict[str, object]:
    """Put what a page answered in place of what was kept for its questions; a question left open is forgotten."""
    asked = {fact.id for fact in shown}
    return {fact: value for fact, value in kept.items() if fact not in asked} | dict(given)


def _onward(check: Check, step: Step, shown: Sequence[Fact], answers: Mapping[str, object]) -> str:
    """Give the next address: this page once more where an answer opened a question, else the answers or the next step."""
    asked = check.asked(answers)
    opened = [fact for fact in step.questions(asked) if fact not in shown]
    change = request.args.get("change")
    if opened:
        return check.step_address(step, more=opened[0].id, change=change)
    following = None if change else after(check.policy, step, asked)
    return check.step_address(following) if following else check.address("answers")


def questions_form(policy: Policy, facts: Sequence[Fact]) -> type[FactsForm]:
    """Make the form for *facts*, each with what holds where it is left open."""
    return facts_form(facts, language(), lambda fact: say_default(policy, fact, language()))


def _page(check: Check, step: Step, form: FactsForm, *further: FormError) -> str:
    stale = [FormError(say_stale(), "continue")] if form.is_stale else []
    errors = [*form.problems(), *stale, *further]
    return render_template(
        "pages/questions.html",
        check=check,
        step=step,
        form=form,
        back=_back(check, step),
        keeps={field.fact.id for field in form.questions() if ticked(check.kept.answers, field.fact)},
        is_change=bool(request.args.get("change")),
        errors=[{"text": error.text, "href": f"#{error.focus_id}"} for error in errors],
        has_errors=bool(errors),
        has_opened=request.method == "GET" and form.find(request.args.get("more", "")) is not None,
    )


def _back(check: Check, step: Step) -> str:
    if request.args.get("change"):
        return check.address("answers")
    earlier = before(check.policy, step, check.asked())
    return check.step_address(earlier) if earlier else check.address("scheme")
