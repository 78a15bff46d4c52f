"""Agencies are told by signed requests over a real connection; what fails, is silent or redirects is tried again, under one key."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scoring.application.agencies import AgencyKind
from scoring.application.notice import DeliveryState
from scoring.casework.agencies import AgencyDetails, Reached, ShownAgency, change_agency, new_secret, register_agency
from scoring.casework.agency_outbox import Message
from scoring.casework.agency_queries import read_agency
from scoring.casework.lines import Wanted
from scoring.jobs.kinds import KINDS
from scoring.jobs.webhooks import NotTold, post
from scoring.web.services import services_of
from tests.jobs.servers import _free, gateway, make_certificate
from tests.jobs.test_sending import Later
from tests.pages.at_the_counter import staff
from tests.pages.own_files import office_of

AT = datetime(2026, 3, 2, tzinfo=UTC)


class School:
    """A school that is told, and one child whose schooling begins."""

    def __init__(self, app):
        self.services = services_of(app)
        self.desk = self.services.background.desk
        self.by = {"officer": staff(self.services, "administrator1"), "at": self.services.clock.now()}
        details = AgencyDetails("第一小学", AgencyKind.SCHOOL, None, Reached("020-1", "https://school.example.cn/"))
        self.agency = register_agency(self.services.transaction, details, is_demonstration=True, **self.by)
        self.secret = bytes.fromhex(new_secret(self.services.transaction, ShownAgency(self.agency.username, 1), **self.by))
        office = office_of(self.services)
        application = office.granted(family=office.family())
        office.register(application, 2)
        self.child = office.now(application).persons[2]

    def at(self, url):
        seen = ShownAgency(self.agency.username, self.read().agency.version)
        change_agency(self.services.transaction, seen, Reached("020-1", url), is_demonstration=True, **self.by)

    def read(self):
        common = {"officer": self.by["officer"]}
        return read_agency(self.services.transaction, self.agency.username, Wanted(1, 100), **common)

    def tell(self, later=0, attempts=3, timeout=1):
        channels = replace(self.desk.settings.channels, attempts=attempts, timeout=timeout)
        settings = replace(self.desk.settings, channels=channels, mode="demonstration")
        desk = replace(self.desk, settings=settings, clock=Later(self.desk.clock, timedelta(days=40, minutes=later)))
        KINDS["tell_agencies"](desk, {}, lambda *_given: None)
        [line] = self.read().messages.items
        return line.state, line.error_code


@pytest.fixture
def school(app):
    return School(app)


def test_a_begin_is_told_once_signed_and_names_nobody(school, caplog):
    with gateway() as (agency, port):
        school.at(f"http://127.0.0.1:{port}/luohu?x=1")
        assert [school.tell(), school.tell()] == [(DeliveryState.SENT, None)] * 2
    [(path, headers, body)] = agency.requests
    assert path == "/luohu?x=1"
    assert body == {
        "id": headers["Idempotency-Key"],
        "event": "begins",
        "on": body["on"],
        "register_number": school.read().messages.items[0].register_number,
    }
    said = json.dumps(body, ensure_ascii=False) + caplog.text
    for secret in (school.child.name, school.child.identity_number.reveal(), school.secret.hex()):
        assert secret not in said
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    signed = hmac.new(school.secret, f"{headers['Luohu-Timestamp']}.{written}".encode(), hashlib.sha256).hexdigest()
    assert headers["Luohu-Signature"] == f"v1={signed}"


def test_what_fails_is_tried_again_under_its_key_and_parked_at_last(school):
    with gateway() as (agency, port):
        school.at(f"http://127.0.0.1:{port}/")
        agency.status = 500
        assert school.tell() == (DeliveryState.WAITING, "agency_said_500")
        agency.status = 302
        assert school.tell(later=2) == (DeliveryState.WAITING, "agency_said_302")
        agency.status = 401
        assert school.tell(later=10) == (DeliveryState.DEAD, "agency_said_401")
        assert school.tell(later=600) == (DeliveryState.DEAD, "agency_said_401")
    assert [path for path, _headers, _body in agency.requests] == ["/"] * 3, "no redirection is followed"
    assert len({headers["Idempotency-Key"] for _path, headers, _body in agency.requests}) == 1


def test_what_is_gone_is_parked_at_once(school):
    with gateway() as (agency, port):
        school.at(f"http://127.0.0.1:{port}/")
        agency.status = 410
        assert school.tell() == (DeliveryState.DEAD, "agency_said_410")


def test_who_answers_too_late_is_told_twice_under_one_key_and_knows_it(school):
    with gateway() as (agency, port):
        school.at(f"http://127.0.0.1:{port}/")
        agency.pause = 1.5
        assert school.tell() == (DeliveryState.WAITING, "timeout")
        agency.pause = 0
        assert school.tell(later=2) == (DeliveryState.SENT, None)
    keys = [headers["Idempotency-Key"] for _path, headers, _body in agency.requests]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert len({body["id"] for _path, _headers, body in agency.requests}) == 1


def test_who_is_away_is_tried_again(school):
    school.at(f"http://127.0.0.1:{_free()}/")
    assert school.tell() == (DeliveryState.WAITING, "unreachable")


@pytest.mark.parametrize(
    ("url", "is_demonstration", "code"),
    [
        ("http://127.0.0.1:{port}/", False, "not_https"),
        ("http://school.example.cn/", True, "not_https"),
        ("https://127.0.0.1:{port}/", True, "no_trust"),
    ],
)
def test_nothing_is_told_in_the_open_or_to_whom_nobody_vouches_for(tmp_path, url, is_demonstration, code):
    with tls_gateway(tmp_path) as port:
        message = Message(1, "k", 1, url.format(port=port), "{}", b"s")
        with pytest.raises(NotTold, match=code) as refused:
            post(message, AT, timeout=2, is_demonstration=is_demonstration)
    assert refused.value.failure.is_final == (code == "not_https")


def test_a_name_that_leads_inside_is_told_nothing(tmp_path, monkeypatch):
    with tls_gateway(tmp_path) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
        message = Message(1, "k", 1, f"https://localhost:{port}/", "{}", b"s")
        with pytest.raises(NotTold, match="leads_inside"):
            post(message, AT, timeout=2, is_demonstration=False)
        post(message, AT, timeout=2, is_demonstration=True)


@contextmanager
def tls_gateway(folder):
    """A gateway over TLS; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(make_certificate(folder))
    with gateway(context) as (_agency, port):
        yield port
