"""Files whose retention is over: what is due, the lists, their approval by two people, and the report."""

from __future__ import annotations

from collections import Counter

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from admin.conflicts import conflict
from admin.view import ConsoleView
from scoring.casework.disposals import list_disposals, read_disposal
from scoring.casework.dispose import approve_disposal
from scoring.casework.list_due import read_due
from scoring.errors import NotAllowed, Stale
from scoring.web.typed import whole_number
from scoring.web.viewing import tell_rows

SHOWN = 200
"""Up to how many due files are named on the page; all are counted."""


class DisposalsView(ConsoleView):
    """`/admin/disposals/`."""

    @expose("/")
    def index(self) -> str:
        """Say what is due today, without doing anything, and list the lists."""
        services = self.services
        due = read_due(services.transaction, services.timing.retention, officer=self.officer, today=services.clock.today())
        tell_rows(min(len(due), SHOWN))
        return self.render(
            "console/disposals.html",
            due=due[:SHOWN],
            counts=sorted(Counter(file.retention for file in due if not file.is_held).items()),
            held=sum(file.is_held for file in due),
            total=len(due),
            lists=list_disposals(services.transaction, officer=self.officer),
        )

    @expose("/<int:number>")
    def disposal(self, number: int) -> str:
        """Show one list with what will become, or became, of each file; ready to be printed."""
        found, items = read_disposal(self.services.transaction, number, officer=self.officer)
        tell_rows(len(items))
        return self.render("console/disposal.html", found=found, items=items, form=FlaskForm())

    @expose("/<int:number>/approve", methods=["POST"])
    def approve(self, number: int) -> Response | tuple[str, int]:
        """Approve a list; the second of two people has it carried out."""
        turn = whole_number(request.form.get("turn"))
        try:
            at = self.services.clock.now()
            now = approve_disposal(self.services.transaction, number, -1 if turn is None else turn, officer=self.officer, at=at)
        except (NotAllowed, Stale) as error:
            return conflict(self.render, error, FlaskForm())
        self.services.background.wake()
        done = (
            _("Approved. It is carried out in the background.") if now > 1 else _("Approved. Another supervisor approves it too.")
        )
        flash(done, "success")
        return redirect(url_for("disposals.disposal", number=number))
