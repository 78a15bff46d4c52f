"""What tests of the API ask for."""

from __future__ import annotations

import pytest


@pytest.fixture
def services_library(public_app):
    """The policies that the public application knows."""
    from scoring.web.services import services_of

    return services_of(public_app).library
