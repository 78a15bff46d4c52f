"""The contact of an account: whether messages go there, proving it with a code, and changing it."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.application.contact import Contact, contact
from scoring.application.notice import Channel
from scoring.casework.change_contact import change_contact
from scoring.casework.holders import read_account
from scoring.casework.prove_contact import ask_contact_code, prove_contact, sent_code
from scoring.errors import InputRefused
from scoring.pages.account.forms import ChangeContactForm, ConfirmForm, ContactCodeForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web import own_account
from scoring.web.person import signed_in_holder
from scoring.web.services import Services


def is_told_outside(services: Services, contact: Contact) -> bool:
    """Whether this installation has a way to the contact; without one notices stand in the account alone."""
    return Channel.to(contact.kind) in ways(services)


def ways(services: Services) -> frozenset[Channel]:
    """Give the ways to applicants that this installation has."""
    channels = services.settings.channels
    found = {Channel.EMAIL: channels.mail, Channel.SMS: channels.sms}
    return frozenset(channel for channel, way in found.items() if way is not None)


class ContactPage(Page):
    """`/zh/account/contact`: shows how the contact stands, and takes the code."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Show it; or prove it with the code that was typed, and lead on to where the person wanted."""
        form = ContactCodeForm()
        if request.method == "GET":
            form.next.data = request.args.get("next", "")
        if form.validate_on_submit() and self._proven(form):
            flash(_("Your contact is proven: from now on messages go there too."), "account")
            return redirect(own_account.safe_way_back(form.next.data or ""))
        return show(self.services, form)

    def _proven(self, form: ContactCodeForm) -> bool:
        terms, at = self.services.settings.channels.codes, self.services.clock.now()
        try:
            prove_contact(self.services.transaction, form.code.data or "", terms, holder=signed_in_holder(), at=at)
        except InputRefused as refused:
            form.refuse(refused)
            return False
        return True


class AskContactCode(Page):
    """`/zh/account/contact/code`: sends a code to the contact."""

    methods: ClassVar[list[str]] = ["POST"]

    def dispatch_request(self) -> Answer:
        """Order the code, and show where to type it."""
        form = ContactCodeForm()
        if form.validate_on_submit():
            terms, at = self.services.settings.channels.codes, self.services.clock.now()
            try:
                ask_contact_code(self.services.transaction, ways(self.services), terms, holder=signed_in_holder(), at=at)
            except InputRefused as refused:
                form.refuse(refused)
                return show(self.services, form)
        return redirect(url_for("pages.contact", next=form.next.data or None))


class ChangeContact(Page):
    """`/zh/account/contact/change`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for the new contact and the password."""
        form = ChangeContactForm()
        if not form.validate_on_submit() or not self._changed(form):
            page = render_template("pages/account/change_contact.html", form=form)
            return page if request.method == "GET" else (page, UNPROCESSABLE)
        flash(_("Your contact is changed. You sign in with it from now on."), "account")
        return redirect(url_for("pages.contact"))

    def _changed(self, form: ChangeContactForm) -> bool:
        holder = signed_in_holder()
        try:
            wanted = contact(form.contact.data or "")
            if not own_account.is_password(self.services, holder.account_id, form.password.data or ""):
                form.fault("password", _("This is not your password."))
                return False
            change_contact(self.services.transaction, wanted, holder=holder, at=self.services.clock.now())
        except InputRefused as refused:
            form.refuse(refused)
            return False
        return True


def show(services: Services, form: ContactCodeForm) -> Answer:
    """Show how the contact stands, with what is wrong about what was typed."""
    holder, at = signed_in_holder(), services.clock.now()
    account = read_account(services.transaction, holder)
    given = {
        "account": account,
        "sent": sent_code(services.transaction, services.settings.channels.codes, holder=holder, at=at),
        "is_told_outside": is_told_outside(services, account.contact),
        "way_back": own_account.safe_way_back(form.next.data or ""),
        "asking": ConfirmForm(),
    }
    page = render_template("pages/account/contact.html", form=form, **given)
    return (page, UNPROCESSABLE) if form.errors else page
