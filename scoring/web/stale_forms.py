"""A form whose token does not count: the page was open too long, or its session is over. Nothing is done, nothing typed lost.

A page that says `comes_again` shows its own form with all that was typed; every other form comes back as a page that offers to
send the same once more. Of a page that belonged to an account nothing is shown to another account. What did not come from a
page of this service is refused.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, render_template, request, url_for  # noqa: TID251 - as in `csp`
from flask_wtf.csrf import CSRFError

from scoring.web.access import ACCESS
from scoring.web.page_owner import owner_of_form, who_is_here
from scoring.web.problems import Problem, respond
from scoring.web.services import services_here
from scoring.web.status_words import words_of_csrf, words_of_other_account
from scoring.web.typed_again import SEALED, Typed, open_typed, read_typed, seal_typed

if TYPE_CHECKING:
    from scoring.web.status_words import Words

_WITHOUT_FORM = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.INTERNAL_SERVER_ERROR})
"""Where what the form was about is not there any more, or cannot be shown: sent again it is told as at any other time."""
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Answer so every form of *app* whose token does not count. Call it after the skins."""
    app.jinja_env.globals.update(came_again=_came_again)
    app.register_error_handler(CSRFError, _answer)


def _came_again() -> Typed | None:
    """Give what was typed into the form that the page shows again; None on every other page."""
    typed: Typed | None = g.get("came_again")
    return typed


def _answer(error: CSRFError) -> Response:
    log.info("refused a form: %s", error.description)
    if not is_from_here():
        return _refuse(words_of_csrf())
    owner, here, sealed = owner_of_form(), who_is_here(), waiting_form()
    if here is None and (sealed or (owner and _is_closed())):
        return wait_for_sign_in(sealed or sealed_form(owner or "") or "")
    if sealed:
        typed = open_typed(services_here().settings, sealed, here or "", services_here().clock.now())
        return offer_again(typed) if typed else _refuse(words_of_other_account())
    if owner and here and owner != here:
        return _refuse(words_of_other_account())
    return _come_again()


def is_from_here() -> bool:
    """Whether nothing says that the form stood on another site's page: what was typed there is never offered for sending."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin") or request.referrer
    return site in {None, "same-origin", "none"} and (origin is None or urlsplit(origin).netloc == request.host)


def waiting_form() -> str | None:
    """Give what waited for a sign-in, where the form of this request brings that alone."""
    return request.form.get(SEALED)


def sealed_form(owner: str) -> str | None:
    """Seal what the form of this request brought, for the account whose page it stood on; None where it cannot be."""
    typed = read_typed()
    return None if typed is None else seal_typed(services_here().settings, typed, owner, services_here().clock.now())


def wait_for_sign_in(sealed: str) -> Response:
    """Keep what was typed on a page that waits until one has signed in on another."""
    address = request.full_path.rstrip("?")
    page = render_template("typed_waits.html", sealed=sealed, field=SEALED, address=address, door=url_for("security.login"))
    return make_response(page, HTTPStatus.UNAUTHORIZED)


def offer_again(typed: Typed, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Offer to send what was typed once more, or to look at it in its form.

    That alone where a password or a file must come anew; where the form cannot be shown so, what was typed stands to be read.
    """
    page = render_template("typed_again.html", typed=typed, may_send=typed.is_whole, may_look=_comes_again(typed.address))
    return make_response(page, status)


def _come_again() -> Response:
    typed = read_typed()
    if typed is None or request.headers.get("HX-Request"):
        return _refuse(words_of_csrf())
    if not _comes_again(typed.address):
        return offer_again(typed, HTTPStatus.BAD_REQUEST)
    g.came_again = typed
    response = _shown()
    if response.status_code in _WITHOUT_FORM:
        return offer_again(typed, HTTPStatus.BAD_REQUEST)
    if response.status_code < HTTPStatus.BAD_REQUEST and "Location" not in response.headers:
        response.status_code = HTTPStatus.BAD_REQUEST
    return response


def _shown() -> Response:
    try:
        return make_response(current_app.view_functions[request.endpoint or ""](**request.view_args or {}))
    except Exception as error:  # noqa: BLE001 - told as everywhere; nobody does so for an error within an answer to one
        return make_response(current_app.handle_user_exception(error))


def _comes_again(address: str) -> bool:
    """Whether the page at *address* shows its form with what was typed, and does nothing, where the token does not count."""
    endpoint, _where = current_app.url_map.bind("").match(urlsplit(address).path, method="POST")
    view = getattr(current_app.view_functions[endpoint], "view_class", None)
    return bool(getattr(view, "comes_again", False))


def _is_closed() -> bool:
    """Whether the page is for those alone who signed in."""
    row = ACCESS.get(request.endpoint or "")
    return row is not None and not row.public


def _refuse(words: Words) -> Response:
    return respond(Problem(HTTPStatus.BAD_REQUEST, "form_expired", words.title, words.happened, words.next_step))
