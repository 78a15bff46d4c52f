"""Announcing a further round of a published version: the form of its notice, the entry as it would stand, and the draft of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _

from admin.announcing_forms import AnnounceForm
from admin.refusal_words import say_refusal
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.announcing import has_rounds
from scoring.casework.announce_round import Preview, announce_round, preview_round, read_begun
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from scoring.casework.announce_round import Begun
    from scoring.web.services import Services


class AnnouncingPages:
    """The page of an announcement; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/<scheme>/<version>/announce", methods=["GET", "POST"])
    def announce(self, scheme: str, version: str) -> Answer:
        """Enter what the notice of a further round says, look at the entry, and keep it as a draft."""
        begun = read_begun(self.services.transaction, scheme, version, officer=self.officer)
        if not has_rounds(begun.policy):
            abort(404)
        form = AnnounceForm.for_policy(begun.policy)
        if request.method == "GET":
            return self._announcement(form, begun)
        form.validate()
        said = form.announcement()
        try:
            preview = preview_round(begun, said)
            for problem in preview.problems:
                form.refuse_place(problem.field, say_refusal(InputRefused(problem.field, problem.remedy)))
            if form.errors:
                return self._announcement(form, begun), UNPROCESSABLE
            if request.form.get("press") == "keep":
                known = {"officer": self.officer, "at": self.services.clock.now()}
                announce_round(self.services.transaction, (scheme, version), said, form.seen.data or "", **known)  # type: ignore[arg-type] # each by its name
                flash(_("Kept as a draft. Look it through and submit it; another person publishes it."), "success")
                return redirect(url_for("drafts.draft", scheme=scheme, version=version))
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._announcement(form, begun, preview_round(begun, said)), UNPROCESSABLE
        return self._announcement(form, begun, preview)

    def _announcement(self, form: AnnounceForm, begun: Begun, preview: Preview | None = None) -> str:
        if preview is not None:
            form.seen.data = preview.digest
        return self.render("console/announce.html", form=form, policy=begun.policy, begun=begun, preview=preview)
