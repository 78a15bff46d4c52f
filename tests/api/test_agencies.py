"""Agencies over HTTP: a token opens one route, a number is looked up and never stands in an address, guessing is slowed down."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.agencies import AgencyKind
from scoring.application.officer import Role
from scoring.casework.agencies import AgencyDetails, Reached, ShownAgency, register_agency
from scoring.casework.agency_tokens import issue_token, revoke_token
from scoring.records.access_log import ViewRow
from scoring.records.accounts import AccountRow
from scoring.web.services import services_of
from tests.casework.stories import number
from tests.pages.at_the_counter import staff
from tests.pages.own_files import office_of

ASK = "/api/v1/agencies/{}/look-ups"
WHAT_FOR = "Admission in September"


class Asking:
    """An agency with a token, and a family of which everybody is registered."""

    def __init__(self, app, kind=AgencyKind.SCHOOL):
        self.app, self.services = app, services_of(app)
        self.administrator = staff(self.services, "administrator1")
        by = {"officer": self.administrator, "at": self.services.clock.now()}
        details = AgencyDetails("第一小学", kind, None, Reached("020-1"))
        self.agency = register_agency(self.services.transaction, details, is_demonstration=True, **by)
        self.issued = issue_token(self.services.transaction, ShownAgency(self.agency.username, 1), 30, **by)
        self.kind = kind

    def post(self, body, *, kind=None, token=None, **more):
        headers = {"Authorization": f"Bearer {token or self.issued.token}"}
        return self.app.test_client().post(ASK.format(kind or self.kind), json=body, headers=headers, **more)


@pytest.fixture
def asking(app):
    return Asking(app)


@pytest.fixture
def child(asking):
    """A child whose schooling is in force, with the file."""
    office = office_of(asking.services)
    application = office.granted(family=office.family())
    office.register(application, 2)
    return office.now(application).persons[2].identity_number.reveal()


def test_a_school_looks_a_child_up_and_only_its_number_is_no_longer_secret(asking, child, conforms, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = asking.post({"identity_number": child, "purpose": WHAT_FOR})
    assert answer.status_code == 200
    assert answer.json["checked_on"] == "2026-03-02"
    [found] = answer.json["in_force"]
    assert found["name"] == "王一"
    assert set(found) == {"name", "birth_year", "district", "since", "until"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert child not in caplog.text
    conforms(answer, ASK.format("school"), "post")
    nobody = asking.post({"identity_number": number().reveal(), "purpose": WHAT_FOR})
    assert (nobody.status_code, nobody.json) == (200, {"checked_on": "2026-03-02", "in_force": []})
    with asking.services.transaction() as session:
        reads = session.execute(sa.select(ViewRow.page, ViewRow.kind, ViewRow.rows).order_by(ViewRow.sequence)).all()
    assert reads[-2:] == [("agencies_v1.School", "revealed", 1), ("agencies_v1.School", "viewed", 0)]


def test_without_a_token_that_holds_nothing_is_answered(asking, child, conforms):
    body = {"identity_number": child, "purpose": WHAT_FOR}
    client = asking.app.test_client()
    seen = ShownAgency(asking.agency.username, 2)
    answers = [client.post(ASK.format("school"), json=body), client.post(ASK.format("school"), json=body, auth=("x", "y"))]
    answers.append(asking.post(body, token="luohu_wrong"))
    common = {"officer": asking.administrator, "at": asking.services.clock.now()}
    revoke_token(asking.services.transaction, seen, asking.issued.id, **common)
    answers.append(asking.post(body))
    for answer in answers:
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        conforms(answer, ASK.format("school"), "post")


def test_a_token_opens_the_route_of_its_kind_alone(asking, child, conforms):
    answer = asking.post({"identity_number": child, "purpose": WHAT_FOR}, kind="housing")
    assert answer.status_code == 403
    conforms(answer, ASK.format("housing"), "post")


def test_no_agency_signs_in_or_opens_a_page(asking):
    client = asking.app.test_client()
    headers = {"Authorization": f"Bearer {asking.issued.token}"}
    assert client.get("/admin/applications/", headers=headers).status_code in {302, 404}
    assert {role.name for role in _account(asking).roles} == {Role.AGENCY}
    assert _account(asking).password is None


def _account(asking):
    with asking.services.transaction() as session:
        account = session.get_one(AccountRow, asking.agency.account_id)
        session.expunge_all()
        return account


@pytest.mark.parametrize(
    "body", [{"purpose": "x"}, {"identity_number": "1", "purpose": "x"}, {"identity_number": "440106198702010008"}, {"purpose": ""}]
)
def test_what_is_no_question_is_told_as_a_problem(asking, conforms, body):
    answer = asking.post(body)
    assert answer.status_code == 422
    conforms(answer, ASK.format("school"), "post")


def test_five_misses_lock_the_agency_for_a_while(opened, template, conforms):
    limits = replace(template.settings.limits, sign_in=5, look_up=8)
    app = opened(replace(template.settings, database_url=template.copy("misses"), limits=limits))
    asking = Asking(app)
    for _miss in range(5):
        assert asking.post({"identity_number": number().reveal(), "purpose": WHAT_FOR}).status_code == 200
    locked = asking.post({"identity_number": number().reveal(), "purpose": WHAT_FOR})
    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) > 0
    conforms(locked, ASK.format("school"), "post")
    answers = [asking.post({"identity_number": "1", "purpose": "x"}).status_code for _more in range(3)]
    assert answers[-1] == 429, "and no token asks more often than the limit of a minute"
