"""The register of entitlements: what each person of a granted application has, what happened with it, and the acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from werkzeug.exceptions import Conflict, NotFound

from admin.conflicts import conflict
from admin.entitlement_words import LEADS_ON, turn_words
from admin.refusal_words import say_refusal
from admin.register_forms import TurnForm
from admin.search import moved
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import UNPROCESSABLE, Answer, shown_by
from scoring.application.entitlement import EntitlementState
from scoring.application.status import Act
from scoring.casework.lines import EntitlementSearch, Wanted
from scoring.casework.lists import list_entitlements
from scoring.casework.register_queries import read_person
from scoring.casework.turn_entitlement import Chosen, turn_entitlement
from scoring.errors import InputRefused, MoveRefused, NotAllowed, Stale
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

    @expose("/<reference>/<int:person>")
    def person(self, reference: str, person: int) -> str:
        """Show what one person of a file has, with every step of it."""
        return self.render("console/person_register.html", **self._shown(reference, person))

    @expose("/<reference>/<int:person>/<entitlement>/<any(suspend, resume, end):turn>", methods=["GET", "POST"])
    def turn(self, reference: str, person: int, entitlement: str, turn: str) -> Answer:
        """Suspend, resume or end one entitlement of one person."""
        form, act, shown = TurnForm(), Act(turn), self._shown(reference, person)
        entry = next((entry for entry, _steps in shown["entries"] if entry.entitlement == entitlement), None)
        if entry is None:
            raise NotFound
        page = {**shown, "entry": entry, "form": form, "act": act, "turn_words": turn_words(act)}
        if request.method == "GET":
            if act not in LEADS_ON[entry.state] or act not in shown["file"].application.acts:
                raise Conflict
            form.version.data = str(shown["file"].application.version)
            return self.render("console/turn_entitlement.html", **page)
        if not form.validate_on_submit():
            return self.render("console/turn_entitlement.html", **page), UNPROCESSABLE
        return self._turn(form, Chosen(person, entitlement, act), page)

    def _turn(self, form: TurnForm, chosen: Chosen, page: Mapping[str, Any]) -> Answer:
        services, file, reason = self.services, page["file"], form.reason.data or ""
        common: Any = {"officer": self.officer, "at": services.clock.now(), "reason": reason}
        try:
            turn_entitlement(services.transaction, shown_by(form, file.application.reference), chosen, **common)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self.render("console/turn_entitlement.html", **page), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        flash(page["turn_words"].done, "success")
        return redirect(url_for("entitlements.person", reference=file.application.reference, person=chosen.person))

    def _shown(self, reference: str, person: int) -> dict[str, Any]:
        found = read_person(self.services.transaction, reference, person, officer=self.officer)
        common = {"say_service": say_service, "leads_on": LEADS_ON, "say_turn": lambda act: turn_words(act).title}
        return {"file": found.file, "person": found.person, "entries": found.entries, **common}
