"""Why the identity service verified nobody, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import gettext as _

from scoring.errors import ScoringError


@dataclass(slots=True, eq=False)
class IdentityNotStated(ScoringError):
    """The identity service verified nobody. `why`: `left`, `unreachable`, `untrusted`, `incomplete`, `another` or `differs`."""

    code: ClassVar[str] = "identity_not_stated"
    why: str

    def __str__(self) -> str:
        return f"The identity service verified nobody: {self.why}."


def say_not_stated(why: str) -> tuple[str, str]:
    """Say what happened and what to do next."""
    match why:
        case "left":
            return _("The identity service was left without a confirmation."), _("Try again from your account, or go to a counter.")
        case "unreachable":
            return _("The identity service does not answer now."), _("Try again later from your account, or go to a counter.")
        case "incomplete":
            return (
                _("The identity service stated no name and identity number that can be read."),
                _("Go to a counter of the office with your identity card."),
            )
        case "another":
            return (
                _("Your identity number is verified for another account."),
                _("Sign in with that account. If its password is lost, a counter gives you a code for a new one."),
            )
        case "differs":
            return (
                _("Your account is verified already, with another name or number than the identity service states."),
                _("Go to a counter of the office with your identity card: a supervisor corrects what is wrong."),
            )
        case _:
            return (
                _("The answer of the identity service does not belong to what your browser asked, or is not rightly signed."),
                _("Begin again from your account. If it happens again, tell the office."),
            )
