"""Decisions: the list, and one with everything it rests on."""

from __future__ import annotations

from typing import Literal, cast

from flask import request
from flask_admin import expose

from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.filing import read_basis
from scoring.application.application import Assessed, Decision
from scoring.casework.lines import DecisionSearch, Wanted
from scoring.casework.lists import list_decisions
from scoring.casework.queries import read_decision, read_file

KINDS = ("granted", "refused")


class DecisionsView(ConsoleView):
    """`/admin/decisions/`."""

    @expose("/")
    def index(self) -> str:
        """List decisions, the newest first."""
        kind = request.args.get("kind", "")
        wanted = cast("Literal['granted', 'refused'] | None", kind if kind in KINDS else None)
        search = DecisionSearch(request.args.get("q", ""), wanted, request.args.get("scheme", ""))
        page = list_decisions(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        schemes = self.services.library.schemes()
        return self.render("console/decisions.html", page=page, search=search, kinds=KINDS, schemes=schemes, sizes=PAGE_SIZES)

    @expose("/<reference>")
    def decision(self, reference: str) -> str:
        """Show one decision, ready to be printed."""
        decision = read_decision(self.services.transaction, reference, officer=self.officer)
        file = read_file(self.services.transaction, decision.application, officer=self.officer)
        basis = read_basis(self.services.library, decision.pin, _rested_on(decision))
        return self.render("console/decision.html", decision=decision, file=file, application=file.application, basis=basis)


def _rested_on(decision: Decision) -> Assessed:
    """Give the assessment that the decision keeps a copy of."""
    return Assessed(
        0,
        decision.at,
        decision.maker,
        decision.on,
        decision.pin,
        decision.outcome,
        decision.total,
        decision.facts,
        decision.document,
    )
