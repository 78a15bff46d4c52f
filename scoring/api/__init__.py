"""The JSON skin: policies to read, answers to assess, and look-ups of agencies by token. No session or cookie is read.

What lies below `/api/v1/` is therefore answered by an application of its own: none of what sessions, forms and pages need is done
for it. Its description is at `/api/v1/openapi.json`; the page to try it, at `/api/docs`, is a page of the service like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask_smorest
from flask import Flask

from scoring.api import agencies, docs
from scoring.api.policies import blueprint
from scoring.api.problem_schemas import Problem
from scoring.web import csp, language, limits, problems
from scoring.web.services import EXTENSION as SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.web.services import Services

EXTENSION = "luohu_api"
BELOW = "/api/v1"
LARGEST = 1024 * 1024  # bytes of a body
DESCRIPTION = (
    "Points-based household registration: read the published policies, and assess answers under one of them. "
    "An assessment is an estimate from the answers given, never a decision. Nothing that is sent is stored. "
    "Agencies look up, with a token, what one person is entitled to; each look-up is logged with its purpose. "
    "Errors are problem documents (RFC 9457), told in the language of `?lang=zh|en`, else of `Accept-Language`, else in Chinese."
)
CONFIGURATION = {
    "API_TITLE": "Luohu 落户",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": BELOW,
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {"info": {"description": DESCRIPTION}},
}


class Api(flask_smorest.Api):  # type: ignore[misc] - the package has no types
    """Every error is a problem document of `web.problems`; none of the package's own is described."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None


def register(app: Flask, services: Services) -> None:
    """Let what lies below `/api/v1/` be answered by an application of its own, an extension of *app*; its page is put on *app*."""
    api, pages = create(services), app.wsgi_app

    def chosen(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return (api if environ["PATH_INFO"].startswith(f"{BELOW}/") else pages)(environ, start_response)

    app.wsgi_app = chosen  # type: ignore[method-assign]  # Flask's documented way
    app.extensions[EXTENSION] = api
    app.jinja_env.globals.update(api_address=api.url_map.bind("").build)
    app.register_blueprint(docs.blueprint())


def create(services: Services) -> Flask:
    """Make the application that answers programs."""
    app = Flask("scoring", static_folder=None)
    app.config.update(CONFIGURATION, MAX_CONTENT_LENGTH=LARGEST)
    app.extensions[SERVICES] = services
    app.before_request(services.live.follow)
    language.register(app)
    csp.register_without_pages(app, is_https=not services.settings.is_demonstration)
    limits.register_api(app, services)
    api = Api(app)
    api.register_blueprint(blueprint(services), url_prefix=BELOW)
    api.spec.components.security_scheme("agency", agencies.SCHEME)
    api.register_blueprint(agencies.blueprint(services), url_prefix=BELOW)
    problems.register(app)
    return app
