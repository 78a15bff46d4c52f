"""Applications: the list, one file, and every act of an officer or supervisor on it."""

from __future__ import annotations

from flask import request
from flask_admin import expose

from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import ActPages
from admin.views.filing import read_basis
from admin.views.recording import RecordPages
from scoring.application.status import Status
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.queries import read_file


class ApplicationsView(RecordPages, ActPages, ConsoleView):
    """`/admin/applications/`."""

    @expose("/")
    def index(self) -> str:
        """List applications, the newest first."""
        search = ApplicationSearch(
            request.args.get("q", ""), _status(request.args.get("status", "")), request.args.get("scheme", "")
        )
        page = list_applications(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        return self.render(
            "console/applications.html",
            page=page,
            search=search,
            statuses=list(Status),
            schemes=self.services.library.schemes(),
            sizes=PAGE_SIZES,
        )

    @expose("/<reference>")
    def file(self, reference: str) -> str:
        """Show one application with all that belongs to it."""
        file = read_file(self.services.transaction, reference, officer=self.officer)
        basis = read_basis(self.services.library, file.application.pin, file.assessments[0])
        return self.render("console/file.html", file=file, application=file.application, basis=basis)


def _status(name: str) -> Status | None:
    """Read a status of the address; one that does not exist filters nothing."""
    return Status(name) if name in {str(s) for s in Status} else None
