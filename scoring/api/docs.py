"""A page to read and try the API: Swagger UI from its packaged files, under the same strict policy as every other page."""

from __future__ import annotations

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, abort, render_template, send_from_directory

ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
SERVED = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})


def blueprint() -> Blueprint:
    """Make `/api/docs` and its files."""
    docs = Blueprint("api_docs", __name__)

    @docs.get("/api/docs")
    def page() -> str:
        return render_template("api_docs.html")

    @docs.get("/api/docs/assets/<name>")
    def asset(name: str) -> Response:
        if name not in SERVED:
            abort(404)
        return send_from_directory(ASSETS, name, max_age=86400)

    return docs
