"""Answers out of a file that was saved before."""

from __future__ import annotations

from typing import ClassVar

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from scoring.errors import PolicyNotInForce, PolicyUnknown
from scoring.pages.check import UNPROCESSABLE, Check, CheckPage
from scoring.pages.cookies import TooMuch
from scoring.pages.keeping import say_stale
from scoring.pages.saved.answer_file import MOST_BYTES, Loaded, Unreadable, read
from scoring.pages.saved.words import say_fault, say_left
from scoring.web.language import language


class LoadForm(FlaskForm):
    """Only a token against foreign forms; the file is read as it comes."""


class LoadAnswers(CheckPage):
    """`/zh/check/<scheme>/<version>/answers/load`: takes a file; what it says replaces what was said, all else stays."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    checks_token = True

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Ask for the file, or take it."""
        check = self.check(scheme, version)
        form = LoadForm()
        if request.method == "GET":
            return self.answer(check, _page(check, form))
        if not form.validate():
            return self.answer(check, _page(check, form, say_stale()), UNPROCESSABLE)
        try:
            loaded = read(_content(), check.policy, with_sensitive=bool(request.form.get("sensitive")))
            return self._keep(check, loaded)
        except Unreadable as error:
            words = say_fault(error)
            other = self._other(error)
        except TooMuch:
            words = _("The file holds more answers than your browser can keep. Delete your other answers first.")
            other = None
        return self.answer(check, _page(check, form, words, other), UNPROCESSABLE)

    def _keep(self, check: Check, loaded: Loaded) -> Response:
        response = self.answer(check, _done(check, loaded))
        if loaded.answers:
            self.cookies.write(request, response, check.policy, {**check.kept.answers, **loaded.answers})
        return response

    def _other(self, error: Unreadable) -> str | None:
        """Give the address at which the file of another scheme can be loaded, where that scheme is known here."""
        if error.fault != "other_scheme":
            return None
        try:
            policy = self.services.library.current(error.about, self.services.clock.today())
        except (PolicyUnknown, PolicyNotInForce):
            return None
        return url_for("pages.load_answers", scheme=policy.scheme, version=policy.version)


def _content() -> bytes:
    """Read the file no further than shows that it is too large."""
    upload = request.files.get("file")
    return upload.read(MOST_BYTES + 1) if isinstance(upload, FileStorage) else b""


def _page(check: Check, form: LoadForm, error: str = "", other: str | None = None) -> str:
    return render_template(
        "pages/saved/load.html",
        check=check,
        form=form,
        error=error,
        errors=[{"text": error, "href": "#file"}] if error else [],
        has_errors=bool(error),
        other=other,
        has_sensitive=any(fact.sensitive for fact in check.policy.facts.values()),
        is_ticked=bool(request.form.get("sensitive")),
    )


def _done(check: Check, loaded: Loaded) -> str:
    return render_template(
        "pages/saved/loaded.html",
        check=check,
        loaded=loaded,
        left=[(_name(check, each.fact), say_left(each.reason)) for each in loaded.left],
    )


def _name(check: Check, fact: str) -> str:
    found = check.policy.facts.get(fact)
    return found.label.say(language()) if found else fact
