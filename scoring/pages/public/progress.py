"""Where an application stands: for who has its number and the end of the identity number, without an account."""

from __future__ import annotations

import re
from typing import ClassVar
from unicodedata import normalize

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from scoring.application.due import Due
from scoring.application.progress import PUBLICITY, QUESTIONS, Stand, Step
from scoring.application.reference import is_reference
from scoring.casework.look_up_progress import Progress, look_up_progress
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.words import COLOURS, explain, say_status, say_waiting
from scoring.pages.view import Answer, Page
from scoring.pages.words import say_day
from scoring.web.limits import Guesses

LONGEST = 64
_TAIL = re.compile(r"\d{3}[\dX]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))


class ProgressForm(AccountForm):
    """Number and tail. Both are kept in the page where nothing is found, to be put right."""

    number = StringField(
        _l("Number of the application"),
        description=_l("It stands on the receipt and on every letter, such as 2026-04815162-35."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    tail = StringField(
        _l("Last 4 characters of the applicant’s identity number"),
        description=_l("The last one may be the letter X."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "8"},
    )

    def read(self) -> tuple[str, str] | None:
        """Give number and tail as they are kept, whatever keyboard they were typed on; None where one of them cannot be any."""
        typed = (self.number.data or "").strip()[:LONGEST]
        plain = normalize("NFKC", typed).translate(_DASHES).replace(" ", "")
        number, tail = plain if is_reference(plain) else typed, normalize("NFKC", self.tail.data or "").strip().upper()
        if not number:
            self.fault("number", _("Type the number of the application."))
        if not _TAIL.fullmatch(tail):
            self.fault("tail", _("Type the last 4 characters of the identity number: digits, the last one may be X."))
        return None if self.errors else (number, tail)


class LookUpProgress(Page):
    """`/zh/progress`: what is typed is sent, and stands in no address."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for number and tail, or say where the application stands. Raises TooManyRequests."""
        if request.method == "GET":
            return _page(ProgressForm(formdata=None))
        form = ProgressForm()
        form.validate()
        marks = form.read()
        if marks is None:
            return _page(form), UNPROCESSABLE
        found = self._look_up(*marks)
        if found is not None:
            return _page(form, found)
        form.fault("number", _("No application has this number and these last characters. Compare both with the receipt."))
        return _page(form), UNPROCESSABLE

    def _look_up(self, number: str, tail: str) -> Progress | None:
        """Count the attempt for number and address, whether there is such a number or not."""
        services, guesses = self.services, Guesses(self.services)
        guesses.begin("progress", number)
        today = services.clock.today()
        found = look_up_progress(services.transaction, services.library, services.timing, number, tail, today=today)
        if found is not None:
            guesses.succeed("progress", number)
        return found


def _page(form: ProgressForm, found: Progress | None = None) -> str:
    words = {"say_status": say_status, "explain": explain, "say_step": say_step, "say_stand": say_stand, "say_next": say_next}
    return render_template("pages/public/progress.html", form=form, found=found, colours=COLOURS, **words)


def say_step(step: Step) -> str:
    """Name a step."""
    return {
        "filing": _("Handing in"),
        "acceptance": _("Acceptance"),
        "checking": _("Checking"),
        "publicity": _("Public notice"),
        "closing": _("Conclusion"),
    }[step]


def say_stand(stand: Stand) -> str:
    """Say where a step stands."""
    return {
        "done": _("done"),
        "now": _("under way"),
        "ahead": _("to come"),
        "none": _("did not take place"),
    }[stand]


def say_next(due: Due) -> str:
    """Say what is awaited next, and until when."""
    if due.kind == PUBLICITY and due.day:
        return _("Anybody may object to the public list until %(day)s, that day included.", day=say_day(due.day))
    if due.kind == QUESTIONS and due.day:
        return _("You answer questions of the office, by %(day)s. Sign in to answer.", day=say_day(due.day))
    if due.kind == "settle" and due.is_paused:
        return _("The time waits at present.")  # that an outside body suspended the decision is the applicant's alone
    return say_waiting(due)
