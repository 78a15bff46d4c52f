"""What if: one answer moved, and what that would change. The answers kept stay as they are until the person takes it over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scoring.engine import assess
from scoring.engine.assessment import Assessment, Outcome
from scoring.engine.forecast import first_days
from scoring.errors import FactsRefused
from scoring.pages.check import UNPROCESSABLE, AdvisingPage, Check
from scoring.pages.cookies import TooMuch
from scoring.pages.forms import FactsForm, FormError, as_form_data, received
from scoring.pages.over_time import YEARS, last_of, versions
from scoring.pages.plan.difference import Difference
from scoring.pages.questions import merged, questions_form
from scoring.pages.result import award_points
from scoring.pages.steps import steps
from scoring.pages.values import say_refusal
from scoring.pages.words import say_outcome
from scoring.policy.facts import Fact
from scoring.policy.model import Policy

TAKE = "take"
YEARS_WHILE_OPEN = 2  # how far it looks while answers are missing, which makes every day dear to read


@dataclass(frozen=True, slots=True)
class Choices:
    """The facts that can be moved: those that a person can lawfully change by own effort first, then every other that is asked."""

    attainable: tuple[Fact, ...]
    others: tuple[Fact, ...]

    def find(self, id_: str | None) -> Fact | None:
        """Give the fact named, else the first there is; None where nothing is asked."""
        every = (*self.attainable, *self.others)
        return next((fact for fact in every if fact.id == id_), every[0] if every else None)


class WhatIf(AdvisingPage):
    """`/zh/check/<scheme>/<version>/what-if?fact=…`; a POST shows the difference, or with the button “take” keeps the answer."""

    checks_token = False  # it takes an answer over
    comes_again = True

    def advice(self, check: Check, assessment: Assessment) -> str | Response:
        """Show the control of one fact, or what was tried with it."""
        choices = choices_of(check.policy, check.asked())
        fact = choices.find(request.args.get("fact"))
        if fact is None:
            return redirect(check.address("result"))
        form_class = questions_form(check.policy, [fact])
        if request.method == "POST":
            return self._try(check, assessment, choices, fact, form_class)
        return _page(check, choices, fact, form_class(formdata=None, data=as_form_data(check.answers)))

    def _try(
        self, check: Check, assessment: Assessment, choices: Choices, fact: Fact, form_class: type[FactsForm]
    ) -> str | Response:
        form, press = received(form_class, request.form)
        if press is not None:
            return _page(check, choices, fact, form)
        if not form.validate():
            return self._refused(check, choices, fact, form)
        answers = merged(check.answers, [fact], form.answers())
        try:
            after = assess(check.policy, answers, on=check.on)
        except FactsRefused as refused:
            named = [problem.fact for problem in refused.problems]
            for problem in refused.problems:
                form.refuse(fact.id if fact.id not in named else problem.fact, say_refusal(check.policy, problem))
            return self._refused(check, choices, fact, form)
        if request.form.get("act") == TAKE:
            return self._take(check, choices, fact, form, answers)
        return _page(check, choices, fact, form, difference=self._difference(check, assessment, answers, after))

    def _refused(self, check: Check, choices: Choices, fact: Fact, form: FactsForm, *further: FormError) -> Response:
        return self.answer(check, _page(check, choices, fact, form, errors=[*form.problems(), *further]), UNPROCESSABLE)

    def _difference(self, check: Check, before: Assessment, answers: Mapping[str, object], after: Assessment) -> Difference:
        known, until = versions(self.services.library, check), until_of(check, before)
        days = [first_days(known, facts, on=check.on, until=until) for facts in (check.answers, answers)]
        return Difference(before, after, *days)

    def _take(self, check: Check, choices: Choices, fact: Fact, form: FactsForm, answers: Mapping[str, object]) -> Response:
        response = redirect(check.address("plan"))
        try:
            self.cookies.write(request, response, check.policy, answers)
        except TooMuch:
            words = _("These are more answers than your browser can keep. Shorten a list, or delete your other answers.")
            return self._refused(check, choices, fact, form, FormError(words, "main-content"))
        return response


def until_of(check: Check, before: Assessment) -> date:
    """Give the last day that is looked at for the first days."""
    return last_of(check.on, YEARS_WHILE_OPEN if before.missing else YEARS[0])


def choices_of(policy: Policy, asked: Collection[str]) -> Choices:
    """Give what can be moved, in the order in which it is asked."""
    facts = [fact for step in steps(policy) for fact in step.questions(asked) if not fact.sensitive]  # kept only where ticked
    can = [fact for fact in facts if fact.attainable is not None or fact.elective]
    return Choices(tuple(can), tuple(fact for fact in facts if fact not in can))


def _page(
    check: Check,
    choices: Choices,
    fact: Fact,
    form: FactsForm,
    *,
    difference: Difference | None = None,
    errors: Sequence[FormError] = (),
) -> str:
    """Render the page; for a script that fetches only a part of it, that part."""
    part = {"difference": "difference", "moved": "moved"}.get(request.headers.get("HX-Target", ""))
    template = f"pages/plan/{part}.html" if part and request.headers.get("HX-Request") else "pages/plan/what_if.html"
    return render_template(
        template,
        check=check,
        choices=choices,
        fact=fact,
        form=form,
        difference=difference,
        until=until_of(check, difference.before) if difference else check.on,
        errors=[{"text": error.text, "href": f"#{error.focus_id}"} for error in errors],
        has_errors=bool(errors),
        award_points=award_points,
        say_outcome=say_outcome,
        Outcome=Outcome,
    )
