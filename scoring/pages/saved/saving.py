"""The answers of this browser as a file to download."""

from __future__ import annotations

from typing import ClassVar

from flask import make_response, render_template, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.keeping import say_stale
from scoring.pages.saved.answer_file import write


class SaveForm(FlaskForm):
    """Only a token against foreign forms."""


class SaveAnswers(CheckPage):
    """`/zh/check/<scheme>/<version>/answers/save`: asks about sensitive answers where there are any, and gives the file."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token = True

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Offer the file, or give it."""
        check = self.check(scheme, version)
        form = SaveForm()
        if request.method == "POST" and form.validate() and check.kept.answers:
            return self._file(check)
        return self.answer(check, _page(check, form), UNPROCESSABLE if form.errors else 200)

    def _file(self, check: Check) -> Response:
        policy = check.policy
        is_whole = bool(request.form.get("sensitive"))
        answers = {id_: value for id_, value in check.kept.answers.items() if is_whole or not policy.facts[id_].sensitive}
        response = make_response(write(policy, answers, on=self.services.clock.today()))
        response.mimetype = "application/json"
        response.headers.set("Content-Disposition", "attachment", filename=f"luohu-{policy.scheme}-{policy.version}.json")
        return response


def _page(check: Check, form: SaveForm) -> str:
    answers = check.kept.answers
    return render_template(
        "pages/saved/save.html",
        check=check,
        form=form,
        errors=[{"text": say_stale(), "href": "#download"}] if form.errors else [],
        has_errors=bool(form.errors),
        count=len(answers),
        sensitive=[check.policy.facts[id_] for id_ in answers if check.policy.facts[id_].sensitive],
        is_ticked=bool(request.form.get("sensitive")),
    )
