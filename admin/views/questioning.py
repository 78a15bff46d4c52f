"""Putting questions to the applicant while a file is verified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from admin.conflicts import conflict
from admin.deadlines import say_basis, say_duration
from admin.question_forms import QuestionsForm
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, Answer, shown_by
from scoring.application.due import due
from scoring.application.filing import Asking
from scoring.application.procedure import term_of
from scoring.application.questions import FACTS
from scoring.application.status import Act
from scoring.casework.ask_questions import ask_questions, last_day_to_answer
from scoring.casework.queries import ApplicationFile
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.policy.model import Policy
from scoring.web.services import Services


class QuestionPages:
    """The page of questions; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _file: Callable[[str], ApplicationFile]
    _now: Callable[[], Any]

    @expose("/<reference>/ask_questions", methods=["GET", "POST"])
    def ask_questions(self, reference: str) -> Answer:
        """Ask the applicant, one set at a time."""
        file = self._file(reference)
        policy = self.services.library.find(file.application.pin.scheme, file.application.pin.version)
        form = QuestionsForm.for_policy(policy)
        if request.method == "GET":
            if Act.ASK_QUESTIONS not in file.application.acts:
                raise Conflict
            last_day_to_answer(policy, self.services.timing, self._now())
            form.version.data = str(file.application.version)
            next(form.lines()).about.data = f"{FACTS}{request.args.get('fact', '')}"
            return self._ask(file, policy, form)
        is_right = form.validate_on_submit()
        if request.form.get("press") == "add":
            return self._ask(file, policy, form)
        if not is_right:
            return self._ask(file, policy, form), UNPROCESSABLE
        services = self.services
        try:
            asking = Asking(shown_by(form, reference), form.asked())
            common = {"officer": self.officer, "at": self._now()}
            ask_questions(services.transaction, services.library, services.timing, asking, **common)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._ask(file, policy, form), UNPROCESSABLE
        except (CalendarUnknown, Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("The applicant is asked, and told until when to answer."), "success")
        return redirect(url_for("applications.verify", reference=reference, _anchor="questions"))

    def _ask(self, file: ApplicationFile, policy: Policy, form: QuestionsForm) -> str:
        timing, procedure = self.services.timing, policy.procedure
        term = term_of(procedure, "question", timing.defaults)
        most = term_of(procedure, "question_pause", timing.defaults) if procedure.questions_pause else None
        today = self.services.clock.today()
        values = {"file": file, "application": file.application, "form": form, "pauses": procedure.questions_pause}
        until = due("question", term, {"question": today}, timing.working_days).day
        said = {"say_duration": say_duration, "say_basis": say_basis}
        return self.render("console/ask_questions.html", **values, **said, term=term, until=until, most=most)
