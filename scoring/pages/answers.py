"""The check of the answers before the result, and their deletion."""

from __future__ import annotations

from typing import ClassVar

from flask import make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.cookies import has_answers
from scoring.pages.forms import FACT
from scoring.pages.steps import find
from scoring.pages.values import answer_sections, say_refusal
from scoring.web.language import language


class Answers(CheckPage):
    """`/zh/check/<scheme>/<version>/answers`: everything said so far, each with a link to change it."""

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Show the answers, and what contradicts what."""
        check = self.check(scheme, version)
        problems = check.contradictions(check.answers)
        sections = answer_sections(check.policy, check.answers, check.asked(), language())
        page = render_template(
            "pages/answers.html",
            check=check,
            sections=sections,
            has_errors=bool(problems),
            errors=[{"text": say_refusal(check.policy, problem), "href": _place_of(check, problem.fact)} for problem in problems],
            open_count=sum(row.is_open for section in sections for row in section.rows),
        )
        return self.answer(check, page, UNPROCESSABLE if problems else 200)


def _place_of(check: Check, fact: str) -> str:
    """Give the address of the question of *fact*."""
    ask = check.policy.facts[fact].ask if fact in check.policy.facts else None
    step = find(check.policy, ask.section) if ask else None
    return f"{check.step_address(step, change='1')}#{FACT}{fact}" if step else "#main-content"


class DeleteForm(FlaskForm):
    """Only a token against foreign forms."""


class AskDelete(CheckPage):
    """`/zh/delete-answers`: asks first; deletes on confirmation."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Response:
        """Ask, or delete every cookie of answers."""
        form = DeleteForm()
        if form.validate_on_submit():
            response = redirect(url_for("pages.deleted"))
            self.cookies.forget(request, response)
            return response
        return make_response(render_template("pages/delete.html", form=form, has_answers=has_answers(request)))


class Deleted(CheckPage):
    """`/zh/answers-deleted`."""

    def dispatch_request(self) -> str:
        """Say that it is done."""
        return render_template("pages/deleted.html")
