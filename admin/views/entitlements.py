"""The entitlement ledger: what each person of a granted application is entitled to, and whether it is in force."""

from __future__ import annotations

from flask import request
from flask_admin import expose

from admin.search import moved
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import Answer
from scoring.application.application import EntitlementState
from scoring.casework.lines import EntitlementSearch, Wanted
from scoring.casework.lists import list_entitlements
from scoring.pages.words import say_service

SERVICES = ("registration", "schooling", "housing", "pension", "medical", "residence", "other")


class EntitlementsView(ConsoleView):
    """`/admin/entitlements/`."""

    @expose("/", methods=["GET", "POST"])
    def index(self) -> Answer:
        """List entitlements, those of the newest decision first."""
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
        state, service = request.values.get("state", ""), request.values.get("service", "")
        search = EntitlementSearch(
            request.values.get("q", ""),
            EntitlementState(state) if state in {str(s) for s in EntitlementState} else None,
            service if service in SERVICES else "",
            request.values.get("scheme", ""),
        )
        page = list_entitlements(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        return self.render(
            "console/entitlements.html",
            page=page,
            search=search,
            states=list(EntitlementState),
            services=SERVICES,
            say_service=say_service,
            schemes=self.services.library.schemes(),
            sizes=PAGE_SIZES,
        )
