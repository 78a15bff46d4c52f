"""The service with its console, signed in as anybody, and applications to work on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.admin.every_state import in_every_state
from tests.admin.steps import FACTS, Desk
from tests.signing_in import enter, enter_account


@pytest.fixture(scope="session")
def kept_office(template, opened):
    """The service and its console on one kind of database; `office` lays a fresh copy of the database under it."""
    import admin
    from scoring.web.services import services_of

    app = opened(replace(template.settings, database_url=template.copy("office")))
    admin.register(app, services_of(app))
    return app


@pytest.fixture(scope="session")
def states(kept_office, tmp_path_factory):
    """The databases that steps of `desk` led to."""
    from tests.admin.states import States

    return States(kept_office, tmp_path_factory.mktemp("states"))


@pytest.fixture
def office(kept_office, template, states):
    from scoring.web.services import close

    close(kept_office)
    template.copy("office")
    states.begin()
    return kept_office


@pytest.fixture
def sign_in(office, passwords):
    """Signs in: `sign_in("officer1")` gives a client that speaks English; `sign_in(None)` one of nobody."""

    def as_(username):
        client = office.test_client()
        if username is not None and username.startswith("applicant"):
            assert enter_account(client, f"{username}@luohu.example", passwords[username]).status_code == 302
        elif username is not None:
            assert enter(office, client, username, passwords[username]).status_code == 302
        client.set_cookie("lang", "en")
        return client

    return as_


@pytest.fixture
def desk(sign_in, states):
    """Works as a person of the office would, through the pages."""
    return Desk(sign_in, states)


@pytest.fixture
def facts():
    return dict(FACTS)


@pytest.fixture
def files(office, desk):
    """One file in each state that has forms; gives their references."""
    return in_every_state(office, desk)
