"""Agreeing to be served by the account, and withdrawing that."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from scoring.application.electronic_service import CURRENT, TEXTS
from scoring.casework.electronic_service import agree_to_service, read_service_consent, withdraw_service_consent
from scoring.errors import InputRefused
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder


class ElectronicServiceForm(AccountForm):
    """The box, and the version that was shown; `withdraw` is what the other button sends."""

    agreed = BooleanField(_l("I have read this and agree to be served by my account"))
    version = HiddenField()
    withdraw = HiddenField()


class ElectronicService(Page):
    """`/zh/account/electronic-service`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Show what is agreed to, or keep what the holder says."""
        holder, form = signed_in_holder(), ElectronicServiceForm()
        common = {"holder": holder, "at": self.services.clock.now()}
        if form.validate_on_submit():
            try:
                if form.withdraw.data:
                    withdraw_service_consent(self.services.transaction, **common)
                    flash(_("Withdrawn. Later documents are served on you in another way."), "account")
                else:
                    version = (form.version.data or "") if form.agreed.data else ""
                    agree_to_service(self.services.transaction, version, **common)
                    flash(_("You agreed to be served by your account."), "account")
            except InputRefused as refused:
                form.refuse(refused)
            else:
                return redirect(url_for("pages.account"))
        said = read_service_consent(self.services.transaction, holder=holder)
        version = said.version if said and said.is_given else CURRENT
        form.version.data = version
        page = render_template("pages/account/electronic_service.html", form=form, said=said, paragraphs=TEXTS[version])
        return page, UNPROCESSABLE if request.method == "POST" else 200
