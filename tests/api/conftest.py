"""What tests of the API ask for."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator


@pytest.fixture
def services_library(public_app):
    """The policies that the public application knows."""
    from scoring.web.services import services_of

    return services_of(public_app).library


@pytest.fixture
def description(visitor):
    return visitor.get("/api/v1/openapi.json").json


@pytest.fixture
def conforms(description):
    """Checks an answer against what is described for its route, method and status, its media type included."""

    def check(answer, path, method):
        described = description["paths"][path][method]["responses"][str(answer.status_code)]
        content = described["content"][answer.mimetype]
        Draft202012Validator({**content["schema"], "components": description["components"]}).validate(answer.json)

    return check
