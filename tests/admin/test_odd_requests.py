"""What no person types: figures of other scripts, endless numbers, days at the ends of the calendar, characters no database keeps."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.signing_in import token_of

ENDLESS = "9" * 25
READ = (
    # who, address, how it is answered
    ("officer1", "/admin/applications/{file}/evidence/{number}", HTTPStatus.NOT_FOUND),
    ("department1", "/admin/requests/{number}", HTTPStatus.NOT_FOUND),
    ("administrator1", "/admin/background/{number}/cancel", HTTPStatus.NOT_FOUND),
    ("administrator1", "/admin/accounts/?page={number}", HTTPStatus.BAD_REQUEST),
    ("auditor1", "/admin/journal/?page={number}", HTTPStatus.BAD_REQUEST),
    ("auditor1", "/admin/access/?first=0001-01-01&last=9999-12-31", HTTPStatus.OK),
    ("officer1", "/admin/applications/?page={number}", HTTPStatus.OK),
    ("officer1", "/admin/applications/?page=²", HTTPStatus.OK),
    ("officer1", "/admin/applications/?q=%00", HTTPStatus.BAD_REQUEST),
    ("officer1", "/admin/applications/%00", HTTPStatus.BAD_REQUEST),
)
ACTS = (
    # who, form of a file, what is typed
    ("officer1", "note", {"reason": "备注"}),
    ("supervisor1", "hold", {"reason": "诉讼"}),
)


def test_an_odd_request_is_no_fault_of_the_service(desk, sign_in):
    file = desk.record()
    clients = {who: sign_in(who) for who in ("officer1", "supervisor1", "department1", "administrator1", "auditor1")}
    for who, address, status in READ:
        assert clients[who].get(address.format(file=file, number=ENDLESS)).status_code == status, address
    for who, form, typed in ACTS:
        address = f"/admin/applications/{file}/{form}"
        for version in ("²", "٣", "9" * 5000):
            sent = {**typed, "version": version, "csrf_token": token_of(clients[who].get(address))}
            assert clients[who].post(address, data=sent).status_code == HTTPStatus.CONFLICT, (form, version[:3])


def test_every_number_within_an_address_has_an_end(kept_office):
    from scoring.web.typed import WholeNumber

    rules = [rule for rule in kept_office.url_map.iter_rules() if "<int:" in rule.rule]
    assert len(rules) > 20
    assert [rule.rule for rule in rules if not any(isinstance(one, WholeNumber) for one in rule._converters.values())] == []


@pytest.mark.both_databases
def test_a_character_that_no_database_keeps_is_refused(app):
    client = app.test_client()
    sent = {"username": "officer\x001", "password": "x", "csrf_token": token_of(client.get("/sign-in"))}
    assert client.post("/sign-in", data=sent).status_code == HTTPStatus.BAD_REQUEST
