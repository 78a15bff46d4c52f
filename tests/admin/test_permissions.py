"""Nobody opens what the table does not list: every route of the console, for every role and for nobody."""

from __future__ import annotations

import pytest

from admin.permissions import PERMISSIONS, may_open
from scoring.application.officer import Officer, Role

SWITCHED_OFF = (
    *("action_view", "ajax_lookup", "ajax_update", "delete_view", "details_view", "edit_view", "export", "create_view"),
)
"""What Flask-Admin offers for lists of rows and nobody may do here."""


def routes(app):
    """Give endpoint, address and method of every route of the console but its static files."""
    adapter = app.url_map.bind("localhost")
    known = {"reference": "2026-000001", "scheme": "guangzhou", "version": "2025", "export_type": "csv"}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/admin/") and not rule.endpoint.endswith(".static"):
            values = {name: known[name] for name in rule.arguments}
            for method in rule.methods & {"GET", "POST"}:
                yield rule.endpoint, adapter.build(rule.endpoint, values, method=method), method


def test_every_route_stands_in_the_table_or_is_switched_off(kept_office):
    found = {endpoint for endpoint, _, _ in routes(kept_office)}
    allowed = {endpoint for endpoint in found if endpoint.rpartition(".")[2] not in SWITCHED_OFF}
    assert allowed == set(PERMISSIONS)


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_opens_what_the_table_lists_and_nothing_else(office, sign_in, role):
    office.config["WTF_CSRF_ENABLED"] = False
    try:
        client = sign_in_without_token(office, sign_in, role)
        person = None if role is None else Officer(1, "", frozenset({role}))
        for endpoint, address, method in routes(office):
            answer = client.open(address, method=method)
            if may_open(person, endpoint):
                assert answer.status_code in {200, 302, 404, 409, 422}, (endpoint, method, answer.status_code)
                assert "/sign-in" not in (answer.location or ""), endpoint
            elif role is None:
                assert answer.status_code == 302, (endpoint, method)
                assert answer.location.startswith("/sign-in"), endpoint
            else:
                assert answer.status_code == 403, (endpoint, method, answer.status_code)
    finally:
        office.config["WTF_CSRF_ENABLED"] = True


def sign_in_without_token(office, sign_in, role):
    """Sign in while tokens are asked for, so that only permission decides afterwards."""
    office.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(None if role is None else f"{role.value}1")
    office.config["WTF_CSRF_ENABLED"] = False
    return client


def test_without_a_token_nothing_is_done(desk):
    reference = desk.record()
    client = desk.as_("officer1")
    for act in ("amend", "recommend"):
        answer = client.post(f"/admin/applications/{reference}/{act}", data={"proposal": "grant", "reason": "x", "version": "1"})
        assert answer.status_code == 400
    assert "Accepted" in desk.page("officer1", f"/admin/applications/{reference}")


def test_after_sign_in_one_is_where_one_wanted_to_go(sign_in):
    answer = sign_in(None).get("/admin/decisions/?kind=granted")
    assert answer.location.startswith("/sign-in?next=/admin/decisions/")


def test_the_menu_shows_only_what_may_be_opened(desk):
    home = desk.page("administrator1", "/admin/")
    assert "/admin/accounts/" in home
    assert "/admin/applications/" not in home
    home = desk.page("officer1", "/admin/")
    assert "/admin/applications/" in home
    assert "/admin/journal/" not in home
    assert "Record an application" in home
