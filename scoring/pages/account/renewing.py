"""Agreeing to a newer text of what is kept and for what."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from scoring.application import consent
from scoring.application.personal import PURPOSES
from scoring.casework.agree import agree, has_agreed
from scoring.errors import InputRefused
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web import own_account
from scoring.web.person import signed_in_holder


class RenewForm(AccountForm):
    """The box, and the version that was shown."""

    consent = BooleanField(_l("I have read what the account keeps and for what, and agree"))
    version = HiddenField()
    next = HiddenField()


class RenewConsent(Page):
    """`/zh/account/renew-consent`: asks once a newer text is there; who does not agree may leave with everything."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Show the text, or keep that the holder agrees; then lead on to where they wanted."""
        holder, form = signed_in_holder(), RenewForm()
        if request.method == "GET":
            form.next.data = request.args.get("next", "")
        if has_agreed(self.services.transaction, holder.account_id):
            return redirect(own_account.safe_way_back(form.next.data or ""))
        if form.validate_on_submit():
            version = (form.version.data or "") if form.consent.data else ""
            try:
                agree(self.services.transaction, version, holder=holder, at=self.services.clock.now())
            except InputRefused as refused:
                form.refuse(refused)
            else:
                return redirect(own_account.safe_way_back(form.next.data or ""))
        form.version.data = consent.CURRENT
        known = {"consent": consent.TEXTS[consent.CURRENT], "purposes": [PURPOSES[one] for one in consent.COVERS[consent.CURRENT]]}
        page = render_template("pages/account/renew_consent.html", form=form, **known)
        return page, UNPROCESSABLE if request.method == "POST" else 200
