"""Decisions: the list, and one with everything it rests on."""

from __future__ import annotations

from functools import partial
from typing import Literal, cast

from flask import redirect, request, url_for
from flask_admin import expose
from flask_wtf import FlaskForm

from admin.contests import contests_of, deciding_organ
from admin.deadlines import say_basis
from admin.forms import RevealForm
from admin.search import moved
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.erasing import show_remains
from admin.views.filing import read_basis
from admin.views.revealing import Answer, show_whole
from scoring.application.application import Assessed, Decision
from scoring.casework.lines import DecisionSearch, Wanted
from scoring.casework.lists import list_decisions
from scoring.casework.prove import list_pieces, prove
from scoring.casework.queries import read_decision, read_file
from scoring.casework.read_preflight import read_preflight
from scoring.casework.recompute_decisions import recompute_one
from scoring.casework.statements import read_statement
from scoring.errors import Erased
from scoring.pages.own.files import policy_of
from scoring.pages.own.proof import say_pieces, sent_bundle
from scoring.pages.preflight_words import PreFlightWords
from scoring.web.viewing import already_told

KINDS = ("granted", "refused")


class DecisionsView(ConsoleView):
    """`/admin/decisions/`."""

    @expose("/", methods=["GET", "POST"])
    def index(self) -> Answer:
        """List decisions, the newest first."""
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
        kind = request.values.get("kind", "")
        wanted = cast("Literal['granted', 'refused'] | None", kind if kind in KINDS else None)
        search = DecisionSearch(request.values.get("q", ""), wanted, request.values.get("scheme", ""))
        page = list_decisions(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        schemes = self.services.library.schemes()
        return self.render("console/decisions.html", page=page, search=search, kinds=KINDS, schemes=schemes, sizes=PAGE_SIZES)

    @expose("/<reference>")
    def decision(self, reference: str) -> str:
        """Show one decision, ready to be printed."""
        return self._page_of(reference, RevealForm(formdata=None), whole=False)

    @expose("/<reference>/reveal", methods=["GET", "POST"])
    def reveal(self, reference: str) -> Answer:
        """Show the decision with names and numbers in full, this once, for a reason."""
        decision = read_decision(self.services.transaction, reference, officer=self.officer)
        if request.method == "GET":
            return redirect(url_for("decisions.decision", reference=reference))
        return show_whole(self, decision.application, partial(self._page_of, reference))

    @expose("/<reference>/recompute", methods=["POST"])
    def recompute(self, reference: str) -> Answer:
        """Compute the decision again from what is kept, and keep what came out."""
        services = self.services
        at = services.clock.now()
        number = recompute_one(services.transaction, services.library, reference, officer=self.officer, at=at)
        return redirect(url_for("audit.recomputation", number=number))

    @expose("/<reference>/proof", methods=["GET", "POST"])
    def proof(self, reference: str) -> Answer:
        """Ask what of a decision its proof is to show, then send the bundle."""
        services = self.services
        decision = read_decision(services.transaction, reference, officer=self.officer)
        pieces = list_pieces(services.transaction, decision.application, officer=self.officer)
        if request.method == "POST" and pieces:
            shown, at = request.form.getlist("shown"), services.clock.now()
            content = prove(services.transaction, decision.application, shown, officer=self.officer, at=at)
            already_told()
            return sent_bundle(content, decision.application)
        policy = policy_of(services, decision.pin.scheme, decision.pin.version)
        return self.render("console/proof.html", decision=decision, form=FlaskForm(), pieces=say_pieces(policy, pieces))

    def _page_of(self, reference: str, reveal: RevealForm, *, whole: bool) -> str:
        try:
            decision = read_decision(self.services.transaction, reference, officer=self.officer)
        except Erased as erased:
            return show_remains(self, erased)
        file = read_file(self.services.transaction, decision.application, officer=self.officer)
        basis = read_basis(self.services.library, decision.pin, _rested_on(decision))
        flight = read_preflight(self.services.transaction, self.services.library, decision.application, officer=self.officer)
        return self.render(
            "console/decision.html",
            decision=decision,
            file=file,
            application=file.application,
            basis=basis,
            contests=contests_of(self.services, file, decision),
            served_on=file.served_on,
            organ=deciding_organ(self.services, decision),
            statement=read_statement(
                self.services.transaction, self.services.library, self.services.timing, decision.application, officer=self.officer
            ),
            flight=flight,
            flight_words=PreFlightWords(flight) if flight else None,
            say_basis=say_basis,
            reveal=reveal,
            whole=whole,
        )


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
