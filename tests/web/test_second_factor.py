"""After the password comes a code: set up at the first sign-in, counted once, taken away only by an administrator."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from http import HTTPStatus

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from passlib.totp import TOTP

from scoring.application.officer import Officer, Role
from scoring.casework.second_factor import kept_factor, reset_factor
from scoring.cli_code import code
from scoring.errors import InputRefused, NotAllowed, NotFound, SettingsRefused
from scoring.records.accounts import AccountRow, officer_of
from scoring.records.events import EventRow
from scoring.records.verifying import verify
from scoring.web.second_factor import codes_of, qr_code
from scoring.web.services import services_of
from tests.signing_in import enter, fresh_code, give_code, give_password, token_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def administrator(transaction):
    return account(transaction, "administrator1")


def account(transaction, username):
    with transaction() as session:
        return officer_of(session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one())


def reset(transaction, username, officer, reason="New phone; known in person."):
    reset_factor(transaction, username, officer=officer, at=services_at(), reason=reason)


def services_at():
    from tests.casework.stories import AT

    return AT


def is_signed_in(client):
    return client.get("/change-password").status_code == HTTPStatus.OK


def test_the_password_alone_opens_nothing(app, client, passwords):
    answer = give_password(client, "officer1", passwords["officer1"])
    assert answer.location.startswith("/tf-validate")
    assert not is_signed_in(client)
    assert give_code(client, fresh_code(app, "officer1")).location.endswith("/admin/")
    assert is_signed_in(client)


def test_one_goes_where_one_wanted_to_go(app, client, passwords):
    page = client.get("/sign-in?next=/admin/decisions/")
    sent = {"username": "officer1", "password": passwords["officer1"], "csrf_token": token_of(page), "next": "/admin/decisions/"}
    location = client.post("/sign-in?next=/admin/decisions/", data=sent).location
    action = re.search(r'<form method="post" action="(/tf-validate[^"]*)"', client.get(location).text)[1]
    assert give_code(client, fresh_code(app, "officer1"), unescape(action)).location == "/admin/decisions/"


@pytest.mark.parametrize("typed", ["", "000000", "12345", "abcdef", "officer1", "1234567"])
def test_a_wrong_code_opens_nothing(app, client, passwords, typed):
    right = fresh_code(app, "officer1")
    give_password(client, "officer1", passwords["officer1"])
    answer = give_code(client, typed if typed != right else "111111")
    assert answer.status_code == HTTPStatus.OK
    assert "There is a problem" in answer.text
    assert not is_signed_in(client)


def test_a_code_counts_once(app, client, passwords):
    typed = fresh_code(app, "officer1")
    give_password(client, "officer1", passwords["officer1"])
    assert give_code(client, typed).status_code == HTTPStatus.FOUND
    other = app.test_client()
    give_password(other, "officer1", passwords["officer1"])
    assert give_code(other, typed).status_code == HTTPStatus.OK
    assert not is_signed_in(other)


def test_the_code_of_another_account_opens_nothing(app, client, passwords):
    give_password(client, "officer1", passwords["officer1"])
    assert give_code(client, fresh_code(app, "officer2")).status_code == HTTPStatus.OK
    assert not is_signed_in(client)


def test_who_has_none_sets_it_up_before_anything_else(app, client, passwords, transaction, administrator):
    reset(transaction, "officer1", administrator)
    assert give_password(client, "officer1", passwords["officer1"]).location.startswith("/tf-setup")
    assert client.get("/tf-validate").location.startswith("/tf-setup")
    assert not is_signed_in(client)
    page = client.get("/tf-setup?lang=en")
    page = client.post("/tf-setup?lang=en", data={"setup": "authenticator", "csrf_token": token_of(page)})
    assert "<svg" in page.text
    secret = re.search(r'id="secret">([A-Z2-7-]+)<', page.text)[1]
    typed = TOTP(key=secret).generate().token
    answer = client.post("/tf-validate", data={"code": typed, "csrf_token": token_of(page)})
    assert answer.location.endswith("/admin/")
    assert is_signed_in(client)
    kept, _ = kept_factor(transaction, "officer1")
    assert secret.replace("-", "") == codes_of(app).get_totp_b32_key(kept)
    assert secret.replace("-", "") not in kept  # it is kept encrypted


def test_what_is_set_up_is_not_set_up_again_with_a_password_alone(client, passwords):
    give_password(client, "officer1", passwords["officer1"])
    assert client.get("/tf-setup").location.startswith("/tf-validate")
    for address in ("/tf-rescue", "/tf-select", "/tf-setup/x"):
        assert client.get(address).status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


def test_no_factor_but_an_app_is_taken(client, passwords, transaction, administrator):
    reset(transaction, "officer1", administrator)
    give_password(client, "officer1", passwords["officer1"])
    for way in ("disable", "email", "sms", ""):
        page = client.get("/tf-setup")
        assert "<svg" not in client.post("/tf-setup", data={"setup": way, "csrf_token": token_of(page)}).text
    assert not is_signed_in(client)


def test_a_new_start_ends_the_sessions_and_is_journalled(app, client, passwords, transaction, administrator):
    enter(app, client, "officer1", passwords["officer1"])
    assert is_signed_in(client)
    reset(transaction, "officer1", administrator)
    assert not is_signed_in(client)
    assert kept_factor(transaction, "officer1") is None
    with transaction() as session:
        event = session.scalars(sa.select(EventRow).where(EventRow.act == "reset_factor")).one()
        assert (event.stream, event.actor_id) == ("accounts", administrator.account_id)
        assert "officer1" in event.facts
        assert "known in person" in event.facts
        assert verify(session) is None


def test_only_another_administrator_gives_a_new_start(transaction, administrator):
    with pytest.raises(NotAllowed):
        reset(transaction, "officer1", Officer(1, "", frozenset(Role) - {Role.ADMINISTRATOR}))
    for username, reason, error in (
        ("administrator1", "x", InputRefused),
        ("officer1", " ", InputRefused),
        ("nobody", "x", NotFound),
    ):
        with pytest.raises(error):
            reset(transaction, username, administrator, reason)
    assert kept_factor(transaction, "officer1") is not None


def told(app, *arguments):
    return CliRunner().invoke(code, arguments, obj=ScriptInfo(create_app=lambda: app))


def test_a_demonstration_tells_the_code(app, client, passwords):
    give_password(client, "officer1", passwords["officer1"])
    assert give_code(client, told(app, "officer1").output.strip()).status_code == HTTPStatus.FOUND
    other = app.test_client()
    give_password(other, "officer1", passwords["officer1"])
    assert give_code(other, told(app, "officer1").output.strip()).status_code == HTTPStatus.FOUND  # at once once more


def test_who_has_none_yet_is_told_where_to_find_it(app, transaction, administrator):
    reset(transaction, "officer1", administrator)
    answer = told(app, "officer1")
    assert answer.exit_code == 1
    assert "sign in with the password" in answer.output
    assert isinstance(told(app, "nobody").exception, NotFound)


def test_production_tells_no_code(template, opened):
    app = opened(replace(template.settings, database_url=template.copy("office_code"), mode="production", today=None))
    assert isinstance(told(app, "officer1").exception, SettingsRefused)


def test_something_else_in_its_place_is_a_mistake(app):
    other = Flask("other")
    other.extensions["security"] = type("Other", (), {"totp_factory": None})
    with pytest.raises(TypeError, match="NoneType"):
        codes_of(other)
    assert codes_of(app) is not None
    assert services_of(app)


def test_the_picture_keeps_to_a_strict_page():
    picture = qr_code("otpauth://totp/Luohu:officer1?secret=AAAA&issuer=Luohu")
    assert picture.count("<path") == 2
    assert "style" not in picture
    assert "data:" not in picture
