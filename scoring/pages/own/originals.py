"""Showing the originals of the own application: where and until when, and why one cannot come."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.originals import OriginalsStep
from scoring.application.own_file import OwnFile
from scoring.application.status import Act
from scoring.casework.forfeit import give_cause
from scoring.casework.own_queries import read_own_file
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import file_address, shown
from scoring.pages.own.forms import ActForm
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder

CONFLICT = 409


class CauseForm(ActForm):
    """Why somebody did not come, or cannot."""

    cause = TextAreaField(
        _l("Why you did not come, or cannot come"),
        description=_l("The office weighs it. Where the cause holds, it may summon you once more."),
    )


class OwnOriginalsPage(Page):
    """`/zh/account/applications/<reference>/originals`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str) -> Answer:
        """Show every summons, and take a cause as long as somebody is waited for. Raises NotFound where nobody was summoned."""
        holder, form = signed_in_holder(), CauseForm()
        file = self._read(reference, holder)
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(file, form), UNPROCESSABLE if request.method == "POST" else 200
        services, seen = self.services, Shown(reference, form.shown_version)
        try:
            give_cause(services.transaction, seen, holder=holder, at=services.clock.now(), cause=form.cause.data or "")
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(file, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed):
            return self._page(self._read(reference, holder), form, is_conflict=True), CONFLICT
        flash(_("What you said is with the office."), "own")
        return redirect(file_address(reference))

    def _read(self, reference: str, holder: Holder) -> OwnFile:
        file = read_own_file(self.services.transaction, reference, holder=holder)
        if not file.originals:
            raise NotFound("originals", reference)
        return file

    def _page(self, file: OwnFile, form: CauseForm, *, is_conflict: bool = False) -> str:
        form.version.data = str(file.version)
        known = {**shown(self.services, file), "is_conflict": is_conflict, "is_possible": Act.GIVE_CAUSE in file.acts}
        return render_template("pages/own/originals.html", form=form, say_originals_step=say_originals_step, **known)


def say_originals_step(step: OriginalsStep) -> str:
    """Say one step to the applicant."""
    return {
        "reminded": _("You were reminded."),
        "seen": _("Your originals were seen, and match."),
        "not_matching": _("Your originals do not match:"),
        "asked": _("The office asks why the originals were not shown:"),
        "cause": _("What you said:"),
        "forfeited": _("The application was taken as forfeited:"),
    }[step.kind.value]
