"""批次: what was opened in error is cancelled, and a file taken out before the result is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.round_forms import CancelForm, OutForm, typed_number
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.application import Shown
from scoring.casework.cancel_round import cancel_round
from scoring.casework.queries import read_file
from scoring.casework.round_queries import read_round
from scoring.casework.take_out import take_out
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotYet, OrgansUnnamed, Stale

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.application.officer import Officer
    from scoring.web.services import Services

REFUSED = (Stale, NotAllowed, NotYet, OrgansUnnamed, MoveRefused)


class RoundEndingPages:
    """The pages that ask once more before a round, or a file of it, counts no more."""

    services: Services
    officer: Officer
    render: Callable[..., str]

    @expose("/<int:number>/cancel", methods=["GET", "POST"])
    def cancel(self, number: int) -> Answer:
        """Cancel a round, with reasons."""
        found, form = read_round(self.services.transaction, number, officer=self.officer), CancelForm()
        if request.method == "GET":
            return self.render("console/round_cancel.html", found=found, form=form)
        if form.validate():
            given = {"officer": self.officer, "at": self.services.clock.now()}
            try:
                cancel_round(self.services.transaction, number, reason=form.reason.data or "", **given)  # type: ignore[arg-type] # each by its name
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            except REFUSED as error:
                return conflict(self.render, error, form)
            else:
                flash(_("The round is cancelled, and counts nothing any more."), "success")
                return redirect(url_for("rounds.shown", number=number))
        return self.render("console/round_cancel.html", found=found, form=form), UNPROCESSABLE

    @expose("/<int:number>/out/<reference>", methods=["GET", "POST"])
    def out(self, number: int, reference: str) -> Answer:
        """Take a file out of the round, with reasons."""
        file, form = read_file(self.services.transaction, reference, officer=self.officer), OutForm()
        found = read_round(self.services.transaction, number, officer=self.officer)
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self.render("console/round_out.html", found=found, file=file, form=form)
        if not form.validate():
            return self.render("console/round_out.html", found=found, file=file, form=form), UNPROCESSABLE
        shown, given = Shown(reference, typed_number(form.version.data)), {"officer": self.officer, "at": self.services.clock.now()}
        try:
            take_out(self.services.transaction, shown, reason=form.reason.data or "", **given)  # type: ignore[arg-type] # each by its name
        except REFUSED as error:
            return conflict(self.render, error, form)
        flash(_("The file is taken out of the round. Have the list ranked again."), "success")
        return redirect(url_for("rounds.shown", number=number))
