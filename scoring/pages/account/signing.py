"""Sign up, sign in, sign out."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scoring.application import consent
from scoring.application.contact import contact
from scoring.casework.holders import read_account
from scoring.casework.sign_up import SigningUp, faults, sign_up
from scoring.errors import InputRefused
from scoring.pages.account.contact import is_told_outside
from scoring.pages.account.forms import ConfirmForm, NewStartForm, SignInForm, SignUpForm
from scoring.pages.account.returning import after_sign_in
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web import own_account
from scoring.web.person import is_holder, officer, signed_in_holder
from scoring.web.services import Services

ALREADY = "pages.account"


class SignUp(Page):
    """`/zh/account/sign-up`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for a contact, a password and consent; then open the account and sign in."""
        if is_holder():
            return redirect(url_for(ALREADY))
        form = SignUpForm()
        if request.method == "GET":
            form.next.data = request.args.get("next", "")
        if not form.validate_on_submit() or not _opened(self.services, form):
            form.version.data = consent.CURRENT  # of what the page shows now
            page = render_template("pages/account/sign_up.html", form=form, consent=consent.TEXTS[consent.CURRENT])
            return page if request.method == "GET" else (page, UNPROCESSABLE)
        return _after(self.services, form.next.data or "")


def _opened(services: Services, form: SignUpForm) -> bool:
    """Whether the account was opened; else what is wrong stands in the form."""
    version = (form.version.data or "") if form.consent.data else ""
    for wrong in faults(form.contact.data or "", form.password.data or "", version):
        form.refuse(wrong)
    if form.password.data != form.again.data:
        form.fault("again", _("The two passwords differ. Type the same twice."))
    if form.errors:
        return False
    try:
        given = SigningUp(contact(form.contact.data or ""), form.password.data or "", version)
        holder = sign_up(services.transaction, given, at=services.clock.now(), hash_password=own_account.hashed)
    except InputRefused as refused:
        form.refuse(refused)
        return False
    own_account.stay(holder.account_id)
    return True


def _after(services: Services, wanted: str) -> Response:
    """Lead to the page that proves the contact, where something can be sent there; else to where the person came from."""
    account = read_account(services.transaction, signed_in_holder())
    if is_told_outside(services, account.contact):
        return redirect(url_for("pages.contact", next=wanted))
    return redirect(own_account.safe_way_back(wanted))


class SignIn(Page):
    """`/zh/account/sign-in`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for contact and password; then lead back to where the person came from."""
        form = SignInForm()
        if is_holder():
            return (
                after_sign_in(self.services, form)
                if form.kept.data
                else redirect(own_account.safe_way_back(request.args.get("next", "")))
            )
        if request.method == "GET":
            form.next.data = request.args.get("next", "")
        if form.validate_on_submit():
            if own_account.enter(self.services, form.contact.data or "", form.password.data or ""):
                return after_sign_in(self.services, form)
            form.fault("contact", _("These do not belong together, or there is no such account. Check both and try again."))
        page = render_template("pages/account/sign_in.html", form=form, is_staff=officer() is not None)
        return page if request.method == "GET" else (page, UNPROCESSABLE)


class NewStart(Page):
    """`/zh/account/new-start`: another password, with the code that an officer at the counter gave."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Ask for contact, code and twice for the password; then sign in."""
        form = NewStartForm()
        if form.validate_on_submit() and _started(self.services, form):
            return redirect(url_for(ALREADY))
        page = render_template("pages/account/new_start.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)


def _started(services: Services, form: NewStartForm) -> bool:
    """Whether the password was set; else what is wrong stands in the form."""
    if form.password.data != form.again.data:
        form.fault("again", _("The two passwords differ. Type the same twice."))
        return False
    try:
        own_account.start_anew(services, form.contact.data or "", form.code.data or "", form.password.data or "")
    except InputRefused as refused:
        form.refuse(refused)
        return False
    return True


class SignOut(Page):
    """`/zh/account/sign-out`."""

    methods: ClassVar[list[str]] = ["POST"]

    def dispatch_request(self) -> Answer:
        """Sign out; what the browser keeps of a self-check stays there."""
        if ConfirmForm().validate_on_submit():
            own_account.leave()
        return redirect(url_for("pages.start"))


class Consent(Page):
    """`/zh/account/consent`: what one agrees to at sign-up."""

    def dispatch_request(self) -> Answer:
        """Show a version of the text, that of today where none is named."""
        wanted = request.args.get("version", consent.CURRENT)
        version = wanted if wanted in consent.TEXTS else consent.CURRENT
        return render_template("pages/account/consent.html", consent=consent.TEXTS[version], version=version)
