"""What auditors open: decisions by what they look for, and what came of computing them again."""

from __future__ import annotations

from typing import cast

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from admin.audit_search import cells, filter_asked, heads, is_unread, labels_of, row_choices
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.sampling import SamplePages
from scoring.application.audit import DecisionFilter
from scoring.casework.decision_search import search_decisions
from scoring.casework.lines import Wanted
from scoring.casework.offices import list_offices
from scoring.casework.recomputations import list_recomputations, read_recomputation
from scoring.casework.recompute_decisions import order_recomputation
from scoring.casework.sheets import KINDS as SHEETS
from scoring.casework.sheets import SheetKind, write_table
from scoring.engine.award import Outcome
from scoring.policy.model import Policy
from scoring.web.viewing import tell_rows

SHEET_ROWS = 5000
"""Up to how many decisions one sheet holds; a narrower search gives the others."""

KINDS = ("granted", "refused")


class AuditView(SamplePages, ConsoleView):
    """`/admin/audit/`."""

    @expose("/")
    def index(self) -> str:
        """Search decisions, a page at a time from the newest."""
        wanted, size = filter_asked(), page_wanted()[1]
        before = request.args.get("before", None, int)
        found = search_decisions(self.services.transaction, wanted, officer=self.officer, before=before, size=size)
        tell_rows(len(found.lines))
        library = self.services.library
        return self.render(
            "console/audit.html",
            found=found,
            wanted=wanted,
            unread=is_unread(),
            kinds=KINDS,
            outcomes=[outcome for outcome in Outcome if outcome is not Outcome.PROVISIONAL],
            versions=[(policy.scheme, policy.version) for policy in library.policies],
            offices=list_offices(self.services.transaction),
            form=FlaskForm(),
            rows=row_choices(self._version(wanted)),
            sheet_rows=SHEET_ROWS,
        )

    @expose("/sheet/<export_type>")
    def sheet(self, export_type: str) -> Response:
        """Give the newest decisions that match as a sheet, CSV or XLSX."""
        if export_type not in SHEETS:
            raise NotFound
        found = search_decisions(self.services.transaction, filter_asked(), officer=self.officer, size=SHEET_ROWS)
        tell_rows(len(found.lines))
        kind = cast("SheetKind", export_type)
        content = write_table(kind, heads(), map(cells, found.lines))
        answer = Response(content, content_type=SHEETS[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="decisions.{kind}"'
        return answer

    @expose("/recomputed", methods=["GET", "POST"])
    def recomputations(self) -> Response | str:
        """List what was computed again; order it for what was searched."""
        services = self.services
        if request.method == "POST":
            at = services.clock.now()
            number = order_recomputation(services.transaction, filter_asked(), officer=self.officer, at=at)
            services.background.wake()
            flash(_("Recomputation %(number)d is ordered. It goes on in the background.", number=number), "success")
            return redirect(url_for("audit.recomputation", number=number))
        page = list_recomputations(services.transaction, Wanted(*_page()), officer=self.officer)
        return self.render("console/recomputations.html", page=page, sizes=PAGE_SIZES, labels_of=labels_of)

    @expose("/recomputed/<int:number>")
    def recomputation(self, number: int) -> str:
        """Show what came out of one, and every decision that did not come out the same."""
        of, page = read_recomputation(self.services.transaction, number, Wanted(*_page()), officer=self.officer)
        return self.render("console/recomputation.html", of=of, page=page, sizes=PAGE_SIZES, labels_of=labels_of)

    def _version(self, wanted: DecisionFilter) -> Policy | None:
        """Give the version that was asked for, if it is here."""
        asked = (wanted.scheme, wanted.version)
        return next((one for one in self.services.library.policies if (one.scheme, one.version) == asked), None)


def _page() -> tuple[int, int]:
    number, size = request.args.get("page", 1, int), request.args.get("size", PAGE_SIZES[0], int)
    return number, size if size in PAGE_SIZES else PAGE_SIZES[0]
