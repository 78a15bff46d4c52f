"""What somebody filled in for the holder: reading all of it, confirming it, or sending it back with words."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from scoring.application import declaration
from scoring.application.application import Shown
from scoring.application.filing import Signature
from scoring.application.holder import Holder
from scoring.casework.offer_draft import confirm_draft, send_back
from scoring.casework.own_evidence import offered_evidence_overview, read_offered_evidence
from scoring.casework.own_queries import read_own_file
from scoring.casework.preparations import read_offered
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, PolicyNotInForce, Stale, WindowClosed
from scoring.pages.applying.details import cities_of
from scoring.pages.applying.draft_page import CONFLICT, DraftForm, shown_version
from scoring.pages.applying.files import room_of, sent
from scoring.pages.applying.forms import DeclarationForm
from scoring.pages.applying.sheet import sheet_of
from scoring.pages.applying.submit import KEY_BYTES, whole_draft
from scoring.pages.assisted.words import say_refused
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder
from scoring.web.services import Services


class ConfirmingForm(DeclarationForm):
    """The declaration of who confirms."""

    def refuse(self, refused: InputRefused) -> None:
        """Put what is wrong beside its input."""
        self.fault(refused.field, say_refused(refused))


class SendBackForm(DraftForm):
    """What is to be changed."""

    reason = TextAreaField(_l("What is to be changed"), description=_l("Who filled it in reads this."))

    def refuse(self, refused: InputRefused) -> None:
        """Put what is wrong beside its input."""
        self.fault(refused.field, say_refused(refused))


class Prepared(Page):
    """`/zh/account/prepared/<reference>`: everything that was filled in; sent, it is declared and submitted, once."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def dispatch_request(self, reference: str) -> Answer:
        """Show it, or take the confirmation; where it was submitted the receipt is shown, where it was changed what it is now."""
        holder, form = signed_in_holder(), ConfirmingForm()
        try:
            if request.method == "GET" or not form.validate_on_submit():
                return self._page(reference, holder, form)
            return self._confirmed(reference, holder, form)
        except (NotFound, MoveRefused):
            file = read_own_file(self.services.transaction, reference, holder=holder)
            return redirect(url_for("pages.receipt", reference=file.reference))

    def _confirmed(self, reference: str, holder: Holder, form: ConfirmingForm) -> Answer:
        services = self.services
        declared = (form.declared.data or "") if form.declaration.data else ""
        signature = Signature(Shown(reference, shown_version()), declared, form.key.data or "")
        given = {"holder": holder, "at": services.clock.now(), "mode": services.settings.mode}
        try:
            confirm_draft(services.transaction, services.library, signature, **given)
        except Stale:
            return self._changed(reference, holder, form)
        except InputRefused as refused:
            form.refuse(refused)
        except (NotAllowed, WindowClosed, PolicyNotInForce, FactsRefused):
            words = _("It cannot be submitted now: the rules or the time for it changed. Send it back to who filled it in.")
            form.fault("declaration", words)
        else:
            return redirect(url_for("pages.receipt", reference=reference))
        return self._page(reference, holder, form), UNPROCESSABLE

    def _changed(self, reference: str, holder: Holder, form: ConfirmingForm) -> Answer:
        """Show what it is now; where it is no longer put before the person, say so."""
        try:
            return self._page(reference, holder, form, is_conflict=True), CONFLICT
        except NotFound:
            return render_template("pages/assisted/taken_back.html"), CONFLICT

    def _page(self, reference: str, holder: Holder, form: ConfirmingForm, *, is_conflict: bool = False) -> str:
        form.key.data = form.key.data or secrets.token_urlsafe(KEY_BYTES)
        form.declared.data = declaration.CURRENT
        paragraphs = declaration.TEXTS[declaration.CURRENT]
        shown = _shown(self.services, reference, holder)
        whole = whole_draft(self.services, shown["sheet"], self.cities)
        return render_template(
            "pages/assisted/prepared.html", form=form, declaration=paragraphs, is_conflict=is_conflict, **{**whole, **shown}
        )


class PreparedFile(Page):
    """`/zh/account/prepared/<reference>/files/<number>`: a file of it, as an attachment."""

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Send it."""
        services = self.services
        given = {"holder": signed_in_holder(), "at": services.clock.now()}
        return sent(read_offered_evidence(room_of(services), reference, number, **given), reference)


class SendBack(Page):
    """`/zh/account/prepared/<reference>/send-back`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str) -> Answer:
        """Ask for words, then send it back."""
        services, holder, form = self.services, signed_in_holder(), SendBackForm()
        status = 200
        if form.validate_on_submit():
            status, shown = UNPROCESSABLE, Shown(reference, shown_version())
            try:
                send_back(services.transaction, shown, form.reason.data or "", holder=holder, at=services.clock.now())
            except (Stale, MoveRefused, NotFound):
                return render_template("pages/assisted/taken_back.html", words=form.reason.data), CONFLICT
            except InputRefused as refused:
                form.refuse(refused)
            else:
                flash(_("It is sent back."), "account")
                return redirect(url_for("pages.account"))
        known = _shown(services, reference, holder)
        return render_template("pages/assisted/send_back.html", form=form, **known), status


def _shown(services: Services, reference: str, holder: Holder) -> dict[str, Any]:
    """Give the draft and its evidence. Raises NotFound where it is not before the holder."""
    offered = read_offered(services.transaction, reference, holder=holder)
    given = {"holder": holder, "on": services.clock.today()}
    evidence = offered_evidence_overview(services.transaction, services.library, reference, **given)
    return {"offered": offered, "sheet": sheet_of(services, offered.draft, holder, is_shown=True), "evidence": evidence}
