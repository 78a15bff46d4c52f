"""A form that came back after its session ended: what was typed passes through the sign-in, sealed, for the same account alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from scoring.pages.account.forms import SignInForm
from scoring.web import own_account
from scoring.web.limits import pass_over_files
from scoring.web.page_owner import is_of_staff, owner_of_form, who_is_here
from scoring.web.stale_forms import is_from_here, offer_again, sealed_form, wait_for_sign_in, waiting_form
from scoring.web.typed_again import open_typed

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from scoring.pages.view import Answer
    from scoring.web.services import Services


def register(app: Flask, services: Services) -> None:
    """Let every form that came back to a page of the own account without a session lead to the sign-in with all that was typed."""
    app.register_error_handler(own_account.SignedOut, partial(_ask, services))


def _ask(services: Services, _error: own_account.SignedOut) -> Answer:
    pass_over_files(services.settings)
    waiting, owner = waiting_form(), owner_of_form()
    if waiting:
        return wait_for_sign_in(waiting)
    sealed = sealed_form(owner) if owner and is_from_here() else None
    if sealed is None:
        return redirect(url_for(own_account.SIGN_IN, next=url_for(own_account.HOME)))
    if is_of_staff(owner or ""):
        return wait_for_sign_in(sealed)
    form = SignInForm(formdata=None, kept=sealed)
    return render_template("pages/account/sign_in.html", form=form, is_staff=False), 401


def after_sign_in(services: Services, form: SignInForm) -> Response:
    """Lead back to where the person came from; where a form waits, and is theirs, offer to send it."""
    wanted = own_account.safe_way_back(form.next.data or "")
    if not form.kept.data:
        return redirect(wanted)
    typed = open_typed(services.settings, form.kept.data, who_is_here() or "", services.clock.now())
    if typed is None:
        flash(_("What was typed before belongs to another account, or waited for more than an hour: it is not shown."), "account")
        return redirect(wanted)
    return offer_again(typed)
