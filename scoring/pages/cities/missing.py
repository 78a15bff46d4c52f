"""`/zh/cities/<scheme>/<version>/questions`: the questions of one scheme that are not answered yet, and no others, on one page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from scoring.engine.questions import in_order
from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.cities.asking import only_here
from scoring.pages.cookies import TooMuch
from scoring.pages.forms import FactsForm, FormError, as_form_data, received
from scoring.pages.questions import merged, questions_form
from scoring.pages.values import say_refusal
from scoring.policy.facts import Fact


class Missing(CheckPage):
    """Asks the open questions; with `?more=1`, those that count as their defaults meanwhile."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, scheme: str, version: str) -> AnyResponse:
        """Ask, or take what was answered and lead back to the comparison."""
        check = self.check(scheme, version)
        if request.method == "POST":
            return self._take(check)
        facts = unanswered(check, check.answers, more=_more())
        if not facts:
            return redirect(_back(check))
        return self.answer(check, _page(check, questions_form(check.policy, facts)(formdata=None, data=as_form_data({}))))

    def _take(self, check: Check) -> AnyResponse:
        shown = _shown(check, request.form.get("shown", "").split())
        form, press = received(questions_form(check.policy, shown), request.form)
        if press is not None:
            return self.answer(check, _page(check, form))
        if not form.validate():
            return self.answer(check, _page(check, form), UNPROCESSABLE)
        answers = merged(check.answers, shown, form.answers())
        problems = check.contradictions(answers)
        for one in problems:
            form.refuse(one.fact, say_refusal(check.policy, one))
        if problems:
            elsewhere = [
                FormError(say_refusal(check.policy, one), "main-content") for one in problems if form.find(one.fact) is None
            ]
            return self.answer(check, _page(check, form, *elsewhere), UNPROCESSABLE)
        return self._keep(check, form, answers)

    def _keep(self, check: Check, form: FactsForm, answers: Mapping[str, object]) -> AnyResponse:
        opened = check.asked(answers) - check.asked()
        waiting = [fact for fact in unanswered(check, answers, more=_more()) if fact.id in opened]
        response = redirect(request.full_path if waiting else _back(check))
        try:
            self.cookies.write(request, response, check.policy, answers)
        except TooMuch:
            words = _("These are more answers than your browser can keep. Shorten a list, or delete your other answers.")
            return make_response(_page(check, form, FormError(words, "main-content")), UNPROCESSABLE)
        return response


def unanswered(check: Check, answers: Mapping[str, object], *, more: bool) -> tuple[Fact, ...]:
    """Give the questions not answered yet: those without which nothing is certain, or with *more* those that have a default."""
    asked = check.asked(answers)
    return only_here(f for f in in_order(check.policy) if f.id in asked and f.id not in answers and f.required is not more)


def _more() -> bool:
    return bool(request.args.get("more"))


def _shown(check: Check, ids: Collection[str]) -> tuple[Fact, ...]:
    return only_here(fact for fact in in_order(check.policy) if fact.id in ids)


def _back(check: Check) -> str:
    return url_for("pages.cities", _anchor=check.policy.scheme)


def _page(check: Check, form: FactsForm, *further: FormError) -> str:
    errors: Sequence[FormError] = [*form.problems(), *further]
    return render_template(
        "pages/cities/missing.html",
        check=check,
        form=form,
        back=_back(check),
        is_more=_more(),
        errors=[{"text": error.text, "href": f"#{error.focus_id}"} for error in errors],
        has_errors=bool(errors),
    )
