"""Sign-in of staff: argon2, then a second factor; no registration, one answer for every wrong name or password.

The page is the template `security/login_user.html`, given `login_user_form` (`username`, `password`, `next`, `csrf_token`,
`submit`); what is wrong stands in its `form_errors` alone. `security/change_password.html` is given `change_password_form`
(`password`, `new_password`, `new_password_confirm`, `csrf_token`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext
from flask_security import LoginForm, Security, UserMixin
from flask_security.datastore import UserDatastore
from flask_security.proxies import _datastore
from wtforms import StringField

from scoring.application.officer import Role
from scoring.settings import Settings
from scoring.web import second_factor
from scoring.web.limits import Guesses
from scoring.web.services import services_here

SIGN_IN_HOURS = 10  # a working day; then one signs in again


def configuration(settings: Settings, *, is_https: bool) -> dict[str, Any]:
    """Give the settings of sign-in and of the cookies it needs."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "luohu_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": is_https,
        "PERMANENT_SESSION_LIFETIME": SIGN_IN_HOURS * 3600,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": is_https,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_FRESHNESS": timedelta(minutes=-1),  # no page that asks for the password again
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_MSG_GENERIC_AUTHN_FAILED": (lazy_gettext("User name or password is wrong. Type both again."), "error"),
        "SECURITY_REGISTERABLE": False,
        "SECURITY_RECOVERABLE": False,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CHANGE_URL": "/change-password",
        "SECURITY_POST_CHANGE_VIEW": "/admin/",
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_CONFIRMABLE": False,
        "SECURITY_TRACKABLE": False,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_POST_LOGIN_VIEW": "/admin/",
        "SECURITY_POST_LOGOUT_VIEW": "/",
        "SECURITY_DEFAULT_REMEMBER_ME": False,
        "WTF_CSRF_TIME_LIMIT": SIGN_IN_HOURS * 3600,
        **second_factor.configuration(settings),
    }


def register(app: Flask, accounts: UserDatastore) -> None:
    """Give *app* the sign-in page for *accounts*."""
    security = Security(app, accounts, login_form=SignInForm, **second_factor.parts())
    security.login_manager.request_loader(lambda _request: None)  # tokens sign nobody in: every JSON body would be read for one
    second_factor.register(app)


def _is_staff(account: UserMixin) -> bool:
    """An agency comes with a token, never through this page; an applicant has a door of the own (`web.own_account`)."""
    held = {str(role.name) for role in account.roles}
    return Role.APPLICANT.value not in held and held != {Role.AGENCY.value}


class SignInForm(LoginForm):
    """Asks for a user name, or the mail address in its place, and the password."""

    username = StringField(lazy_gettext("User name"), render_kw={"autocomplete": "username", "spellcheck": "false"})
    remember = None
    email = property(lambda self: self.username)  # where the library looks for errors that must not tell which part was wrong

    def validate(self, **kwargs: Any) -> bool:
        """Find the account, without regard to case and blanks; the library checks the password.

        The attempt counts for the name as it was typed, so that an account and a name that is nobody's are answered alike.
        """
        name = (self.username.data or "").strip()
        guesses = Guesses(services_here())
        guesses.begin("name", name)
        self.ifield = self.username
        found = self._find(username=name) or self._find(email=name)
        self.user = found if found and _is_staff(found) else None
        if not super().validate(**kwargs):
            return False
        _datastore.commit()  # type: ignore[no-untyped-call]  # a password hashed anew: upon an older reading SQLite lets nobody write
        guesses.succeed("name", name)
        return True

    @staticmethod
    def _find(**attribute: str) -> UserMixin | None:
        return _datastore.find_user(case_insensitive=True, **attribute)
