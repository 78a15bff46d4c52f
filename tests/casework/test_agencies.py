"""Agencies are registered, changed and closed; they are told of begins and ends that concern them, at least once and under one key."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.agencies import AgencyKind, told_of, webhook_address
from scoring.application.background import Failure
from scoring.application.entitlement import EntitlementState
from scoring.application.notice import DeliveryState
from scoring.application.status import Act
from scoring.casework.agencies import AgencyDetails, Reached, change_agency, close_agency, new_secret, register_agency
from scoring.casework.agency_outbox import keep_told, keep_untold, send_again, take_message
from scoring.casework.agency_queries import list_agencies, read_agency
from scoring.casework.lines import Wanted
from scoring.casework.outbox import UNSURE_AFTER
from scoring.casework.turn_entitlement import Chosen, turn_entitlement
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.agency_access import AgencyMessageRow, AgencyRow
from scoring.records.applications import ApplicationRow
from scoring.records.offices import OfficeRow
from scoring.records.tables import EventRow
from tests.casework.agencies import URL, agency, read, settled, shown
from tests.casework.stories import AT, LATER

OTHER = "https://other.example.cn/"


@pytest.fixture
def quiet(office):
    """No agency of another test is told anything."""
    with office.transaction() as session:
        session.execute(sa.update(AgencyRow).values(webhook_url=""))
        session.execute(sa.update(AgencyMessageRow).values(state=DeliveryState.SENT))
    return office


def told(office, found):
    """What an agency is told, oldest first."""
    lines = reversed(read(office, found).messages.items)
    return [(line.event, line.register_number, line.state) for line in lines]


def turn(office, application, act, entitlement="schooling", person=2):
    chosen, common = Chosen(person, entitlement, act), {"officer": office.supervisor, "at": LATER, "reason": "核查"}
    turn_entitlement(office.transaction, office.shown(application), chosen, **common)


def test_a_school_is_told_when_schooling_begins_and_ends_and_of_nothing_else(quiet):
    school, silent = agency(quiet, url=URL), agency(quiet)
    medical = agency(quiet, AgencyKind.MEDICAL, url=URL)
    application = settled(quiet)
    entry = next(e for e in quiet.file(application).entitlements if e.service == "schooling")
    for act in (Act.SUSPEND, Act.RESUME, Act.END):
        turn(quiet, application, act)
    number, waiting = entry.register_number, DeliveryState.WAITING
    assert told(quiet, school) == [(event, number, waiting) for event in ("begins", "ends", "begins", "ends")]
    assert told(quiet, silent) == []
    assert {event for event, _number, _state in told(quiet, medical)} == {"begins"}
    assert len(told(quiet, medical)) == 2


def test_an_agency_of_another_district_is_told_nothing(quiet):
    with quiet.transaction() as session:
        common = {"name_en": "x", "name_zh": "x", "division": "440106"}
        for name, level, within in (("c1", "city", None), ("d1", "district", "c1"), ("d2", "district", "c1")):
            session.merge(OfficeRow(id=name, level=level, within=within, **common))
    found = {of: agency(quiet, of=of, url=URL) for of in ("c1", "d1", "d2", None)}
    application = quiet.granted(family=quiet.family())
    with quiet.transaction() as session:
        session.get_one(ApplicationRow, application.id).office_id = "d1"
    quiet.register(application, 2)
    assert {of: len(told(quiet, each)) for of, each in found.items()} == {"c1": 1, "d1": 1, "d2": 0, None: 1}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, "pending", None),
        (None, "in_force", "begins"),
        ("pending", "in_force", "begins"),
        ("in_force", "suspended", "ends"),
        ("suspended", "in_force", "begins"),
        ("suspended", "ended", None),
        ("pending", "ended", None),
        ("in_force", "ended", "ends"),
    ],
)
def test_what_begins_and_what_ends(before, after, said):
    assert told_of(before and EntitlementState(before), EntitlementState(after)) == said


def begun(office):
    """A message that waits, and its school."""
    school = agency(office, url=URL)
    settled(office)
    return school


def test_a_message_names_nobody_and_is_tried_under_one_key(quiet):
    school = begun(quiet)
    secret = new_secret(quiet.transaction, shown(quiet, school), officer=quiet.administrator, at=AT)
    first = take_message(quiet.transaction, at=LATER)
    assert first.secret.hex() == secret
    assert (first.url, first.attempt) == (URL, 1)
    assert json.loads(first.body).keys() == {"id", "event", "on", "register_number"}
    assert secret not in repr(first)
    assert take_message(quiet.transaction, at=LATER) is None, "it is being sent"
    keep_untold(quiet.transaction, first, Failure("timeout", ""), at=LATER, most=3)
    assert take_message(quiet.transaction, at=LATER) is None, "it waits a minute"
    second = take_message(quiet.transaction, at=LATER + timedelta(minutes=1))
    assert (second.key, second.body, second.attempt) == (first.key, first.body, 2)
    keep_told(quiet.transaction, first, at=LATER)  # the first try ends late: it is no longer the one that counts
    keep_untold(quiet.transaction, first, Failure("timeout", ""), at=LATER, most=1)
    assert told(quiet, school)[0][2] is DeliveryState.SENDING
    keep_told(quiet.transaction, second, at=LATER)
    assert told(quiet, school)[0][2] is DeliveryState.SENT


def test_a_message_whose_end_nobody_kept_is_sent_again_under_its_key(quiet):
    begun(quiet)
    first = take_message(quiet.transaction, at=LATER)
    again = take_message(quiet.transaction, at=LATER + UNSURE_AFTER + timedelta(seconds=1))
    assert (again.key, again.attempt) == (first.key, 2)


def test_what_failed_too_often_is_parked_and_an_administrator_sends_it_again(quiet):
    school = begun(quiet)
    message = take_message(quiet.transaction, at=LATER)
    keep_untold(quiet.transaction, message, Failure("agency_said_500", ""), at=LATER, most=1)
    assert told(quiet, school)[0][2] is DeliveryState.DEAD
    [line] = [
        line for line in list_agencies(quiet.transaction, "", Wanted(1, 100), officer=quiet.administrator).items if line.parked
    ]
    assert (line.agency.username, line.parked) == (school.username, 1)
    common = {"officer": quiet.administrator, "at": LATER}
    for username, number in ((school.username, 10**6), (agency(quiet).username, message.id)):
        with pytest.raises(NotFound):
            send_again(quiet.transaction, username, number, **common)
    with pytest.raises(NotAllowed):
        send_again(quiet.transaction, school.username, message.id, **common | {"officer": quiet.supervisor})
    send_again(quiet.transaction, school.username, message.id, **common)
    again = take_message(quiet.transaction, at=LATER)
    assert (again.key, again.attempt) == (message.key, 1)


@pytest.mark.parametrize("way", ["close", "forget"])
def test_what_lost_its_agency_or_its_address_is_parked(quiet, way):
    school, by = begun(quiet), {"officer": quiet.administrator, "at": LATER}
    if way == "close":
        assert close_agency(quiet.transaction, shown(quiet, school), **by).closed_at is not None
        with pytest.raises(NotFound):
            close_agency(quiet.transaction, shown(quiet, school), **by)
    else:
        changed = change_agency(quiet.transaction, shown(quiet, school), Reached("王老师 020-1"), is_demonstration=False, **by)
        assert (changed.contact, changed.webhook_url) == ("王老师 020-1", "")
    assert take_message(quiet.transaction, at=LATER) is None
    [line] = read(quiet, school).messages.items
    assert (line.state, line.error_code) == (DeliveryState.DEAD, "no_address")


@pytest.mark.parametrize(
    ("typed", "is_demonstration", "is_right"),
    [
        ("", False, True),
        (" https://school.example.cn/luohu?x=1 ", False, True),
        ("https://10.1.2.3/", False, True),  # an agency may stand in the government's own network
        ("http://school.example.cn/", False, False),
        ("http://school.example.cn/", True, False),
        ("http://127.0.0.1:8080/", True, True),
        ("http://localhost/", True, True),
        ("http://127.0.0.1:8080/", False, False),
        ("https://127.0.0.1/", False, False),
        ("https://localhost/", False, False),
        ("https://[::1]/", False, False),
        ("https://169.254.169.254/latest", False, False),
        ("https://0.0.0.0/", False, False),
        ("https://user@school.example.cn/", False, False),
        ("https://school.example.cn/#x", False, False),
        ("https://school.example.cn:x/", False, False),
        ("https:///x", False, False),
        ("ftp://school.example.cn/", False, False),
        ("school.example.cn", False, False),
        ("https://school.example.cn/" + "x" * 300, False, False),
    ],
)
def test_an_address_is_https_and_leads_outside(typed, is_demonstration, is_right):
    if is_right:
        assert webhook_address(typed, is_demonstration=is_demonstration) == typed.strip()
        return
    with pytest.raises(InputRefused) as refused:
        webhook_address(typed, is_demonstration=is_demonstration)
    assert refused.value.field == "webhook_url"


RIGHT = AgencyDetails("第一小学", AgencyKind.SCHOOL, None, Reached("020-1"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"office": "nowhere"}, "office"),
        ({"reached": Reached(" ")}, "contact"),
        ({"reached": Reached("x" * 201)}, "contact"),
        ({"reached": Reached("020-1", "http://school.example.cn")}, "webhook_url"),
    ],
)
def test_an_agency_that_cannot_be_is_refused(office, changes, field):
    common = {"officer": office.administrator, "at": AT, "is_demonstration": False}
    with pytest.raises(InputRefused) as refused:
        register_agency(office.transaction, replace(RIGHT, **changes), **common)
    assert refused.value.field == field


def test_an_agency_that_is_none_is_not_found(office):
    with pytest.raises(NotFound):
        read_agency(office.transaction, "agency-0", Wanted(), officer=office.administrator)


def test_every_change_is_in_the_journal_and_no_secret_is(office):
    school, by = agency(office), {"officer": office.administrator, "at": AT}
    secret = new_secret(office.transaction, shown(office, school), **by)
    change_agency(office.transaction, shown(office, school), Reached("020-2", OTHER), is_demonstration=False, **by)
    close_agency(office.transaction, shown(office, school), **by)
    with office.transaction() as session:
        events = session.scalars(sa.select(EventRow).where(EventRow.stream == "accounts").order_by(EventRow.id)).all()
    own = [event for event in events if school.username in event.facts]
    assert [event.act for event in own] == ["register_agency", "new_secret", "change_agency", "close_agency"]
    assert secret not in "".join(event.facts for event in own)
