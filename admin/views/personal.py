"""更正、补充个人信息: the queue of requests, and answering one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.forms import MOST, ShownForm, at_most, needed
from admin.personal_words import say_kind_of_answer, say_last_day
from admin.refusal_words import say_refusal
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.personal_request import AnswerKind, PersonalRequest
from scoring.application.status import Status
from scoring.casework.answer_personal_request import answer_personal_request
from scoring.casework.lines import Wanted
from scoring.casework.personal_requests import count_requests, list_requests, read_request
from scoring.errors import InputRefused, NotAllowed
from scoring.web.viewing import tell_file


class AnswerRequestForm(ShownForm):
    """What is answered."""

    kind = RadioField(_l("What you answer"), validators=[needed(_l("Choose what you answer."))])
    reason = TextAreaField(
        _l("Words"), description=_l("The person reads them."), validators=[needed(_l("Write what you answer.")), at_most(MOST)]
    )

    def offer(self, found: PersonalRequest) -> None:
        """Let the officer choose what can be answered: a decided file alone belongs to a decision."""
        kinds = [kind for kind in AnswerKind if kind is not AnswerKind.DECIDED_FILE or found.is_of_decided_file]
        self.kind.choices = [SelectChoice(kind.value, say_kind_of_answer(kind)) for kind in kinds]


class PersonalView(ConsoleView):
    """`/admin/personal/`."""

    @expose("/")
    def index(self) -> str:
        """List what waits, what is due first first; or what was answered."""
        services, answered = self.services, request.args.get("which") == "answered"
        page = list_requests(services.transaction, Wanted(*page_wanted()), officer=self.officer, answered=answered)
        every, overdue = count_requests(services.transaction, officer=self.officer, today=services.clock.today())
        shown: dict[str, Any] = {"page": page, "answered": answered, "every": every, "overdue": overdue}
        today = services.clock.today()
        return self.render("console/personal.html", sizes=PAGE_SIZES, today=today, say_last_day=say_last_day, **shown)

    @expose("/<int:number>", methods=["GET", "POST"])
    def answer(self, number: int) -> Answer:
        """Show one request, and answer it."""
        found, form = self._read(number), AnswerRequestForm()
        form.offer(found)
        if request.method == "GET":
            return self._page(found, form)
        if not form.validate_on_submit():
            return self._page(found, form), UNPROCESSABLE
        services = self.services
        known = (services.transaction, services.library, services.timing, number, AnswerKind(form.kind.data))
        try:
            answer_personal_request(*known, officer=self.officer, at=services.clock.now(), reason=form.reason.data or "")
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._page(found, form), UNPROCESSABLE
        except NotAllowed as error:
            return conflict(self.render, error, form)
        flash(_("Answered. The person is told, and reads it in the account."), "success")
        return redirect(url_for("personal.index"))

    def _read(self, number: int) -> PersonalRequest:
        found = read_request(self.services.transaction, number, officer=self.officer)
        if found.wanted.reference:
            tell_file(found.wanted.reference)
        return found

    def _page(self, found: PersonalRequest, form: AnswerRequestForm) -> str:
        words = {"say_last_day": say_last_day, "say_kind_of_answer": say_kind_of_answer}
        is_open = found.status is Status.ACCEPTED
        today = self.services.clock.today()
        return self.render("console/personal_request.html", found=found, form=form, is_open=is_open, today=today, **words)
