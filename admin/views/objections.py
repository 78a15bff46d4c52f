"""异议: one objection with everything that is done about it, and recording one at the counter."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from admin.conflicts import conflict
from admin.objection_forms import CounterObjectionForm, ObjectionActForm
from admin.publicity_words import objection_acts
from admin.refusal_words import say_refusal
from admin.sending import sent_file
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.objection import Objection
from scoring.application.status import Act
from scoring.casework.deliveries import told_objector
from scoring.casework.hear_objection import record_hearing, tell_objection
from scoring.casework.object_to_line import Handed, faults, object_to_line
from scoring.casework.objection_queries import read_objections
from scoring.casework.queries import ApplicationFile
from scoring.casework.read_kept_file import read_objection_file
from scoring.casework.settle_objection import dismiss_objection, propose_upholding, return_upholding, uphold, uphold_in_part
from scoring.errors import CalendarUnknown, EvidenceRefused, InputRefused, MoveRefused, NotAllowed, NotFound, OrgansUnnamed, Stale
from scoring.pages.applying.files import room_of
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.uploads import handed_files


class ObjectionPages(ActPages):
    """Looking into objections."""

    @expose("/<reference>/objections/<int:number>", methods=["GET", "POST"])
    def objection(self, reference: str, number: int) -> Answer:
        """Show an objection, and do the next thing about it."""
        file, found = self._objected(reference, number)
        form = ObjectionActForm()
        if request.method == "GET":
            form.version.data = str(file.application.version)
            form.package.data = file.recommendation.package if file.recommendation else ""
            return self._objection_page(file, found, form)
        if not form.validate():
            return self._objection_page(file, found, form), UNPROCESSABLE
        if form.act.data not in self._choices(file, found):
            form.refuse("act", _("Choose what you do."))
            return self._objection_page(file, found, form), UNPROCESSABLE
        if not form.is_proved():
            return self._objection_page(file, found, form), UNPROCESSABLE
        try:
            self._do_about(form, reference, number)
        except InputRefused as refused:
            form.refuse("reason", say_refusal(refused))
            return self._objection_page(file, found, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed, OrgansUnnamed, CalendarUnknown) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("Done: %(what)s.", what=objection_acts()[form.act.data]), "success")
        return redirect(url_for("applications.objection", reference=reference, number=number))

    @expose("/<reference>/objections/new", methods=["GET", "POST"])
    def record_objection(self, reference: str) -> Answer:
        """Record an objection for who hands it in."""
        file, form = self._file(reference), CounterObjectionForm()
        if file.listed is None or Act.OBJECT not in file.application.acts:
            raise Conflict
        if request.method == "GET":
            form.key.data = secrets.token_urlsafe(16)
            return self._counter_objection(file, form)
        handed = Handed(
            file.listed.number,
            file.listed.line,
            name=form.name.data or "",
            identity_number=form.identity_number.data or "",
            contact=form.contact.data or "",
            words=form.words.data or "",
            key=form.key.data or "",
            is_signed=bool(form.signed.data),
            is_to_be_told=bool(form.is_to_be_told.data),
            files=handed_files(form.files.data, self.services.settings.evidence.file_mib),
        )
        services = self.services
        known = (room_of(services), services.library, services.timing)
        form.validate()
        for wrong in (found := faults(handed, at=self._now())):
            form.refuse(wrong.field, say_refusal(wrong))
        if found:
            return self._counter_objection(file, form), UNPROCESSABLE
        try:
            receipt = object_to_line(*known, handed, officer=self.officer, at=self._now())
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._counter_objection(file, form), UNPROCESSABLE
        except EvidenceRefused as refused:
            form.refuse("files", " ".join(say_evidence_refusal(refused)))
            return self._counter_objection(file, form), UNPROCESSABLE
        except (NotAllowed, CalendarUnknown) as error:
            return conflict(self.render, error, form, file=file)
        flash(_("The objection is recorded. Give the person this number: %(number)s", number=receipt), "success")
        return redirect(url_for("applications.file", reference=reference))

    @expose("/<reference>/objections/<int:number>/files/<int:file>")
    def objection_file(self, reference: str, number: int, file: int) -> Response:
        """Send a file that was handed in with an objection, to be kept and never to be opened here."""
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        return sent_file(
            read_objection_file(room_of(self.services), reference, number, file, **given), f"objection-{number}-{file}"
        )

    def _counter_objection(self, file: ApplicationFile, form: CounterObjectionForm) -> str:
        return self.render("console/record_objection.html", file=file, application=file.application, form=form)

    def _objected(self, reference: str, number: int) -> tuple[ApplicationFile, Objection]:
        file = self._file(reference)
        objections = read_objections(self.services.transaction, reference, officer=self.officer)
        found = next((each for each in objections if each.number == number), None)
        if found is None:
            raise NotFound("objection", str(number))
        return file, found

    def _choices(self, file: ApplicationFile, found: Objection) -> dict[str, str]:
        """Give what this officer can do about it now."""
        today, acts = self.services.clock.today(), set(file.application.acts)
        is_open, proposal = found.closing is None, found.proposal
        is_free, is_own = is_open and proposal is None, proposal is not None and proposal.by_id == self.officer.account_id
        extent = proposal.extent if proposal and not is_own else None
        possible = {
            "tell": Act.TELL_OBJECTION in acts and is_free and found.told is None,
            "hear": Act.RECORD_HEARING in acts and is_free and found.told is not None and found.answer is None,
            "dismiss": Act.DISMISS_OBJECTION in acts and is_free,
            "propose_part": Act.PROPOSE_UPHOLDING in acts and is_free and found.is_heard(today),
            "propose_whole": Act.PROPOSE_UPHOLDING in acts and is_free and found.is_heard(today),
            "return": Act.RETURN_UPHOLDING in acts and extent is not None,
            "uphold_in_part": Act.UPHOLD_IN_PART in acts and extent == "part",
            "uphold": Act.UPHOLD in acts and extent == "whole",
        }
        return {name: words for name, words in objection_acts().items() if possible[name]}

    def _do_about(self, form: ObjectionActForm, reference: str, number: int) -> None:
        services, shown, said = self.services, shown_by(form, reference), form.reason.data or ""
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        of_it, known = (
            (services.transaction, shown, number),
            (services.transaction, services.library, services.timing, shown, number),
        )
        match form.act.data:
            case "tell":
                tell_objection(*known, substance=said, **given)
            case "hear":
                record_hearing(*of_it, answer=said, **given)
            case "dismiss":
                dismiss_objection(*of_it, reason=said, **given)
            case "propose_part":
                propose_upholding(*of_it, "part", reason=said, **given)
            case "propose_whole":
                propose_upholding(*of_it, "whole", reason=said, **given)
            case "return":
                return_upholding(*of_it, reason=said, **given)
            case "uphold_in_part":
                uphold_in_part(*of_it, reason=said, **given)
            case _:
                uphold(*known, reason=said, **given)

    def _objection_page(self, file: ApplicationFile, found: Objection, form: ObjectionActForm) -> str:
        choices, today = self._choices(file, found), self.services.clock.today()
        shown = {
            "file": file,
            "application": file.application,
            "objection": found,
            "form": form,
            "choices": choices,
            "today": today,
            "told": told_objector(self.services.transaction, file.application.reference, found.number, officer=self.officer),
        }
        return self.render("console/objection.html", **shown)
