"""Sign-in: the right password opens, every wrong one is answered alike, cookies are closed to scripts and other sites."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus

import pytest
import sqlalchemy as sa
from flask import jsonify

from scoring.application.officer import SIGNING_IN
from scoring.records.accounts import AccountRow
from scoring.web.person import officer, signed_in_officer
from scoring.web.services import services_of
from tests.signing_in import enter, token_of

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def office(template, opened):
    """The service with an address that tells who is signed in."""
    app = opened(replace(template.settings, database_url=template.copy("office")))

    def whoami():
        person = signed_in_officer()
        return jsonify(name=person.name, roles=sorted(person.roles), id=person.account_id)

    app.add_url_rule("/whoami", "whoami", whoami)
    app.add_url_rule("/anybody", "anybody", lambda: jsonify(officer()))
    return app


def test_nobody_is_nobody(office):
    client = office.test_client()
    assert client.get("/anybody").json is None
    answer = client.get("/whoami?lang=en")
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "sign in" in answer.text


@pytest.mark.parametrize("role", sorted(SIGNING_IN))
def test_each_role_signs_in_and_is_known_by_it(office, passwords, role):
    client = office.test_client()
    assert enter(office, client, f"{role.value}1", passwords[f"{role.value}1"]).status_code == HTTPStatus.FOUND
    person = client.get("/whoami").json
    assert person["roles"] == [role.value]
    assert person["name"]


def test_an_agency_does_not_sign_in(office, passwords):
    client = office.test_client()
    assert enter(office, client, "agency1", passwords["agency1"]).status_code == HTTPStatus.OK
    assert client.get("/anybody").json is None


def test_an_applicant_does_not_sign_in_at_the_door_of_staff(office, passwords):
    with services_of(office).transaction() as session:
        row = session.scalars(sa.select(AccountRow).where(AccountRow.username.startswith("applicant-"))).first()
    client = office.test_client()
    for name in (row.username, row.email, "applicant1@luohu.example"):
        assert enter(office, client, name, passwords["applicant1"]).status_code == HTTPStatus.OK
        assert client.get("/anybody").json is None


def test_a_name_is_read_without_regard_to_case_and_blanks(office, passwords):
    assert enter(office, office.test_client(), " Officer1 ", passwords["officer1"]).status_code == HTTPStatus.FOUND


def test_a_wrong_password_and_a_wrong_name_are_told_alike(office, passwords):
    answers = [
        re.sub(r'(csrf_token"[^>]*value|value|nonce)="[^"]*"', "", enter(office, office.test_client(), name, password).text)
        for name, password in (("officer1", "wrong"), ("nobody", "wrong"), ("nobody", passwords["officer1"]))
    ]
    assert answers[0] == answers[1] == answers[2]
    assert "User name or password is wrong. Type both again." in answers[0]
    assert "officer1" not in answers[0]


def test_a_wrong_password_is_told_in_the_language_of_the_page(office):
    client = office.test_client()
    sent = {"username": "officer1", "password": "wrong", "csrf_token": token_of(client.get("/sign-in?lang=zh"))}
    answer = client.post("/sign-in?lang=zh", data=sent).text
    assert "用户名或密码有误，请重新填写。" in answer
    assert "Authentication" not in answer


def test_signing_out_needs_a_post_and_ends_it(office, passwords):
    client = office.test_client()
    enter(office, client, "officer1", passwords["officer1"])
    token = client.get("/sign-in").text  # already signed in: leads on
    assert client.get("/sign-out").status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert client.post("/sign-out").status_code == HTTPStatus.BAD_REQUEST
    assert client.get("/whoami").status_code == HTTPStatus.OK
    assert token is not None


def test_there_is_no_registration_and_no_recovery_by_mail(office):
    client = office.test_client()
    assert client.get("/register").status_code == client.get("/reset").status_code == HTTPStatus.NOT_FOUND


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(office):
    cookie = office.test_client().get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("luohu_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http, for a demonstration


def test_in_production_cookies_travel_over_https_only(template, opened):
    app = opened(replace(template.settings, database_url=template.copy("office_https"), mode="production", today=None))
    cookie = app.test_client().get("/sign-in", base_url="https://office.example").headers["Set-Cookie"]
    assert "Secure" in cookie


def test_an_error_of_the_database_says_nothing_of_who_signs_in(office):
    with office.app_context():
        database = office.extensions["sqlalchemy"]
        with pytest.raises(sa.exc.DBAPIError) as error:
            database.session.execute(sa.text("SELECT name FROM nowhere WHERE name = :name"), {"name": "officer1"})
    assert "officer1" not in str(error.value)
