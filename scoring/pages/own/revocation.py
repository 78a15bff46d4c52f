"""What was found against the own grant, and the own answer: a statement, a hearing that is asked for, or waived."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.revocation import Revocation, RevokingKind
from scoring.application.status import Act
from scoring.casework.answer_revoking import answer_revoking
from scoring.casework.own_queries import read_own_file
from scoring.casework.revocation_queries import read_own_revocations
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import file_address, shown
from scoring.pages.own.forms import ActForm, fault
from scoring.pages.own.revoking_words import say_own_ground, say_own_kind, say_revoking
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder

CONFLICT = 409


class RevokingForm(ActForm):
    """What the applicant says of it."""

    kind = RadioField(_l("What you do"), validate_choice=False)
    answer = TextAreaField(
        _l("What you say to it"), description=_l("Needed where you state your case. The office weighs it before it decides.")
    )

    def offer(self, found: Revocation, today: Any) -> None:
        """Let the applicant choose among what is open."""
        words = {"stated": _("I state my case"), "asked": _("I ask for a hearing"), "waived": _("I waive the hearing")}
        may_ask = found.may_ask(today)
        self.kind.choices = [SelectChoice(name, said) for name, said in words.items() if name == "stated" or may_ask]

    def choose(self) -> bool:
        """Whether something that is open was chosen; else say so beside it."""
        if self.kind.data in {choice.value for choice in self.kind.choices or ()}:
            return True
        fault(self.kind, _("Choose what you do."))
        return False


class OwnRevocationPage(Page):
    """`/zh/account/applications/<reference>/revocation`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str) -> Answer:
        """Show what was found and done, and take the answer as long as nothing is signed."""
        holder, form = signed_in_holder(), RevokingForm()
        file, found = self._read(reference, holder)
        form.offer(found[-1], self.services.clock.today())
        if request.method == "GET":
            return self._page(file, found, form)
        if not form.validate_on_submit() or not form.choose():
            return self._page(file, found, form), UNPROCESSABLE
        services, seen = self.services, Shown(reference, form.shown_version)
        known = (services.transaction, services.library, services.timing, seen)
        try:
            said = (RevokingKind(form.kind.data), form.answer.data or "")
            answer_revoking(*known, *said, holder=holder, at=services.clock.now())
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(file, found, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed):
            file, found = self._read(reference, holder)
            form.offer(found[-1], services.clock.today())
            return self._page(file, found, form, is_conflict=True), CONFLICT
        flash(_("Your answer is with the office."), "own")
        return redirect(file_address(reference))

    def _read(self, reference: str, holder: Holder) -> tuple[OwnFile, tuple[Revocation, ...]]:
        services = self.services
        file = read_own_file(services.transaction, reference, holder=holder)
        found = read_own_revocations(services.transaction, services.library, services.timing, reference, holder=holder)
        if not found:
            raise NotFound("revocation", reference)
        return file, found

    def _page(self, file: OwnFile, found: tuple[Revocation, ...], form: RevokingForm, *, is_conflict: bool = False) -> str:
        form.version.data = str(file.version)
        is_possible = Act.ANSWER_REVOKING in file.acts and found[-1].closing is None
        words = {"say_own_ground": say_own_ground, "say_own_kind": say_own_kind, "say_revoking": say_revoking}
        known = {**shown(self.services, file), "is_conflict": is_conflict, "is_possible": is_possible, "found": found}
        return render_template("pages/own/revocation.html", form=form, today=self.services.clock.today(), **words, **known)
