"""Erasing what is personal in a file whose retention is over, holding one back from it, each by two supervisors; what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.conflicts import conflict
from admin.desk_forms import HoldForm
from admin.forms import EraseForm
from admin.refusal_words import say_refusal
from admin.view import ConsoleView
from scoring.application.application import Shown
from scoring.casework.erase_application import Erasable, erase_application, propose_erasure, read_erasable
from scoring.casework.legal_hold import lift_hold, place_hold, read_holding
from scoring.casework.remains import read_remains
from scoring.errors import Erased, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.web.services import Services
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


class ErasePages:
    """The page of erasure; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/<reference>/erase", methods=["GET", "POST"])
    def erase(self, reference: str) -> Answer:
        """Propose the erasure, or carry out what another person proposed."""
        form = EraseForm()
        retention = self.services.timing.retention
        found = read_erasable(self.services.transaction, retention, reference, officer=self.officer)
        if request.method == "GET":
            form.version.data = str(found.version)
            return self._erase_page(found, form)
        if not form.validate_on_submit():
            return self._erase_page(found, form), UNPROCESSABLE
        act = erase_application if found.proposed_by else propose_erasure
        shown = Shown(found.reference, whole_number(form.version.data) or 0)
        try:
            act(self.services.transaction, retention, shown, officer=self.officer, at=self.services.clock.now())
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form)
        done = _("The personal data are erased.") if found.proposed_by else _("Proposed. Another supervisor carries it out.")
        flash(done, "success")
        return redirect(url_for("applications.file", reference=found.reference))

    @expose("/<reference>/hold", methods=["GET", "POST"])
    def hold(self, reference: str) -> Answer:
        """Hold a file back from erasure, or lift the hold that another supervisor placed."""
        form = HoldForm()
        found = read_holding(self.services.transaction, reference, officer=self.officer)
        if request.method == "GET":
            form.version.data, form.lifting.data = str(found.version), "yes" if found.hold else ""
            return self.render("console/hold.html", found=found, form=form)
        if not form.validate_on_submit():
            return self.render("console/hold.html", found=found, form=form), UNPROCESSABLE
        act = lift_hold if form.lifting.data else place_hold
        shown = Shown(found.reference, whole_number(form.version.data) or 0)
        try:
            act(self.services.transaction, shown, form.reason.data or "", officer=self.officer, at=self.services.clock.now())
        except (Stale, NotAllowed) as error:
            return conflict(self.render, error, form)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self.render("console/hold.html", found=found, form=form), UNPROCESSABLE
        flash(_("The hold is lifted.") if form.lifting.data else _("The file is held: nobody erases it."), "success")
        return redirect(url_for("applications.file", reference=found.reference))

    def _erase_page(self, found: Erasable, form: EraseForm) -> str:
        is_due = found.due is not None and found.due <= self.services.clock.today()
        return self.render("console/erase.html", found=found, form=form, is_due=is_due)


def show_remains(view: ConsoleView, erased: Erased) -> str:
    """Show what is left of an erased file."""
    remains = read_remains(view.services.transaction, erased.reference, officer=view.officer)
    return view.render("console/remains.html", remains=remains)
