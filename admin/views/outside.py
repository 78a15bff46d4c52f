"""行政复议、行政诉讼: recording a case before an outside body, what happens there, and taking the proof of the decision for it."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

from flask import flash, redirect, request, send_file, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from admin.conflicts import conflict
from admin.outside_forms import CaseActForm, RecordCaseForm
from admin.outside_words import choices, next_acts
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.application import Shown
from scoring.application.outside import CaseKind, Happened, Outcome, OutsideCase, Recorded
from scoring.application.status import Act
from scoring.casework.export_case import export_case
from scoring.casework.queries import ApplicationFile
from scoring.casework.record_case import answer_body, close_case, record_case, record_order
from scoring.casework.restore import restore
from scoring.casework.review_queries import read_reviews
from scoring.casework.revocation_queries import read_revocations
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, NotFound, Stale

_PLAIN = {"order": record_order, "answer": answer_body, "stay": stay_execution, "lift": lift_stay}


class OutsidePages(ActPages):
    """Cases before outside bodies."""

    @expose("/<reference>/cases/new", methods=["GET", "POST"])
    def record_case(self, reference: str) -> Answer:
        """Record a case that the office learned of."""
        file, form = self._file(reference), RecordCaseForm()
        if request.method == "GET":
            if Act.RECORD_CASE not in file.application.acts or not file.was_served:
                raise Conflict
            form.version.data = str(file.application.version)
            return self._record_page(file, form)
        if not form.validate():
            return self._record_page(file, form), UNPROCESSABLE
        said = {"organ": form.organ.data or "", "case_number": form.case_number.data or "", "asked": form.asked.data or ""}
        days = {"filed_on": form.filed_on.data, "learned_on": form.learned_on.data, "due": form.due.data}
        services, typed = self.services, Recorded(CaseKind(form.kind.data), **said, **days)
        known = (services.transaction, services.library, services.timing, shown_by(form, reference))
        try:
            record_case(*known, typed, officer=self.officer, at=self._now())
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._record_page(file, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed, CalendarUnknown) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("The case is recorded. While it is open, nobody erases the file."), "success")
        return redirect(url_for("applications.file", reference=reference, _anchor="cases"))

    @expose("/<reference>/cases/<int:number>", methods=["GET", "POST"])
    def outside_case(self, reference: str, number: int) -> Answer:
        """Show a case, and record what happened in it."""
        file, case = self._in_case(reference, number)
        form = CaseActForm()
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self._case_page(file, case, form)
        if not form.validate():
            return self._case_page(file, case, form), UNPROCESSABLE
        if form.act.data not in choices():
            form.refuse("act", _("Choose what happened."))
            return self._case_page(file, case, form), UNPROCESSABLE
        try:
            self._do_in_case(form, shown_by(form, reference), number)
        except InputRefused as refused:
            form.refuse("words" if refused.field == "reason" else refused.field, say_refusal(refused))
            return self._case_page(file, case, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("Done: %(what)s.", what=choices()[form.act.data]), "success")
        return redirect(url_for("applications.outside_case", reference=reference, number=number))

    @expose("/<reference>/cases/<int:number>/export", methods=["POST"])
    def export_case(self, reference: str, number: int) -> Answer:
        """Take the proof of the decision away for the body."""
        file, _case = self._in_case(reference, number)
        form = CaseActForm()
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        try:
            exported = export_case(self.services.transaction, shown_by(form, reference), number, **given)
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        name = f"{reference}-case-{number}-proof.zip"
        return send_file(BytesIO(exported.content), mimetype="application/zip", as_attachment=True, download_name=name)

    def _do_in_case(self, form: CaseActForm, shown: Shown, number: int) -> None:
        happened = Happened(form.on.data, form.document.data or "", form.words.data or "")
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        use_case = _PLAIN.get(form.act.data)
        if form.act.data == "restore":
            restore(self.services.transaction, shown, number, reason=happened.words, **given)
        elif use_case is not None:
            use_case(self.services.transaction, shown, number, happened, **given)
        else:
            close_case(self.services.transaction, shown, number, cast("Outcome", form.act.data), happened, **given)

    def _in_case(self, reference: str, number: int) -> tuple[ApplicationFile, OutsideCase]:
        file = self._file(reference)
        found = next((each for each in file.cases if each.number == number), None)
        if found is None:
            raise NotFound("case", str(number))
        return file, found

    def _next_acts(self, file: ApplicationFile, case: OutsideCase) -> list[tuple[str, str]]:
        if case.outcome is None or case.may_restore:  # which is done on this very page
            return []
        known = (self.services.transaction, self.services.library, self.services.timing, file.application.reference)
        found = read_reviews(*known, officer=self.officer)
        return next_acts(case, file, found, read_revocations(*known, officer=self.officer))

    def _record_page(self, file: ApplicationFile, form: RecordCaseForm) -> str:
        return self.render("console/record_case.html", file=file, application=file.application, form=form)

    def _case_page(self, file: ApplicationFile, case: OutsideCase, form: CaseActForm) -> str:
        acts, is_open = set(file.application.acts), case.outcome is None
        closing = dict.fromkeys(("upheld", "anew", "annulled", "withdrawn"), is_open and Act.CLOSE_CASE in acts)
        possible = {
            "order": is_open and Act.RECORD_ORDER in acts,
            "answer": is_open and Act.ANSWER_BODY in acts,
            "stay": is_open and not case.is_stayed and Act.STAY in acts,
            "lift": case.is_stayed and Act.LIFT_STAY in acts,
            **closing,
            "restore": case.may_restore and Act.RESTORE in acts,
        }
        shown = {"file": file, "application": file.application, "case": case, "form": form, "today": self.services.clock.today()}
        shown["choices"] = {name: words for name, words in choices().items() if possible[name]}
        shown["next_acts"] = self._next_acts(file, case)
        shown["may_export"] = is_open and Act.EXPORT_CASE in acts
        return self.render("console/outside_case.html", **shown)
