"""撤销: proposing to revoke a grant, and everything that is done about the proposal until two people signed or it is dropped."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict

from admin.conflicts import conflict
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from admin.revoking_forms import ProposeRevokingForm, RevokingActForm
from admin.revoking_words import revoking_acts, say_hearing_term
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.revocation import Findings, Ground, Hearing, Revocation, RevokingKind
from scoring.application.status import Act
from scoring.casework.answer_revoking import record_revoking_answer
from scoring.casework.hear_revoking import record_revoking_hearing
from scoring.casework.propose_revoking import propose_revoking
from scoring.casework.queries import ApplicationFile
from scoring.casework.revocation_queries import read_revocations
from scoring.casework.settle_revoking import drop_revoking, revoke
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, OrgansUnnamed, Stale

_CONFLICTS = (Stale, MoveRefused, NotAllowed, OrgansUnnamed)


class RevokingPages(ActPages):
    """The pages of revoking."""

    @expose("/<reference>/revocation/new", methods=["GET", "POST"])
    def propose_revoking(self, reference: str) -> Answer:
        """Propose to revoke the grant."""
        file, form = self._file(reference), ProposeRevokingForm()
        form.offer()
        if request.method == "GET":
            if Act.PROPOSE_REVOKING not in file.application.acts or self._is_open(self.revocations_of(reference)):
                raise Conflict
            form.version.data = str(file.application.version)
            return self._propose_page(file, form)
        if not form.validate_on_submit():
            return self._propose_page(file, form), UNPROCESSABLE
        texts = (form.words.data or "", form.article.data or "", form.reported_by.data or "")
        try:
            propose_revoking(*self._known(form, reference), Findings(Ground(form.ground.data), *texts), **self._common())
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._propose_page(file, form), UNPROCESSABLE
        except _CONFLICTS as error:
            return conflict(self.render, error, form, file=file)
        flash(
            _("It is proposed. Seal and serve the notice to the applicant: the time to ask for a hearing runs from that."),
            "success",
        )
        return redirect(url_for("applications.file", reference=reference))

    @expose("/<reference>/revocation", methods=["GET", "POST"])
    def revocation(self, reference: str) -> Answer:
        """Show the proposals to revoke, and do the next thing about the open one."""
        file, found, form = self._file(reference), self.revocations_of(reference), RevokingActForm()
        if not found:
            raise NotFound("revocation", reference)
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self._revoking_page(file, found, form)
        if not form.validate():
            return self._revoking_page(file, found, form), UNPROCESSABLE
        if form.act.data not in self._revoking_choices(file, found):
            form.refuse("act", _("Choose what you do."))
            return self._revoking_page(file, found, form), UNPROCESSABLE
        if not form.is_proved():
            return self._revoking_page(file, found, form), UNPROCESSABLE
        try:
            self._do_revoking(form, reference)
        except InputRefused as refused:
            form.refuse(refused.field if refused.field in {"on", "present"} else "reason", say_refusal(refused))
            return self._revoking_page(file, found, form), UNPROCESSABLE
        except _CONFLICTS as error:
            return conflict(self.render, error, form, file=file)
        flash(_("Done: %(what)s.", what=revoking_acts()[form.act.data]), "success")
        return redirect(url_for("applications.revocation", reference=reference))

    def revocations_of(self, reference: str) -> tuple[Revocation, ...]:
        """Give the proposals to revoke a file's decision, as the officer reads them."""
        services = self.services
        return read_revocations(services.transaction, services.library, services.timing, reference, officer=self.officer)

    def _revoking_choices(self, file: ApplicationFile, found: tuple[Revocation, ...]) -> dict[str, str]:
        """Give what this officer can do about the open proposal now."""
        if not self._is_open(found):
            return {}
        today, acts, last = self.services.clock.today(), set(file.application.acts), found[-1]
        is_other = last.by_id != self.officer.account_id
        counter, may_ask = Act.RECORD_REVOKING_ANSWER in acts, last.may_ask(today)
        possible = {
            "stated": counter,
            "asked": counter and may_ask,
            "waived": counter and may_ask,
            "heard": Act.RECORD_REVOKING_HEARING in acts and last.hearing is None,
            "revoke": Act.REVOKE in acts and is_other and last.is_heard(today),
            "drop": Act.DROP_REVOKING in acts and is_other,
        }
        return {name: words for name, words in revoking_acts().items() if possible[name]}

    def _is_open(self, found: tuple[Revocation, ...]) -> bool:
        return bool(found) and found[-1].closing is None

    def _do_revoking(self, form: RevokingActForm, reference: str) -> None:
        known, common, said = self._known(form, reference), self._common(), form.reason.data or ""
        match form.act.data:
            case "heard":
                hearing = Hearing(form.on.data, form.present.data or "", said)
                record_revoking_hearing(*known, hearing, **common)
            case "revoke":
                revoke(*known, reason=said, **common)
            case "drop":
                drop_revoking(*known, reason=said, **common)
            case _:
                record_revoking_answer(*known, RevokingKind(form.act.data), said, **common)

    def _known(self, form: ShownForm, reference: str) -> tuple[Any, ...]:
        return (self.services.transaction, self.services.library, self.services.timing, shown_by(form, reference))

    def _common(self) -> dict[str, Any]:
        return {"officer": self.officer, "at": self._now()}

    def _propose_page(self, file: ApplicationFile, form: ProposeRevokingForm) -> str:
        return self.render("console/propose_revoking.html", file=file, application=file.application, form=form)

    def _revoking_page(self, file: ApplicationFile, found: tuple[Revocation, ...], form: RevokingActForm) -> str:
        shown = {"file": file, "application": file.application, "form": form, "found": found}
        shown["choices"] = self._revoking_choices(file, found)
        return self.render("console/revocation.html", today=self.services.clock.today(), say_hearing_term=say_hearing_term, **shown)
