"""Acts on one draft: each a form that carries the revision that was shown, checked by one use case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from admin.draft_forms import DraftActForm, PublishForm, PublishRoundsForm, SubmitForm, WithdrawForm
from admin.draft_words import say_draft_refusal, words_of_conflict
from admin.views.inspecting import inspect
from scoring.casework.draft_queries import read_draft
from scoring.casework.drafts import Draft, DraftAct, DraftShown
from scoring.casework.publish_policy import Confirmed, publish_policy
from scoring.casework.publish_rounds import publish_rounds
from scoring.casework.submit_policy import submit_policy
from scoring.casework.withdraw_policy import withdraw_policy
from scoring.errors import InputRefused, MoveRefused, NotAllowed, PolicyNotReady, Stale
from scoring.web.services import Services

Answer = Response | str | tuple[str, int]
UNPROCESSABLE, CONFLICT = 422, 409


class DraftActPages:
    """The pages of acts; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/<scheme>/<version>/submit", methods=["GET", "POST"])
    def submit(self, scheme: str, version: str) -> Answer:
        """Hand the draft to another person."""
        form = SubmitForm()

        def do(shown: DraftShown) -> str:
            submit_policy(self.services.transaction, shown, reason=form.reason.data or "", **self._who())
            return _("Submitted. Another person publishes it.")

        return self._act_on(scheme, version, "submit", form, do)

    @expose("/<scheme>/<version>/withdraw", methods=["GET", "POST"])
    def withdraw(self, scheme: str, version: str) -> Answer:
        """Let the draft go no further."""
        form = WithdrawForm()

        def do(shown: DraftShown) -> str:
            withdraw_policy(self.services.transaction, shown, reason=form.reason.data or "", **self._who())
            return _("Withdrawn. The text may be imported again.")

        return self._act_on(scheme, version, "withdraw", form, do)

    @expose("/<scheme>/<version>/publish", methods=["GET", "POST"])
    def publish(self, scheme: str, version: str) -> Answer:
        """Publish the draft for good."""
        if read_draft(self.services.transaction, scheme, version, officer=self.officer).line.of_rounds:
            return self._publish_rounds(scheme, version)
        form = PublishForm()

        def do(shown: DraftShown) -> str:
            publish_policy(self.services.transaction, shown, Confirmed(form.on.data, form.reason.data or ""), **self._who())
            self.services.live.refresh()
            return _("Published. It is served from its day of effect.")

        return self._act_on(scheme, version, "publish", form, do)

    def _publish_rounds(self, scheme: str, version: str) -> Answer:
        form = PublishRoundsForm()

        def do(shown: DraftShown) -> str:
            publish_rounds(self.services.transaction, shown, **self._who())
            self.services.live.refresh()
            return _("Published. The rounds are announced from now on.")

        return self._act_on(scheme, version, "publish", form, do)

    def _who(self) -> dict[str, Any]:
        return {"officer": self.officer, "at": self.services.clock.now()}

    def _act_on(self, scheme: str, version: str, act: DraftAct, form: DraftActForm, do: Callable[[DraftShown], str]) -> Answer:
        """Show the form, or do the act; what is wrong comes back beside its input, and a conflict keeps what was typed."""
        draft = read_draft(self.services.transaction, scheme, version, officer=self.officer)
        if request.method == "GET":
            if act not in draft.line.acts(self.officer):
                raise Conflict
            form.revision.data = str(draft.line.revision)
            return self._act_page(draft, act, form)
        if not form.validate_on_submit():
            return self._act_page(draft, act, form), UNPROCESSABLE
        try:
            done = do(DraftShown(scheme, version, form.seen))
        except InputRefused as refused:
            form.refuse(refused.field, say_draft_refusal(refused))
            return self._act_page(draft, act, form), UNPROCESSABLE
        except PolicyNotReady as refused:
            return self._act_page(draft, act, form, refused), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed) as error:
            return self.render("console/draft_conflict.html", line=draft.line, error=words_of_conflict(error), form=form), CONFLICT
        flash(done, "success")
        return redirect(url_for("drafts.draft", scheme=scheme, version=version))

    def _act_page(self, draft: Draft, act: DraftAct, form: DraftActForm, refused: PolicyNotReady | None = None) -> str:
        obstacles = refused.obstacles if refused else ()
        inspected = inspect(self.services, draft)
        return self.render("console/draft_act.html", draft=draft, act=act, form=form, obstacles=obstacles, inspected=inspected)
