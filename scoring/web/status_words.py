"""What a problem page says, in the reader's language: what happened and what to do next; here of the errors of the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """Three pieces of text: a title, a sentence on what happened, a sentence on the next step."""

    title: str
    happened: str
    next_step: str


def words_of_status(status: HTTPStatus) -> Words:
    """Say an error of the protocol."""
    return _PROTOCOL.get(status, _unexpected)()


def _unexpected() -> Words:
    return Words(
        _("Sorry, something went wrong"),
        _("The service met a fault. Your answers are still with you; nothing was recorded."),
        _("Try again in a few minutes. If it stays, tell the office the reference below."),
    )


def _bad_request() -> Words:
    return Words(
        _("The request cannot be understood"),
        _("A part of the request is missing or was cut off."),
        _("Go back to the page before, load it anew and try again."),
    )


def _unauthorized() -> Words:
    return Words(_("Please sign in"), _("This page is for staff of the office."), _("Sign in and open the page again."))


def _forbidden() -> Words:
    return Words(
        _("You may not see this"),
        _("Your role does not open this page."),
        _("If your work needs it, ask the administrator for the role."),
    )


def _not_found() -> Words:
    return Words(
        _("There is nothing here"),
        _("The address leads nowhere, or to something that you may not see."),
        _("Check the address, or begin at the start page."),
    )


def _method_not_allowed() -> Words:
    return Words(
        _("This cannot be done here"),
        _("The address exists, but it does not take this kind of request."),
        _("Go back and use the buttons of the page."),
    )


def _conflict() -> Words:
    return Words(
        _("Something changed meanwhile"), _("The request does not fit what is there now."), _("Load the page anew and try again.")
    )


def _too_large() -> Words:
    return Words(
        _("That is too much at once"),
        _("The request is larger than the service accepts."),
        _("Send less at once, for example shorter lists."),
    )


def _unsupported() -> Words:
    return Words(
        _("This format is not understood"),
        _("The content type of the request is not one that this address takes."),
        _("Send application/json here, and say so in Content-Type."),
    )


def _unprocessable() -> Words:
    return Words(
        _("Something in the request is wrong"),
        _("The request was read, but a part of it cannot be used."),
        _("Correct what is named below and send it again."),
    )


def _too_many() -> Words:
    return Words(
        _("Too many requests"), _("More requests came from you than the service answers."), _("Wait a minute and try again.")
    )


def _unavailable() -> Words:
    return Words(
        _("The service is not ready"),
        _("The service is being started or maintained."),
        _("Try again in a few minutes."),
    )


def words_of_csrf() -> Words:
    """Say that a form was too old, or did not come from this service."""
    return Words(
        _("The form has expired"),
        _("The page was open for too long, or was not loaded from this service. Nothing was changed."),
        _("Go back, load the page anew and send it again."),
    )


def words_of_other_account() -> Words:
    """Say that a form stood on a page of another account than the one that is signed in now."""
    return Words(
        _("The form has expired"),
        _("The page belonged to another account than the one that is signed in now, or was kept for more than an hour."),
        _("Nothing was changed. Sign in with that account, load the page anew and send it again."),
    )


_PROTOCOL = {
    HTTPStatus.BAD_REQUEST: _bad_request,
    HTTPStatus.UNAUTHORIZED: _unauthorized,
    HTTPStatus.FORBIDDEN: _forbidden,
    HTTPStatus.NOT_FOUND: _not_found,
    HTTPStatus.METHOD_NOT_ALLOWED: _method_not_allowed,
    HTTPStatus.CONFLICT: _conflict,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _too_large,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _unsupported,
    HTTPStatus.UNPROCESSABLE_ENTITY: _unprocessable,
    HTTPStatus.TOO_MANY_REQUESTS: _too_many,
    HTTPStatus.SERVICE_UNAVAILABLE: _unavailable,
}
