"""What an account holds, its password, and closing it."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.application.status import Status
from scoring.casework.authorities import authorities_given, authorities_held
from scoring.casework.change_password import change_password
from scoring.casework.close_account import close_account
from scoring.casework.counter import show_code, shown_code
from scoring.casework.electronic_service import read_service_consent
from scoring.casework.holders import read_account
from scoring.casework.messages import count_unread
from scoring.casework.own_queries import list_own
from scoring.casework.preparations import list_offered, list_prepared
from scoring.casework.record_authority import end_authority
from scoring.errors import InputRefused
from scoring.pages.account.contact import is_told_outside
from scoring.pages.account.forms import CloseForm, ConfirmForm, PasswordForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web import own_account
from scoring.web.language import language
from scoring.web.person import signed_in_holder
from scoring.web.typed import whole_number


class Account(Page):
    """`/zh/account`: my account."""

    def dispatch_request(self) -> Answer:
        """Show what the account holds, masked, and what can be done."""
        holder = signed_in_holder()
        account = read_account(self.services.transaction, holder)
        code = shown_code(self.services.transaction, holder=holder, at=self.services.clock.now())
        on = self.services.clock.today()
        held = authorities_held(self.services.transaction, account.holder, on=on)
        allowed = authorities_given(self.services.transaction, account.holder, on=on)
        own = list_own(self.services.transaction, holder=holder)
        prepared = {line.reference for line in list_prepared(self.services.transaction, holder.account_id)}
        titles = {policy.scheme: policy.title.say(language()) for policy in self.services.library.policies}
        said = read_service_consent(self.services.transaction, holder=holder)
        given = {
            "account": account,
            "served_here": said is not None and said.is_given,
            "code": code,
            "unread": count_unread(self.services.transaction, holder),
            "drafts": [line for line in own if line.status is Status.DRAFT and line.reference not in prepared],
            "offered": list_offered(self.services.transaction, holder=account.holder),
            "held": held,
            "allowed": allowed,
            "titles": titles,
            "is_told_outside": is_told_outside(self.services, account.contact),
            "has_service": self.services.settings.identity_provider is not None,
        }
        return render_template("pages/account/home.html", form=ConfirmForm(), **given)


class EndAuthority(Page):
    """`/zh/account/end-authority`: ends that the holder acts for somebody, or somebody for the holder."""

    methods: ClassVar[list[str]] = ["POST"]

    def dispatch_request(self) -> Answer:
        """End it; the form names it, no address does."""
        authority = whole_number(request.form.get("authority")) or 0
        if ConfirmForm().validate_on_submit():
            end_authority(self.services.transaction, authority, by=signed_in_holder(), at=self.services.clock.now())
            flash(_("The authority is ended."), "account")
        return redirect(url_for("pages.account", _anchor="authority"))


class CounterCode(Page):
    """`/zh/account/counter-code`: shows a code by which an officer at the counter finds the account."""

    methods: ClassVar[list[str]] = ["POST"]

    def dispatch_request(self) -> Answer:
        """Make the code, unless one holds still."""
        if ConfirmForm().validate_on_submit():
            show_code(self.services.transaction, holder=signed_in_holder(), at=self.services.clock.now())
        return redirect(url_for("pages.account", _anchor="identity"))


class Password(Page):
    """`/zh/account/password`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for the present password and twice for the new one."""
        form = PasswordForm()
        if not form.validate_on_submit() or not self._changed(form):
            page = render_template("pages/account/password.html", form=form)
            return page if request.method == "GET" else (page, UNPROCESSABLE)
        flash(_("Your password is changed. Wherever else you were signed in, you are signed out."), "account")
        return redirect(url_for("pages.account"))

    def _changed(self, form: PasswordForm) -> bool:
        holder = signed_in_holder()
        current, password = form.current.data or "", form.password.data or ""
        if password != form.again.data:
            form.fault("again", _("The two passwords differ. Type the same twice."))
            return False
        if not own_account.is_password(self.services, holder.account_id, current):
            form.fault("current", _("This is not your password."))
            return False
        given = {"holder": holder, "at": self.services.clock.now(), "hash_password": own_account.hashed}
        try:
            change_password(self.services.transaction, password, current=current, **given)
        except InputRefused as refused:
            form.refuse(refused)
            return False
        own_account.stay(holder.account_id)
        return True


class CloseAccount(Page):
    """`/zh/account/close`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for the password; then destroy what is personal and sign out."""
        form = CloseForm()
        if not form.validate_on_submit() or not self._closed(form):
            page = render_template("pages/account/close.html", form=form)
            return page if request.method == "GET" else (page, UNPROCESSABLE)
        return redirect(url_for("pages.account_closed"))

    def _closed(self, form: CloseForm) -> bool:
        holder = signed_in_holder()
        if not own_account.is_password(self.services, holder.account_id, form.password.data or ""):
            form.fault("password", _("This is not your password."))
            return False
        try:
            close_account(self.services.transaction, holder=holder, at=self.services.clock.now())
        except InputRefused as refused:
            form.refuse(refused)
            return False
        own_account.leave()
        return True


class AccountClosed(Page):
    """`/zh/account/closed`."""

    def dispatch_request(self) -> Answer:
        """Say that it is done."""
        return render_template("pages/account/closed.html")
