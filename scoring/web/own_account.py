"""The door of applicants: signing in by contact and password, and who is turned away from which page.

It shares the cookie and the accounts table with the staff's sign-in and nothing else: neither lets the other's accounts in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Flask, abort, redirect, request, url_for
from flask_security import UserMixin, hash_password
from flask_security.proxies import _datastore
from flask_security.utils import login_user, logout_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from scoring.application.contact import Contact, contact
from scoring.application.holder import Holder
from scoring.application.officer import Officer
from scoring.application.password import normalised
from scoring.casework.agree import has_agreed
from scoring.casework.holders import username_by
from scoring.casework.new_start import use_new_start
from scoring.errors import InputRefused, NotFound
from scoring.web.access import ACCESS, CONSOLE, PASSWORD_GIVEN, Reach, may_open
from scoring.web.limits import Guesses
from scoring.web.page_owner import mark_pages
from scoring.web.person import is_holder, visitor
from scoring.web.services import services_here

if TYPE_CHECKING:
    from scoring.web.services import Services

SIGN_IN, HOME = "pages.sign_in", "pages.account"
_DOORS = frozenset({"security.login", "security.two_factor_setup", "security.two_factor_token_validation"})
_WITHOUT_CONSENT = frozenset({"pages.renew_consent", "pages.own_archive", "pages.close_account", "pages.identity_stated"})
"""What is open to who has not agreed to the newer text: agreeing, taking everything away, leaving."""

_LOCAL = re.compile(r"/(zh|en)/[A-Za-z0-9/_.~%@-]*(\?[A-Za-z0-9/_.~%@=&+:,-]*)?")


class SignedOut(Unauthorized):
    """A form came back to a page of the own account after its session ended."""


def enter(services: Services, typed: str, password: str) -> bool:
    """Sign an applicant in; False, alike for a contact that is nobody's and a wrong password.

    Raises:
        TooManyRequests: it was tried too often for this contact, or from this address.
    """
    whose = _read(typed)
    name = typed if whose is None else whose.reveal()
    guesses = Guesses(services)
    guesses.begin("contact", name)
    account = _find(services, whose)
    if not _is_right(account, password) or account is None:
        return False
    _datastore.commit()  # type: ignore[no-untyped-call]  # a password hashed anew: upon an older reading SQLite lets nobody write
    guesses.succeed("contact", name)
    _admit(account)
    return True


def start_anew(services: Services, typed: str, code: str, password: str) -> None:
    """Set another password with a code from the counter, and sign in.

    Raises:
        InputRefused: as `casework.new_start` says, alike for a contact that is nobody's.
        TooManyRequests: it was tried too often.
    """
    whose = contact(typed)
    guesses = Guesses(services)
    guesses.begin("contact", whose.reveal())
    at = services.clock.now()
    holder = use_new_start(services.transaction, whose, code, password=password, at=at, hash_password=hashed)
    guesses.succeed("contact", whose.reveal())
    stay(holder.account_id)


def is_password(services: Services, account_id: int, password: str) -> bool:
    """Whether this is the password of the account that is signed in. Raises TooManyRequests."""
    guesses = Guesses(services)
    guesses.begin("password", str(account_id))
    forget_reading()
    if not _is_right(_datastore.find_user(id=account_id), password):
        return False
    _datastore.commit()  # type: ignore[no-untyped-call]  # as above
    guesses.succeed("password", str(account_id))
    return True


def stay(account_id: int) -> None:
    """Sign the holder of an account in anew, after an act that ended its sessions, or that opened it."""
    forget_reading()
    account = _datastore.find_user(id=account_id)
    if account is None:
        raise NotFound("account", str(account_id))
    _admit(account)


def _admit(account: UserMixin) -> None:
    login_user(account, remember=False, authn_via=["password"])
    mark_pages("applicant", account.id)


def leave() -> None:
    """Sign out."""
    logout_user()


def hashed(password: str) -> str:
    """Hash a password as the sign-in does."""
    return str(hash_password(password))


def safe_way_back(wanted: str) -> str:
    """Give *wanted* where it is an address of these pages, else the account's own page: nobody is led elsewhere."""
    return wanted if _LOCAL.fullmatch(wanted) and "/account/sign-" not in wanted else url_for(HOME)


def register(app: Flask) -> None:
    """Turn away who may not open a page: an applicant from what is staff's, everybody but applicants from what is theirs."""

    def turn_away() -> Response | None:
        endpoint = request.endpoint or ""
        row = ACCESS.get(endpoint)
        if endpoint in _DOORS and is_holder():
            return redirect(url_for(HOME))
        if row is None or row.public or row is PASSWORD_GIVEN or endpoint in CONSOLE:
            return None  # the console asks for itself
        person = visitor()
        if may_open(person, endpoint):
            return _ask_anew(person, endpoint)
        if person is not None:
            abort(403)
        if row.reach not in {Reach.OWN, Reach.OWN_FILES}:
            return None  # the library leads to the staff's sign-in
        if request.method == "POST":
            raise SignedOut  # the pages keep what was typed
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(url_for(SIGN_IN, next=safe_way_back(back)))  # no code of a provider travels on

    app.before_request(turn_away)


def _ask_anew(person: Officer | Holder | None, endpoint: str) -> Response | None:
    """Lead an applicant to the newer consent text before anything else is opened; a form that was sent is never lost for it."""
    if request.method != "GET" or not isinstance(person, Holder) or endpoint in _WITHOUT_CONSENT:
        return None
    if has_agreed(services_here().transaction, person.account_id):
        return None
    return redirect(url_for("pages.renew_consent", next=safe_way_back(request.full_path.rstrip("?"))))


def _read(typed: str) -> Contact | None:
    try:
        return contact(typed)
    except InputRefused:
        return None


def _find(services: Services, whose: Contact | None) -> UserMixin | None:
    username = None if whose is None else username_by(services.transaction, whose)
    forget_reading()
    return None if username is None else _datastore.find_user(username=username)


def _is_right(account: UserMixin | None, password: str) -> bool:
    if account is None or not account.active or not password:
        hash_password(normalised(password) or "-")  # as long as for an account that there is
        return False
    return bool(account.verify_and_update_password(normalised(password)))


def forget_reading() -> None:
    """End what the session of the sign-in read: others have written since, and SQLite lets nobody write upon an older reading."""
    _datastore.commit()  # type: ignore[no-untyped-call]  # the library says no types
