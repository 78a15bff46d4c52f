"""The time to be registered: recording a reminder by post, and letting a grant lapse."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from admin.conflicts import conflict
from admin.deadlines import Deadline
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.settling_forms import LapseForm, ReminderForm
from admin.settling_words import say_hindrance, say_reminder
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.settling import Window
from scoring.application.status import Act
from scoring.casework.lapse import lapse
from scoring.casework.queries import ApplicationFile
from scoring.casework.record_reminder import record_reminder
from scoring.casework.settling import read_window
from scoring.errors import InputRefused, MoveRefused, NotAllowed, OrgansUnnamed, Stale


class SettlingPages(ActPages):
    """The pages of the time to be registered."""

    @expose("/<reference>/reminder", methods=["GET", "POST"])
    def record_reminder(self, reference: str) -> Answer:
        """Record that the letter was sent that stands as a task."""
        form = ReminderForm()

        def do() -> str:
            given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
            shown = shown_by(form, reference)
            record_reminder(self.services.transaction, shown, form.on.data, form.proof.data or "", **given)
            return _("The reminder is recorded as sent.")

        return self._settle(reference, Act.RECORD_REMINDER, form, do)

    @expose("/<reference>/lapse", methods=["GET", "POST"])
    def lapse(self, reference: str) -> Answer:
        """Cancel what is pending, once the time is over and the person was reminded; until then say what is missing."""
        form = LapseForm()

        def do() -> str:
            services, shown = self.services, shown_by(form, reference)
            known = (services.transaction, services.library, services.timing, shown)
            lapse(*known, officer=self.officer, at=self._now(), reason=form.reason.data or "")
            return _("Lapsed. What was pending is cancelled, and the notice to the applicant is issued.")

        return self._settle(reference, Act.LAPSE, form, do)

    def settling_words(self, reference: str) -> dict[str, Any]:
        """Give what the page of a file says of the time to be registered."""
        services, today = self.services, self.services.clock.today()
        window = read_window(services.transaction, services.library, services.timing, reference, officer=self.officer)
        return {
            "window": window,
            "window_end": Deadline(window.due, today, window.stays) if window else None,
            "hindrance": say_hindrance(window, today) if window else "",
            "say_reminder": say_reminder,
        }

    def _settle(self, reference: str, act: Act, form: ShownForm, do: Any) -> Answer:
        file, words = self._file(reference), self.settling_words(reference)
        if request.method == "GET":
            if act not in file.application.acts or not _is_open(words["window"], act):
                raise Conflict
            form.version.data = str(file.application.version)
            return self._settle_page(file, act, form, words)
        if not form.validate_on_submit():
            return self._settle_page(file, act, form, words), UNPROCESSABLE
        try:
            done = do()
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._settle_page(file, act, form, words), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed, OrgansUnnamed) as error:
            return conflict(self.render, error, form, file=file)
        flash(done, "success")
        return redirect(url_for("applications.file", reference=reference))

    def _settle_page(self, file: ApplicationFile, act: Act, form: ShownForm, words: dict[str, Any]) -> str:
        return self.render("console/settle_act.html", file=file, application=file.application, act=act, form=form, **words)


def _is_open(window: Window | None, act: Act) -> bool:
    """Whether the page has something to show: a letter to record, or a time to be registered or none."""
    return window is not None and (act is Act.LAPSE or window.waiting is not None)
