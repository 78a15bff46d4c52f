"""Taking away everything that is held about oneself."""

from __future__ import annotations

from typing import ClassVar

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scoring.application.deadlines import local_day
from scoring.casework.archive_parts import REASONS
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.own_archive import own_archive
from scoring.pages.account.forms import ArchiveForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web import own_account
from scoring.web.person import signed_in_holder


class OwnArchive(Page):
    """`/zh/account/archive`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for the password; then give the archive."""
        form, holder = ArchiveForm(), signed_in_holder()
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(form), UNPROCESSABLE if request.method == "POST" else 200
        if not own_account.is_password(self.services, holder.account_id, form.password.data or ""):
            form.fault("password", _("This is not your password."))
            return self._page(form), UNPROCESSABLE
        services, at = self.services, self.services.clock.now()
        room = EvidenceRoom(services.transaction, services.settings.evidence)
        packed = own_archive(room, holder=holder, at=at)
        name = f"luohu-{local_day(at):%Y-%m-%d}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(packed, mimetype="application/zip", headers=headers)

    def _page(self, form: ArchiveForm) -> str:
        return render_template("pages/own/archive.html", form=form, reasons=REASONS)
