"""What is built is sent small: a style sheet goes out at a tenth of its size to whoever takes it compressed, as all browsers do.

Pages are not compressed: they carry tokens of forms beside what visitors typed, and the length of both together would tell of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whitenoise import WhiteNoise

from scoring.web.csp import ALONE, HEADERS, STRICT_TRANSPORT

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from flask import Flask


def register(app: Flask, *, is_https: bool) -> None:
    """Serve the files of `static/`, each from the `.gz` beside it where there is one, before the application is asked."""

    def add(headers: Headers, _path: str, _url: str) -> None:
        headers["Content-Security-Policy"] = ALONE
        for name, value in HEADERS.items():
            headers[name] = value
        if is_https:
            headers["Strict-Transport-Security"] = STRICT_TRANSPORT

    max_age = app.config["SEND_FILE_MAX_AGE_DEFAULT"]
    files = {"root": app.static_folder, "prefix": "static/", "max_age": max_age, "allow_all_origins": False}
    app.wsgi_app = WhiteNoise(app.wsgi_app, **files, add_headers_function=add)  # type: ignore[method-assign]  # Flask's documented way
