"""Agencies see of one person what their kind needs, and of everybody else and everything else nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.agencies import NEEDS, AgencyKind, answered
from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementEntry, EntitlementState
from scoring.application.persons import Applicant
from scoring.application.status import Act
from scoring.casework.agencies import close_agency
from scoring.casework.agency_tokens import agency_by_token, issue_token, revoke_token
from scoring.casework.look_up import Asked, look_up
from scoring.casework.turn_entitlement import Chosen, turn_entitlement
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.policy.wording import text
from scoring.records.access_log import ViewRow, reason_place
from scoring.records.applications import ApplicationRow
from scoring.records.entitlements import EntitlementRow
from scoring.records.offices import OfficeRow
from scoring.records.sealing import seal_of
from tests.casework.agencies import agency, settled, shown
from tests.casework.stories import AT, LATER, keyless, number

WHAT_FOR, PAGE = "新生入学资格核验", "agencies_v1.School"
CANARIES = ("王小明", "李小红", "19880815", "越秀派出所", "2025年度入围名单")


def ask(office, by, identity_number="", *, register_number="", purpose=WHAT_FOR, at=LATER):
    return look_up(office.transaction, Asked(identity_number, register_number, purpose, PAGE), agency=by, at=at)


def child_of(application):
    return application.persons[2].identity_number.reveal()


def reads_of(office, by):
    with office.transaction() as session:
        rows = session.scalars(sa.select(ViewRow).where(ViewRow.account_id == by.account_id).order_by(ViewRow.sequence)).all()
        return [(row.kind, row.application_id, row.rows, row.sought, _reason(session, row)) for row in rows]


def _reason(session, row):
    return row.reason and seal_of(session, row.application_id).open(row.reason, reason_place(row.sequence))


def test_a_school_sees_one_child_and_nothing_of_parents_or_points(office):
    application, school = settled(office), agency(office)
    [found] = ask(office, school, child_of(application))
    assert found == {"name": "王一", "birth_year": 2015, "district": None, "since": local_day(AT), "until": None}
    said = json.dumps(found, default=str, ensure_ascii=False)
    for canary in (*CANARIES, office.file(application).decision.total, application.reference):
        assert canary not in said
    entry = next(e for e in office.file(application).entitlements if e.service == "schooling")
    assert ask(office, school, register_number=entry.register_number.lower().replace("-", " ")) == (found,)
    assert reads_of(office, school) == [
        ("revealed", application.id, 1, "identity_number", WHAT_FOR),
        ("revealed", application.id, 1, None, WHAT_FOR),
    ]


@pytest.mark.parametrize("of_kind", AgencyKind)
def test_whatever_its_kind_an_agency_is_told_of_one_person_alone_and_never_of_points(office, of_kind):
    application, by = settled(office), agency(office, of_kind)
    total = office.file(application).decision.total
    for person in application.persons:
        found = ask(office, by, person.identity_number.reveal())
        said = json.dumps(found, default=str, ensure_ascii=False)
        assert all(tuple(one) == NEEDS[of_kind].fields and one["name"] == person.name for one in found)
        others = [other for other in application.persons if other is not person]
        canaries = (total, application.reference, "越秀派出所", "2025年度入围名单", *(other.name for other in others))
        numbers = (each.identity_number.reveal() for each in application.persons)
        assert not [canary for canary in (*canaries, *numbers) if canary in said]


def test_nobody_known_and_nothing_in_force_are_answered_alike(office):
    application, waiting, school = settled(office), office.granted(family=office.family()), agency(office)
    parent = application.applicant.identity_number.reveal()
    housing = next(e for e in office.file(application).entitlements if e.service == "housing")
    asked = [number().reveal(), child_of(waiting), parent]
    assert [ask(office, school, each) for each in asked] == [(), (), ()]
    assert ask(office, school, register_number=housing.register_number) == ()
    assert {(kind, file, rows) for kind, file, rows, _sought, _reason in reads_of(office, school)} == {("viewed", None, 0)}


@pytest.mark.parametrize(("act", "sees"), [(Act.SUSPEND, 0), (Act.END, 0)])
def test_what_is_suspended_or_ended_is_not_in_force(office, act, sees):
    application, school = settled(office), agency(office)
    chosen, common = Chosen(2, "schooling", act), {"officer": office.supervisor, "at": LATER, "reason": "核查"}
    turn_entitlement(office.transaction, office.shown(application), chosen, **common)
    assert len(ask(office, school, child_of(application))) == sees


def test_after_its_last_day_nothing_is_told_though_nobody_ended_it_yet(office):
    application, school = settled(office), agency(office)
    with office.transaction() as session:
        rows = sa.update(EntitlementRow).where(EntitlementRow.application_id == application.id)
        session.execute(rows.where(EntitlementRow.service == "schooling").values(until=local_day(LATER)))
    assert len(ask(office, school, child_of(application))) == 1
    assert ask(office, school, child_of(application), at=LATER + timedelta(days=1)) == ()


def test_a_district_sees_its_own_files_alone(office):
    with office.transaction() as session:
        common = {"name_en": "x", "division": "440106"}
        for name, level, within in (
            ("c1", "city", None),
            ("d1", "district", "c1"),
            ("d2", "district", "c1"),
            ("w1", "window", "d1"),
        ):
            session.merge(OfficeRow(id=name, name_zh=name.upper(), level=level, within=within, **common))
    application = settled(office)
    with office.transaction() as session:
        session.get_one(ApplicationRow, application.id).office_id = "w1"
    seen = {of: ask(office, agency(office, of=of), child_of(application)) for of in ("c1", "d1", "w1", "d2", None)}
    assert {of: len(found) for of, found in seen.items()} == {"c1": 1, "d1": 1, "w1": 1, "d2": 0, None: 1}
    assert seen["d1"][0]["district"] == {"zh": "W1", "en": "x"}


def test_of_what_was_erased_nothing_is_told(office):
    application, school = settled(office), agency(office)
    entry = next(e for e in office.file(application).entitlements if e.service == "schooling")
    with keyless(office.transaction, application.id):
        assert ask(office, school, register_number=entry.register_number) == ()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"identity_number": ""}, "identity_number"),
        ({"identity_number": "440106198702010008", "register_number": "1"}, "identity_number"),
        ({"identity_number": "440106198702010000"}, "identity_number"),
        ({"register_number": "123"}, "register_number"),
        ({"identity_number": "440106198702010008", "purpose": " "}, "purpose"),
        ({"identity_number": "440106198702010008", "purpose": "x" * 201}, "purpose"),
    ],
)
def test_what_is_no_question_is_refused(office, given, field):
    with pytest.raises(InputRefused) as refused:
        ask(office, agency(office), **given)
    assert refused.value.field == field


words = st.text("王李口令abc", min_size=1, max_size=5)


@given(st.sampled_from(AgencyKind), st.sampled_from(EntitlementState), st.one_of(st.none(), words))
def test_no_kind_is_answered_a_field_that_it_does_not_need(kind, state, district):
    canary = text("canary")
    days = dict.fromkeys(("since", "until", "apply_until"), local_day(AT))
    kept = dict.fromkeys(("register_number", "application", "decision", "relation", "entitlement", "service", "confers"), "canary")
    kept |= {"beneficiary": "王**", "label": canary, "granted_by": canary, "starts": "decision", "reference": "canary", "person": 7}
    entry = EntitlementEntry(**kept, valid_for="canary", apply_within="canary", state=state, **days)
    told = answered(kind, entry, Applicant("王小明", number()), text(district) if district else None)
    assert tuple(told) == NEEDS[kind].fields
    assert "canary" not in [value for field, value in told.items() if field != "confers"]


def test_each_kind_is_told_of_one_service():
    assert {kind: need.service for kind, need in NEEDS.items()} == {
        "school": "schooling",
        "housing": "housing",
        "pension": "pension",
        "medical": "medical",
    }


def test_a_token_opens_until_its_last_day_or_until_it_is_revoked(office):
    school, by = agency(office), {"officer": office.administrator, "at": AT}
    first = issue_token(office.transaction, shown(office, school), 1, **by)
    second = issue_token(office.transaction, shown(office, school), 366, **by)
    day = timedelta(days=1)
    opens = [(token, at) for token in (first, second) for at in (AT, AT + day, AT + 2 * day)]
    found = [agency_by_token(office.transaction, token.token, at=at) is not None for token, at in opens]
    assert found == [True, True, False, True, True, True]
    assert agency_by_token(office.transaction, "luohu_unknown", at=AT) is None
    revoke_token(office.transaction, shown(office, school), second.id, **by)
    assert agency_by_token(office.transaction, second.token, at=AT) is None
    assert "luohu_" not in repr(second)
    for number_, agency_ in ((second.id, school), (first.id, agency(office)), (10**6, school)):
        with pytest.raises(NotFound):
            revoke_token(office.transaction, shown(office, agency_), number_, **by)
    close_agency(office.transaction, shown(office, school), **by)
    assert agency_by_token(office.transaction, first.token, at=AT) is None


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_holds_for_a_year_at_most(office, days):
    school = agency(office)
    with pytest.raises(InputRefused):
        issue_token(office.transaction, shown(office, school), days, officer=office.administrator, at=AT)


def test_agencies_are_an_administrators_and_a_stale_page_changes_nothing(office):
    school = agency(office)
    seen = shown(office, school)
    with pytest.raises(NotAllowed):
        issue_token(office.transaction, seen, 9, officer=office.supervisor, at=AT)
    issue_token(office.transaction, seen, 9, officer=office.administrator, at=AT)
    with pytest.raises(Stale):
        close_agency(office.transaction, seen, officer=office.administrator, at=AT)
