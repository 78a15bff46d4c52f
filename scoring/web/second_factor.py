"""The second step of signing in: a code of an authenticator app (TOTP, RFC 6238), for everybody of the office.

Who has none yet, or was given a new start by an administrator, sets it up right after the password: the page is
`security/two_factor_setup.html`, that of the code `security/two_factor_verify_code.html`.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import qrcode
from flask import Flask, abort, redirect, request, session, url_for
from flask_login import current_user
from flask_security.forms import TwoFactorRescueForm, TwoFactorSetupForm, TwoFactorVerifyCodeForm
from flask_security.totp import Totp
from markupsafe import Markup
from passlib.exc import UsedTokenError
from sqlalchemy.orm import object_session
from wtforms import HiddenField

from scoring.casework.second_factor import use_code
from scoring.web.limits import Guesses
from scoring.web.page_owner import mark_pages
from scoring.web.services import services_here

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from scoring.settings import Settings


ISSUER = "Luohu"
STEP_SECONDS = 30
METHOD = "authenticator"
_SET_UP, _ENTER = "security.two_factor_setup", "security.two_factor_token_validation"
_OFF = frozenset({"security.two_factor_setup_validate", "security.two_factor_rescue", "security.tf_select"})
"""What the library offers beside the two steps: a change without a password, a rescue by mail, a choice of one."""


def configuration(settings: Settings) -> dict[str, Any]:
    """Give the settings of the second factor; secrets are kept encrypted with a key made from the master key."""
    key = hmac.new(settings.master_key, b"luohu second factor", hashlib.sha256).hexdigest()
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": [METHOD],
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": STEP_SECONDS,  # clocks may differ by one step
        "SECURITY_TOTP_SECRETS": {"1": key},
        "SECURITY_TOTP_ISSUER": ISSUER,
        "SECURITY_MSG_TWO_FACTOR_LOGIN_SUCCESSFUL": (" ", "success"),  # nobody needs to be told
    }


class Codes(Totp):
    """Makes secrets and checks codes. A code counts once: one that was used, or an older one, is refused (RFC 6238, 5.2)."""

    def get_last_counter(self, user: Any) -> int | None:
        """Give the step of the last code that this account used."""
        last: int | None = user.tf_counter
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep the step of the code that is being used. Raises UsedTokenError where another request was quicker."""
        if not use_code(services_here().transaction, user.username, tmatch.counter):
            raise UsedTokenError

    def fetch_setup_values(self, totp: str, user: Any) -> dict[str, str]:
        """Give what an authenticator app is told: the account, the secret to type, and the same as a picture."""
        name, secret = str(user.username), self.get_totp_b32_key(totp)
        uri = f"otpauth://totp/{ISSUER}:{quote(name)}?secret={secret}&issuer={ISSUER}"
        key = self.get_totp_pretty_key(totp)
        return {"username": name, "issuer": ISSUER, "key": key, "b32key": secret, "uri": uri, "image": qr_code(uri)}

    def next_code(self, secret: str, last: int | None) -> str:
        """Give the code of this moment, or the one after the last that was used."""
        otp = self._totp.from_source(secret)
        now = otp.generate()
        if last is None or now.counter > last:
            return str(now.token)
        return str(otp.generate(time=(last + 1) * STEP_SECONDS).token)


class SetUpForm(TwoFactorSetupForm):
    """Asks for nothing: there is one kind of second factor."""

    setup = HiddenField()


class NoRescueForm(TwoFactorRescueForm):
    """Offers nothing: a new start is an administrator's act."""

    help_setup = HiddenField()


class CodeForm(TwoFactorVerifyCodeForm):
    """Asks for the code; wrong ones are counted for the account and the address."""

    def validate(self, **kwargs: Any) -> bool:
        """Count the attempt, then let the library check the code."""
        guesses = Guesses(services_here())
        whose = "" if self.user is None else str(self.user.username)
        guesses.begin("code", whose)
        if not super().validate(**kwargs):
            return False
        guesses.succeed("code", whose)
        mark_pages("staff", self.user.id)  # type: ignore[union-attr]  # whose code was checked
        _end_reading(self.user)
        return True


def _end_reading(account: object) -> None:
    """End what the session of the sign-in read: others have written since, and SQLite lets nobody write upon an older reading."""
    session = object_session(account)
    if session is not None:
        session.rollback()


def parts() -> dict[str, Any]:
    """Give what takes the place of the library's own parts."""
    return {
        "totp_cls": Codes,
        "two_factor_setup_form": SetUpForm,
        "two_factor_rescue_form": NoRescueForm,
        "two_factor_verify_code_form": CodeForm,
    }


def codes_of(app: Flask) -> Codes:
    """Give what makes and checks the codes of *app*."""
    codes = app.extensions["security"].totp_factory
    if not isinstance(codes, Codes):
        raise TypeError(f"the second factor is {type(codes).__name__}, not Codes")
    return codes


def qr_code(words: str) -> Markup:
    """Draw *words* as SVG that a page with a strict content security policy may hold: black squares on white, with a margin."""
    drawn = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
    drawn.add_data(words)
    drawn.make()
    rows = drawn.get_matrix()
    side = len(rows)
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    frame = f'viewBox="0 0 {side} {side}" width="240" height="240" aria-hidden="true" shape-rendering="crispEdges"'
    return Markup(f'<svg {frame}><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{squares}"/></svg>')  # noqa: S704 - numbers of ours


def register(app: Flask) -> None:
    """Let the two steps be taken in their order, and nothing else of what the library offers."""

    def lead() -> Response | None:
        if request.endpoint in _OFF:
            abort(404)
        if request.endpoint not in {_SET_UP, _ENTER}:
            return None
        if current_user.is_authenticated:
            return redirect(app.config["SECURITY_POST_LOGIN_VIEW"])
        match session.get("tf_state"):
            case "ready" if request.endpoint == _SET_UP:
                return redirect(url_for(_ENTER))
            case "setup_from_login" if request.endpoint == _ENTER:
                return redirect(url_for(_SET_UP))
            case "ready" | "setup_from_login" | "validating_profile":
                return None
            case _:
                return redirect(url_for("security.login"))

    app.before_request(lead)
