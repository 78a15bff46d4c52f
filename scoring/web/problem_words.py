"""What a problem page or a problem document says, in the reader's language: what happened and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask_babel import gettext as _

from scoring.errors import (
    CaseworkError,
    FactsRefused,
    InputRefused,
    MoveRefused,
    NotAllowed,
    NotFound,
    OutsideForce,
    PolicyChanged,
    PolicyNotInForce,
    PolicyRefused,
    PolicyUnknown,
    RoundUnknown,
    ScoringError,
    Stale,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Three pieces of text: a title, a sentence on what happened, a sentence on the next step."""

    title: str
    happened: str
    next_step: str


def words_of_error(error: ScoringError) -> Words:
    """Say an error of the product's own tree."""
    match error:
        case CaseworkError():
            return _casework(error)
        case FactsRefused(problems=problems):
            return Words(
                _("Some answers cannot be used"),
                _("%(count)d answers are unknown or have a value that is not allowed.", count=len(problems)),
                _("Correct each answer named below and send them again."),
            )
        case _:
            return _policy(error)


def _policy(error: ScoringError) -> Words:
    match error:
        case PolicyUnknown(scheme=scheme, version=version, nearest=nearest):
            name = scheme if version is None else f"{scheme}@{version}"
            hint = _("Did you mean %(name)s?", name=nearest) if nearest else _("Choose a scheme from the start page.")
            return Words(_("There is no such policy"), _("No policy is called %(name)s.", name=name), hint)
        case PolicyNotInForce(scheme=scheme, last=last, on=on):
            return Words(
                _("No version is in force"),
                _("No version of %(scheme)s is in force on %(on)s.", scheme=scheme, on=on.isoformat()),
                _("Its last version is %(last)s. You can still look at it, as of its last day.", last=last),
            )
        case OutsideForce(scheme=scheme, version=version, on=on, first=first, last=end):
            return Words(
                _("The day lies outside the policy's period"),
                _("%(name)s does not hold on %(on)s.", name=f"{scheme}@{version}", on=on.isoformat()),
                _("It holds from %(first)s to %(last)s. Choose a day within.", first=first.isoformat(), last=end or "…"),
            )
        case RoundUnknown(round=round_id):
            return Words(
                _("There is no such round"),
                str(error),
                _("Leave out the round %(round)s, or choose one of the policy.", round=round_id),
            )
        case PolicyChanged() | PolicyRefused():
            return Words(_("The policy cannot be used"), str(error), _("Tell the office that publishes the policy."))
        case _:
            return words_of_status(HTTPStatus.INTERNAL_SERVER_ERROR)


def _casework(error: CaseworkError) -> Words:
    match error:
        case NotFound():
            return words_of_status(HTTPStatus.NOT_FOUND)
        case NotAllowed():
            return Words(
                _("You may not do this"),
                _("Your part on this application, or your role, does not allow this act. Nothing was changed."),
                _("Ask a colleague whose role allows it."),
            )
        case MoveRefused():
            return Words(
                _("The application's status does not allow this"),
                _("The application has moved on since, or has not come so far yet. Nothing was changed."),
                _("Open the application again and see what is possible now."),
            )
        case Stale():
            return Words(
                _("Somebody else changed this application"),
                _("It was changed after you opened it. Nothing of yours was saved."),
                _("Open the application again, read what is new, and decide anew."),
            )
        case InputRefused(field=field, remedy=remedy):
            return Words(_("Something is missing"), f"{field}: {remedy}", _("Go back, put it right and send it again."))
        case _:
            return words_of_status(HTTPStatus.INTERNAL_SERVER_ERROR)


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
