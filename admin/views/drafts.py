"""Drafts of policies: the list, one draft with all that inspection says of it, and importing a version."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.draft_forms import ImportForm
from admin.draft_words import say_draft_refusal
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.announcing import AnnouncingPages
from admin.views.draft_acts import DraftActPages
from admin.views.inspecting import advise, inspect
from scoring.casework.draft_queries import DraftSearch, list_drafts, read_draft
from scoring.casework.drafts import DraftStatus, HandedIn
from scoring.casework.import_policy import import_policy
from scoring.casework.kept_policies import kept_policy
from scoring.casework.lines import Wanted
from scoring.errors import InputRefused, NotFound

UNPROCESSABLE = 422


class DraftsView(DraftActPages, AnnouncingPages, ConsoleView):
    """`/admin/drafts/`."""

    @expose("/")
    def index(self) -> str:
        """List drafts by their newest revision, the newest import first."""
        search = DraftSearch(request.args.get("q", ""), _status(request.args.get("status", "")))
        page = list_drafts(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        statuses = list(DraftStatus)
        return self.render("console/drafts.html", page=page, search=search, statuses=statuses, sizes=PAGE_SIZES)

    @expose("/<scheme>/<version>")
    def draft(self, scheme: str, version: str) -> str:
        """Show one draft: the newest revision, or the one that is asked for."""
        revision = request.args.get("revision", None, int)
        draft = read_draft(self.services.transaction, scheme, version, revision, officer=self.officer)
        inspected = inspect(self.services, draft)
        acts = draft.line.acts(self.officer) if draft.is_newest else ()
        waits = draft.line.status is DraftStatus.SUBMITTED and "publish" not in acts
        advice = advise(inspected)
        return self.render("console/draft.html", draft=draft, inspected=inspected, advice=advice, acts=acts, waits=waits)

    @expose("/new", methods=["GET", "POST"])
    def new(self) -> Response | str | tuple[str, int]:
        """Import a version, by its text or its file."""
        form = ImportForm()
        if request.method == "GET":
            self._prefill(form, request.args.get("scheme", ""), request.args.get("version", ""))
            return self.render("console/import.html", form=form)
        is_valid = form.validate()
        if not (form.read() and is_valid):
            return self.render("console/import.html", form=form), UNPROCESSABLE
        try:
            draft = import_policy(self.services.transaction, _handed_in(form), officer=self.officer, at=self.services.clock.now())
        except InputRefused as refused:
            form.refuse(refused.field, say_draft_refusal(refused))
            return self.render("console/import.html", form=form), UNPROCESSABLE
        flash(_("Imported as revision %(revision)s. What inspection found stands below.", revision=draft.line.revision), "success")
        return redirect(url_for("drafts.draft", scheme=draft.line.scheme, version=draft.line.version))

    def _prefill(self, form: ImportForm, scheme: str, version: str) -> None:
        """Put the texts of an open draft, or else of a published version, into the boxes, where one is named that there is."""
        try:
            draft = read_draft(self.services.transaction, scheme, version, officer=self.officer)
        except NotFound:
            draft = None
        if draft is None or draft.line.status is DraftStatus.PUBLISHED:
            self._prefill_published(form, scheme, version)
            return
        form.text.data, form.cases.data, form.vocabulary.data = draft.source.text, draft.cases, draft.source.vocabulary
        form.rounds.data = draft.source.rounds if draft.rounds_are_own else ""

    def _prefill_published(self, form: ImportForm, scheme: str, version: str) -> None:
        try:
            kept = kept_policy(self.services.transaction, scheme, version)
        except NotFound:
            return
        form.text.data, form.cases.data, form.rounds.data = kept.source.text, kept.cases, kept.source.rounds


def _handed_in(form: ImportForm) -> HandedIn:
    texts: dict[str, Any] = {name: form[name].data or None for name in ("vocabulary", "rounds")}
    return HandedIn(
        form.text.data or "", form.cases.data or "", (form.scheme.data or "").strip(), (form.version.data or "").strip(), **texts
    )


def _status(name: str) -> DraftStatus | None:
    """Read a status of the address; one that does not exist filters nothing."""
    return DraftStatus(name) if name in {str(status) for status in DraftStatus} else None
