"""Asking departments about a file, contesting what they answered, taking a request back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import Conflict
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.department_forms import AskForm, ContestForm, WithdrawRequestForm
from admin.department_words import departments_of
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, Answer, shown_by
from scoring.application.agreement import rule_of
from scoring.application.application import Shown
from scoring.application.departments import Consultation, Contest, Inquiry
from scoring.application.status import Act
from scoring.casework.ask_departments import ask_departments, contest_answer, inquiries_named, withdraw_request
from scoring.casework.workbench import Bench, read_bench
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.web.language import language
from scoring.web.services import Services


class ConsultPages:
    """The pages of requests, for officers; the rest is `ActPages`'."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _act: Callable[..., Answer]
    _file: Callable[[str], Any]
    _now: Callable[[], Any]

    @expose("/<reference>/ask_departments", methods=["GET", "POST"])
    def ask_departments(self, reference: str) -> Answer:
        """Ask departments: all that the policy names in one step, or one of them about chosen facts."""
        common: Any = {"officer": self.officer, "today": self.services.clock.today()}
        bench = read_bench(self.services.transaction, self.services.library, reference, **common)
        form, named = _form(bench), inquiries_named(bench)
        if request.method == "GET":
            if Act.ASK_DEPARTMENTS not in self._file(reference).application.acts:
                raise Conflict
            form.version.data = str(bench.application.version)
            form.ask.data = [f"{one.department}:{fact}" for one in named for fact in one.facts]
            form.purpose.data = _("To verify what the applicant declared in the application for registration by points.")
            return self._ask_page(bench, form, named)
        if not form.validate_on_submit():
            return self._ask_page(bench, form, named), UNPROCESSABLE
        services = self.services
        asked = Consultation(shown_by(form, reference), _inquiries(form), form.purpose.data or "")
        try:
            ask_departments(services.transaction, services.library, services.timing, asked, officer=self.officer, at=self._now())
        except InputRefused as refused:
            form.refuse("ask" if refused.field == "facts" else refused.field, say_refusal(refused))
            return self._ask_page(bench, form, named), UNPROCESSABLE
        except (CalendarUnknown, Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=self._file(reference))
        count = len(asked.inquiries)
        flash(ngettext("%(num)d department is asked.", "%(num)d departments are asked.", count), "success")
        return redirect(url_for("applications.verify", reference=reference, _anchor="requests"))

    @expose("/<reference>/requests/<int:number>/contest", methods=["GET", "POST"])
    def contest_answer(self, reference: str, number: int) -> Answer:
        """Contest what a department answered."""
        form = ContestForm()

        def do(shown: Shown) -> str:
            services, against = self.services, Contest(shown, number, form.reason.data or "")
            contest_answer(services.transaction, services.library, services.timing, against, officer=self.officer, at=self._now())
            return _("The department is asked anew.")

        return self._act(reference, Act.CONTEST_ANSWER, form, do, leads_to=_requests(reference))

    @expose("/<reference>/requests/<int:number>/withdraw", methods=["GET", "POST"])
    def withdraw_request(self, reference: str, number: int) -> Answer:
        """Take a request back."""
        form = WithdrawRequestForm()

        def do(shown: Shown) -> str:
            given = {"officer": self.officer, "at": self._now(), "reason": form.reason.data or ""}
            withdraw_request(self.services.transaction, shown, number, **given)
            return _("The request is taken back.")

        return self._act(reference, Act.WITHDRAW_REQUEST, form, do, leads_to=_requests(reference))

    def _ask_page(self, bench: Bench, form: AskForm, named: tuple[Inquiry, ...]) -> str:
        labels = {fact: bench.policy.facts[fact].label.say(language()) for fact in bench.standing.to_check}
        rules = {fact: rule_of(bench.policy, fact) for fact in labels}
        values = {"bench": bench, "application": bench.application, "form": form, "named": named, "labels": labels}
        return self.render("console/ask_departments.html", **values, rules=rules)


def _requests(reference: str) -> str:
    return url_for("applications.verify", reference=reference, _anchor="requests")


def _form(bench: Bench) -> AskForm:
    """Give the form with every choice: what the policy names nobody for may be asked of any department that the office knows."""
    form, names = AskForm(), departments_of(bench.policy)
    pairs = [f"{one.department}:{fact}" for one in inquiries_named(bench) for fact in one.facts]
    free = [fact for fact in bench.standing.to_check if not rule_of(bench.policy, fact).by]
    form.ask.choices = [SelectChoice(pair, pair) for pair in pairs]
    form.department.choices = [SelectChoice("", "–"), *(SelectChoice(name, label.say(language())) for name, label in names.items())]
    form.fact.choices = [SelectChoice(fact, bench.policy.facts[fact].label.say(language())) for fact in free]
    return form


def _inquiries(form: AskForm) -> tuple[Inquiry, ...]:
    asked: dict[str, dict[str, None]] = {}
    for pair in form.ask.data or ():
        department, _colon, fact = pair.partition(":")
        asked.setdefault(department, {})[fact] = None
    if form.fact.data or form.department.data:
        asked.setdefault(form.department.data or "", {}).update(dict.fromkeys(form.fact.data or ()))
    return tuple(Inquiry(department, tuple(facts)) for department, facts in asked.items())
