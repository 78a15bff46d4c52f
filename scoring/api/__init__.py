"""The JSON skin: policies to read, answers to assess, and look-ups of agencies by token. No session or cookie is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask_smorest

from scoring.api import agencies, docs
from scoring.api.policies import blueprint
from scoring.api.problem_schemas import Problem

if TYPE_CHECKING:
    from flask import Flask

    from scoring.web.services import Services

DESCRIPTION = (
    "Points-based household registration: read the published policies, and assess answers under one of them. "
    "An assessment is an estimate from the answers given, never a decision. Nothing that is sent is stored. "
    "Agencies look up, with a token, what one person is entitled to; each look-up is logged with its purpose. "
    "Errors are problem documents (RFC 9457), told in the language of `?lang=zh|en`, else of `Accept-Language`, else in Chinese."
)


class Api(flask_smorest.Api):  # type: ignore[misc] - the package has no types
    """Every error is a problem document of `web.problems`; none of the package's own is described."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None


def register(app: Flask, services: Services) -> None:
    """Put the API below `/api/v1/` on *app*, its description at `/api/v1/openapi.json`, and pages to try it at `/api/docs`."""
    app.config.update(
        API_TITLE="Luohu 落户",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": DESCRIPTION}},
    )
    api = Api(app)
    api.register_blueprint(blueprint(services), url_prefix="/api/v1")
    api.spec.components.security_scheme("agency", agencies.SCHEME)
    api.register_blueprint(agencies.blueprint(services), url_prefix="/api/v1")
    app.register_blueprint(docs.blueprint())
