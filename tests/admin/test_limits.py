"""In the console looking up and uploading are limited for each account, so that an office behind one address is not one asker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.settings import Limits
from tests.signing_in import enter

OFF = Limits(0, 0, 0, 0, 0)


@pytest.fixture
def limited(template, opened):
    """Makes a service with its console and limits of its own: `limited(upload=1)`."""
    import admin
    from scoring.web.services import services_of

    def make(**changes):
        app = opened(replace(template.settings, database_url=template.copy("limited_office"), limits=replace(OFF, **changes)))
        admin.register(app, services_of(app))
        return app

    return make


@pytest.mark.parametrize(
    ("limit", "username", "address", "method"),
    [
        ("look_up", "officer", "/admin/applications/?q=2026", "GET"),
        ("look_up", "auditor", "/admin/decisions/2026-000001-D", "GET"),
        ("upload", "policy_staff", "/admin/drafts/new", "POST"),
    ],
)
def test_each_account_has_its_own_limit(limited, passwords, limit, username, address, method):
    app = limited(**{limit: 2})
    for n in (1, 2):
        client = app.test_client()
        enter(app, client, f"{username}{n}", passwords[f"{username}{n}"])
        answers = [client.open(address, method=method) for _question in range(3)]
        assert [answer.status_code == 429 for answer in answers] == [False, False, True]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
        assert client.get("/admin/").status_code == 200
