"""Proving once more, by password and code, who one is: before something is signed in one's name."""

from __future__ import annotations

from typing import Any

from flask_login import current_user
from flask_security.proxies import _security

from scoring.web.limits import Guesses
from scoring.web.own_account import forget_reading
from scoring.web.proof import remember_proof
from scoring.web.second_factor import STEP_SECONDS
from scoring.web.services import services_here


def prove(password: str, code: str) -> bool:
    """Check password and code of who is signed in, and remember when; False, alike whichever of them is wrong.

    Raises:
        TooManyRequests: it was tried too often.
    """
    account = current_user._get_current_object()  # noqa: SLF001 - what a proxy stands for
    guesses, whose = Guesses(services_here()), str(account.username)
    guesses.begin("proof", whose)
    forget_reading()
    is_right = _is_right(account, password, code)
    forget_reading()
    if is_right:
        guesses.succeed("proof", whose)
        remember_proof()
    return is_right


def _is_right(account: Any, password: str, code: str) -> bool:
    """Look at the code only where the password is right: a code that is looked at is used up."""
    typed = _security._password_util.normalize(password)  # noqa: SLF001 - as the sign-in page does
    if not typed or not account.verify_and_update_password(typed):
        return False
    forget_reading()
    secret = account.tf_totp_secret
    return bool(secret and _security.totp_factory.verify_totp(code.strip(), secret, account, window=STEP_SECONDS))
