"""Headers that keep a page to itself: no foreign script, style, frame or form, ever.

Templates write `<script nonce="{{ csp_nonce() }}">` for the one script that must stand in the page.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request  # noqa: TID251 - the package that keeps things for a request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


ALONE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
STRICT_TRANSPORT = "max-age=31536000"


def nonce() -> str:
    """Give the nonce of this request, the same at every call."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def style_nonce() -> str:
    """Give the nonce and let it count for styles of this response too.

    Only for a packaged page that cannot do without: Swagger UI, the policy editor.
    """
    g.csp_style = True
    return nonce()


def policy() -> str:
    """Give the content security policy of this response."""
    if g.get("csp_alone"):
        return ALONE
    style = f" 'nonce-{nonce()}'" if g.get("csp_style") else ""
    images = " data:" if g.get("csp_style") else ""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce()}'; style-src 'self'{style}; img-src 'self'{images}; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def alone() -> None:
    """Let this answer be no page: should a browser show it after all, it may load, run and send nothing."""
    g.csp_alone = True


def register_without_pages(app: Flask, *, is_https: bool) -> None:
    """Put the same headers on every answer of *app*, the last thing before it is sent: none of them is a page."""
    https = {"Strict-Transport-Security": STRICT_TRANSPORT} if is_https else {}
    always = [("Content-Security-Policy", ALONE), *HEADERS.items(), *https.items()]
    unless_said = ("Cache-Control", "no-store")
    answered = app.wsgi_app

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            says = any(name == unless_said[0] for name, _value in headers)
            return start_response(status, [*headers, *always, *([] if says else [unless_said])], *error)

        return answered(environ, start)

    app.wsgi_app = guarded  # type: ignore[method-assign]  # Flask's documented way


def register(app: Flask, *, is_https: bool) -> None:
    """Put the headers on every answer of *app*, and `csp_nonce` and `csp_style_nonce` into its templates."""

    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy()
        response.headers.extend(HEADERS)  # no route sets one of these: looking for each first takes three times as long
        if is_https:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        if request.endpoint != "static" and response.cache_control.max_age is None:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(add)
    app.jinja_env.globals.update(csp_nonce=nonce, csp_style_nonce=style_nonce)
