"""The second look: what a supervisor compares and decides on one file, on one page."""

from __future__ import annotations

from typing import Any

from flask_admin import expose
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.forms import ShownForm
from admin.proving_forms import SignedDecideForm
from admin.second_look_words import KEYS, VALUES
from admin.views.acting import ActPages, Answer
from admin.views.filing import read_basis
from scoring.application.application import Shown
from scoring.application.status import Act
from scoring.casework.approve_grant import approve_grant
from scoring.casework.approve_points import approve_points
from scoring.casework.grant import grant
from scoring.casework.queries import ApplicationFile
from scoring.casework.refuse import refuse
from scoring.casework.return_application import return_application
from scoring.casework.second_look import read_second_look
from scoring.errors import MoveRefused


class DecidePages(ActPages):
    """Approving, granting, refusing, returning."""

    @expose("/<reference>/decide", methods=["GET", "POST"])
    def decide(self, reference: str) -> Answer:
        """Approve, refuse or return what was recommended, grant or return what was approved; of points, approve or return them."""
        form, file = SignedDecideForm(), self._file(reference)
        is_points = file.application.kind == "points"
        if is_points:
            form.act.choices = [SelectChoice("approve", _("Approve the points")), form.act.choices[-1]]

        def do(shown: Shown) -> str:
            services, given = self.services, {"officer": self.officer, "at": self._now()}
            known, reason = (services.transaction, services.library), form.reason.data or ""
            match form.act.data:
                case "approve" if is_points:
                    approve_points(*known, shown, reason=reason, **given)
                    return _("The points are approved. The applicant is told, and can apply by them.")
                case "approve":
                    approve_grant(*known, services.timing, shown, reason=reason, **given)
                    return _("Approved. It can be granted now.")
                case "grant":
                    grant(*known, services.timing, shown, reason=reason, **given)
                    return _("Granted. What it unlocks is listed below.")
                case "refuse":
                    refuse(*known, services.timing, shown, reason=reason, **given)
                    return _("Refused. The reasons stand in the decision.")
                case _:
                    return_application(services.transaction, shown, redo=reason, **given)
                    return _("Returned to the officers.")

        try:
            return self._act(reference, Act.RETURN, form, do)
        except MoveRefused as error:  # incomplete, and of a file that has moved on meanwhile: what was typed is shown
            return conflict(self.render, error, form, file=file)

    def _page(self, file: ApplicationFile, act: Act, form: ShownForm) -> str:
        """Show what is compared, and what can be chosen. Raises MoveRefused where nothing is to be decided any more."""
        if act is not Act.RETURN:
            return super()._page(file, act, form)
        common: dict[str, Any] = {"officer": self.officer, "today": self.services.clock.today()}
        reference = file.application.reference
        look = read_second_look(self.services.transaction, self.services.library, reference, **common)
        basis = read_basis(self.services.library, file.application.pin, look.assessed)
        shown = {"file": look.file, "application": look.file.application, "look": look, "basis": basis, "form": form}
        shown |= {"choices": [(VALUES[one.act], one) for one in look.choices], "choice_keys": KEYS}
        shown["preview"] = self.preview_of(look.file)
        return self.render("console/second_look.html", **shown)
