"""The inbox of a department: what it is asked about files, and nothing else of them."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.bench import say_claim
from admin.conflicts import conflict
from admin.department_forms import DeclineForm, ValidityForm
from admin.refusal_words import say_refusal
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import UNPROCESSABLE, Answer
from admin.views.batches import BatchPages
from scoring.application.departments import AgencyRequest, Reply
from scoring.casework.answer_request import answer_request, decline_request
from scoring.casework.department_queries import Received, Which, count_requests, list_requests, read_request
from scoring.casework.lines import Wanted
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed
from scoring.pages.forms import FactsForm, facts_form, received
from scoring.pages.values import say_refusal as say_fact_refusal
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.viewing import tell_file

WHICH: tuple[Which, ...] = ("open", "overdue", "answered")


class RequestsView(BatchPages, ConsoleView):
    """`/admin/requests/`."""

    @expose("/")
    def index(self) -> str:
        """List what waits, what is overdue, or what was answered."""
        today, asked = self.services.clock.today(), request.args.get("which", "")
        which = cast("Which", asked) if asked in WHICH else "open"
        common: Any = {"officer": self.officer, "today": today}
        page = list_requests(self.services.transaction, self.services.library, which, Wanted(*page_wanted()), **common)
        inbox = count_requests(self.services.transaction, **common)
        return self.render(
            "console/requests.html", page=page, which=which, inbox=inbox, today=today, sizes=PAGE_SIZES, labels=labels
        )

    @expose("/<int:request_id>", methods=["GET", "POST"])
    def answer(self, request_id: int) -> Answer:
        """Show one request, and answer it."""
        asked = self._read(request_id)
        facts = [asked.policy.facts[fact] for fact in asked.request.facts]
        kind, form = facts_form(facts, language()), ValidityForm()
        if request.method == "GET":
            form.valid_from.data = self.services.clock.today()
            return self._page(asked, form, kind(formdata=None))
        values, press = received(kind, request.form)
        is_whole = form.validate() & values.validate()
        if press is not None:
            return self._page(asked, form, values)
        if not is_whole or _open(asked, values):
            return self._page(asked, form, values), UNPROCESSABLE
        reply = Reply({fact: (value,) for fact, value in values.answers().items()}, form.valid_from.data, form.valid_until.data)
        try:
            services = self.services
            answer_request(services.transaction, services.library, request_id, reply, officer=self.officer, at=services.clock.now())
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
        except FactsRefused as refused:
            for problem in refused.problems:
                values.refuse(problem.fact, say_fact_refusal(asked.policy, problem))
        except (MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, values, form, policy=asked.policy)
        else:
            flash(_("The answer is with the office."), "success")
            return redirect(url_for("requests.index"))
        return self._page(asked, form, values), UNPROCESSABLE

    @expose("/<int:request_id>/decline", methods=["GET", "POST"])
    def decline(self, request_id: int) -> Answer:
        """Say why the department cannot answer."""
        asked, form = self._read(request_id), DeclineForm()
        values = {"asked": asked, "form": form, "labels": labels}
        if request.method == "GET":
            return self.render("console/decline_request.html", **values)
        if not form.validate_on_submit():
            return self.render("console/decline_request.html", **values), UNPROCESSABLE
        given = {"officer": self.officer, "at": self.services.clock.now(), "reason": form.reason.data or ""}
        try:
            decline_request(self.services.transaction, request_id, **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self.render("console/decline_request.html", **values), UNPROCESSABLE
        except (MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form)
        flash(_("The office reads your reason."), "success")
        return redirect(url_for("requests.index"))

    def _read(self, request_id: int) -> Received:
        asked = read_request(self.services.transaction, self.services.library, request_id, officer=self.officer)
        tell_file(asked.application)
        return asked

    def _page(self, asked: Received, form: ValidityForm, values: FactsForm) -> str:
        return self.render("console/request.html", asked=asked, form=form, values=values, labels=labels, answered=answered)


def labels(asked: Received) -> list[str]:
    """Name what is asked."""
    return [asked.policy.facts[fact].label.say(language()) for fact in asked.request.facts]


def answered(policy: Policy, one: AgencyRequest) -> list[tuple[str, str]]:
    """Give every fact of an answered request with what was said of it, in words."""
    values = one.closing.values if one.closing else {}
    return [(policy.facts[fact].label.say(language()), "; ".join(say_claim(policy, fact, given))) for fact, given in values.items()]


def _open(asked: Received, values: FactsForm) -> bool:
    """Say beside each question that is left open that it must be answered."""
    left = [fact for fact in asked.request.facts if fact not in values.answers()]
    for fact in left:
        values.refuse(fact, _("Enter an answer."))
    return bool(left)
